"""What is known of an article from elsewhere: ``sources.toml``, front matter, an archive's fields."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from knowledge.errors import ReadingError
from knowledge.ingest.printed_date import find_printed
from knowledge.model import DocumentKind, PublishedBasis

__all__ = ["CATALOGUE", "FIELDS", "CatalogueRow", "checked", "load_catalogue"]

CATALOGUE = "sources.toml"
FIELDS = (
    "title",
    "publisher",
    "author",
    "published",
    "published_basis",
    "published_reason",
    "url",
    "original",
    "kind",
    "deck",
)

CatalogueRow = Mapping[str, Any]
"""Some of FIELDS, checked."""

_OTHER_NAMES = {
    "date": "published",
    "pubdate": "published",
    "byline": "author",
    "source": "publisher",
    "site": "publisher",
    "description": "deck",
    "published_note": "published_reason",
    "subtitle": "deck",
    "link": "url",
}


def load_catalogue(folder: Path) -> dict[str, CatalogueRow]:
    """Rows by file name; none when there is no catalogue. Raises ReadingError, naming table and field."""
    path = folder / CATALOGUE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReadingError(path, f"cannot be read ({error}); mend it or take it away") from error
    rows: dict[str, CatalogueRow] = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ReadingError(path, f'{name}: a table per file name is wanted, such as ["{name}.txt"]')
        if (whole := _unquoted(name, table)) != name:
            raise ReadingError(path, f'[{whole}] a file name wants quotation marks: ["{whole}"]')
        unknown = sorted(table.keys() - set(FIELDS))
        if unknown:
            raise ReadingError(path, f"[{name}] {unknown[0]}: no such field; there are {', '.join(FIELDS)}")
        try:
            row = checked(table)
        except ValueError as error:
            raise ReadingError(path, f"[{name}] {error}") from error
        if "published" in row:
            row.setdefault("published_basis", "catalogue")
        rows[name] = row
    return rows


def _unquoted(name: str, table: Mapping[str, Any]) -> str:
    """The name as it was written: without quotation marks, TOML takes it apart at its full stops."""
    inner = next((key for key, value in table.items() if isinstance(value, dict)), None)
    return name if inner is None else _unquoted(f"{name}.{inner}", table[inner])


def checked(given: Mapping[str, Any], *, strict: bool = True) -> dict[str, Any]:
    """The known fields with checked values. Raises ValueError, naming the field; unknown ones are ignored.

    Without ``strict``, names that other programs use count too ("date", "byline"), and a value that
    cannot be taken is left out.
    """
    row: dict[str, Any] = {}
    for key, value in given.items():
        name = key if strict else _OTHER_NAMES.get(key, key)
        if name not in FIELDS or value in (None, "") or name in row:
            continue
        try:
            row[name] = _value(name, value)
        except ValueError:
            if strict:
                raise
    return row


def _value(name: str, value: object) -> object:
    if name == "published":
        return _day(value)
    if not isinstance(value, str):
        raise ValueError(f"{name}: a text is wanted, not {value!r}")
    choices = {"published_basis": get_args(PublishedBasis), "kind": get_args(DocumentKind)}.get(name)
    if choices and value not in choices:
        raise ValueError(f"{name}: one of {', '.join(choices)} is wanted, not {value!r}")
    return " ".join(value.split())


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (printed := find_printed(value)) and printed.day:
        return printed.day
    raise ValueError(f"published: a day such as 2020-03-04 is wanted, not {value!r}")

"""JSON with articles, one a line or in a list → its articles; a bad one is named and the others are read.

The fields that other programs write are known by the names in ``fields.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import PurePath
from typing import Any, NamedTuple

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.byline import author_in
from knowledge.ingest.catalogue import checked
from knowledge.ingest.dom import flow, parsed
from knowledge.ingest.encoding import decoded, tidied
from knowledge.ingest.page import UNDATED, Given, NoArticleError, Page, PublicationDay
from knowledge.ingest.printed_date import find_all

__all__ = ["read"]

ARCHIVE_LIMIT = 2_000_000_000
"""Bytes of an archive."""
LINE_LIMIT = 20_000_000
"""Code points of one line."""

_NAMES: Mapping[str, list[str]] = {
    field: names.split()
    for field, names in tomllib.loads(
        files("knowledge.ingest").joinpath("fields.toml").read_text(encoding="utf-8")
    ).items()
}
_DAY_LIKE = re.compile(r"date|publish|time", re.IGNORECASE)
_NO_DAY = re.compile(r"modif|updat|download|crawl|scrap|fetch|filedate|access|retriev", re.IGNORECASE)
_SECONDS = re.compile(r"\d{9,10}$|\d{12,13}$")


class _Row(NamedTuple):
    place: str
    """Where in the file, for complaints."""
    number: int
    value: object


def read(data: bytes, given: Given) -> Iterator[Page | str]:
    """The articles in order, a line for what cannot be read. Raises NotTextError, NoArticleError.

    A missing ``id`` is made of file and number.
    """
    text = decoded(data, limit=ARCHIVE_LIMIT)
    path = PurePath(given.name)
    rows = _rows(text) if path.suffix.lower() == ".json" else _lines(text)
    seen: set[str] = set()
    for row in rows:
        try:
            page, warnings = _page(row, f"{path.stem}-{row.number}")
            if page.name in seen:
                raise ValueError(f'the id "{page.name}" stands twice; ids tell articles apart')
            seen.add(page.name or "")
        except ValueError as error:
            yield f"{row.place}: {error}"
            continue
        yield page
        yield from (f"{row.place}: {warning}" for warning in warnings)


def _lines(text: str) -> Iterator[_Row]:
    """A line each, but a file of lines that holds one list after all is read as that."""
    if text.lstrip()[:1] == "[":
        yield from _rows(text)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _Row(f"line {number}", number, line)


def _rows(text: str) -> Iterator[_Row]:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if text.count("\n") and text.lstrip().startswith("{"):
            yield from (
                _Row(f"line {n}", n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()
            )
            return
        raise NoArticleError(
            f"is no JSON ({error}); a list of articles is wanted, or one article a line"
        ) from error
    for number, one in enumerate(_listed(value), 1):
        yield _Row(f"article {number}", number, one)


def _listed(value: object) -> Iterable[object]:
    """The articles of a file: a list, an object that holds one, or one article alone."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        inner = next((value[name] for name in _NAMES["list"] if isinstance(value.get(name), list)), None)
        return inner if inner is not None and "title" not in value else inner or [value]
    raise NoArticleError("is JSON without articles; a list of objects with title and text is wanted")


def _page(row: _Row, fallback: str) -> tuple[Page, list[str]]:
    """The article of a row, and what of it is not taken. Raises ValueError, saying what is wrong."""
    fields = _object(row.value)
    title = _text(fields, "title")
    if title is None:
        raise ValueError('"title" is missing or no text')
    known = checked(
        {k: v for k, v in fields.items() if k in ("kind", "original", "published_basis", "published_reason")}
    )
    day, warnings = _day(fields, known)
    page = Page(
        paragraphs=_paragraphs(fields),
        title=title,
        deck=_text(fields, "deck"),
        author=(said := _names(fields, "author")) and author_in([said]),
        publisher=_publisher(fields),
        url=_url(fields),
        kind=known.get("kind"),
        original=known.get("original"),
        day=day,
        name=str(fields.get("id") or fallback),
    )
    return page, warnings


def _object(value: object) -> Mapping[str, Any]:
    if isinstance(value, str):
        if len(value) > LINE_LIMIT:
            raise ValueError(f"is too long ({len(value)} characters)")
        try:
            value = json.loads(value)
        except (json.JSONDecodeError, RecursionError) as error:
            raise ValueError(f"is no JSON ({error})") from error
    if not isinstance(value, dict):
        raise ValueError("a JSON object is wanted")
    return value


def _first(fields: Mapping[str, Any], field: str) -> Any:
    return next((fields[name] for name in _NAMES[field] if fields.get(name) not in (None, "", [])), None)


def _text(fields: Mapping[str, Any], field: str) -> str | None:
    value = _first(fields, field)
    return " ".join(tidied(value).split()) or None if isinstance(value, str) else None


def _names(fields: Mapping[str, Any], field: str) -> str | None:
    """A name, a list of names, or objects with names."""
    value = _first(fields, field)
    names = [
        one.get("name") if isinstance(one, dict) else one
        for one in (value if isinstance(value, list) else [value])
    ]
    return (
        ", ".join(" ".join(name.split()) for name in names if isinstance(name, str) and name.strip()) or None
    )


def _publisher(fields: Mapping[str, Any]) -> str | None:
    """The first of its names that is no address: trafilatura's "source" is one."""
    for name in _NAMES["publisher"]:
        found = _names({_NAMES["publisher"][0]: fields.get(name)}, "publisher")
        if found and "://" not in found:
            return found
    return None


def _url(fields: Mapping[str, Any]) -> str | None:
    candidates = (fields.get(name) for name in (*_NAMES["url"], "source"))
    return next((u for u in candidates if isinstance(u, str) and u.startswith(("http://", "https://"))), None)


def _day(fields: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[PublicationDay, list[str]]:
    name = next((name for name in _NAMES["published"] if fields.get(name) not in (None, "")), None)
    if name is None:
        alike = [k for k, v in fields.items() if _DAY_LIKE.search(k) and not _NO_DAY.search(k) and _is_day(v)]
        return UNDATED, [
            f'"{k}" is not taken for the day of publication; call it "published" if it is' for k in alike[:1]
        ]
    value = _instant(fields[name])
    found = find_all(value)
    if not found:
        raise ValueError(f"{name}: a day such as 2020-03-04 is wanted, not {fields[name]!r}")
    if found[0].day is None:
        return PublicationDay(None, "none", f"ambiguous: {name} is “{value}”"), [
            f"{name}: “{value}” can be read in two ways; write it as 2020-03-04"
        ]
    reason = known.get("published_reason", f"given by the archive ({name}: {value})")
    return PublicationDay(found[0].day, known.get("published_basis", "catalogue"), reason), []


def _instant(value: object) -> str:
    """A day as text; seconds or milliseconds since 1970 as some programs write them."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(int(value))
    if isinstance(value, str) and _SECONDS.match(value.strip()):
        seconds = int(value) / (1000 if len(value.strip()) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return value if isinstance(value, str) else ""


def _is_day(value: object) -> bool:
    return bool(find_all(_instant(value)))


def _paragraphs(fields: Mapping[str, Any]) -> list[str]:
    given = fields.get("paragraphs")
    if given is None:
        text, markup = _first(fields, "text"), _first(fields, "markup")
        given = (
            _from_text(text)
            if isinstance(text, str)
            else _from_markup(markup)
            if isinstance(markup, str)
            else None
        )
    if not isinstance(given, list) or not all(isinstance(p, str) for p in given):
        raise ValueError('"text" or "paragraphs" (a list of texts) is wanted')
    paragraphs = [tidied(p).strip() for p in given if p.strip()]
    if not paragraphs:
        raise ValueError("holds no text")
    return paragraphs


def _from_text(text: str) -> list[str]:
    return (
        _from_markup(text)
        if re.search(r"<(?:p|br|div)\b[^>]*>", text)
        else paragraphs_of(text.replace("\r\n", "\n"))
    )


def _from_markup(markup: str) -> list[str]:
    root = parsed(markup)
    return [block.text for block in flow(root).blocks] if root is not None else []

"""Articles as lines of JSON Lines, and files of such lines that are whole or not there at all."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from knowledge.errors import StorageError
from knowledge.model import Article, Source

__all__ = ["Row", "article_of", "keep", "lines", "name_of", "put", "read_rows", "row_of"]

Row = dict[str, Any]
"""An article as a line of an archive: its id, what is known of its source, and its paragraphs."""


def row_of(article: Article, identity: str | None = None) -> Row:
    """The article as a line, under its own id or another; what is not known is left out."""
    known = article.source.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    return {"id": identity or article.source.id, **known, "paragraphs": paragraphs}


def article_of(row: Row) -> Article:
    """The article of a line that ``row_of`` made."""
    known = {name: value for name, value in row.items() if name != "paragraphs"}
    return Article.of(Source.model_validate_json(json.dumps(known)), row["paragraphs"])


def name_of(title: str, text: str) -> str:
    """A name made of the title and the text: the same article has the same name again."""
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:40].strip("-") or "article"
    return f"{words}-{blake2b(text.encode(), digest_size=5).hexdigest()}"


def keep(path: Path, rows: Iterable[Row]) -> None:
    """Write the file whole, or leave everything as it was. Raises StorageError."""
    _write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def put(path: Path, content: str) -> None:
    """The file holds these lines from now on; without any it goes. Raises StorageError."""
    if content:
        _write(path, content)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{path}: cannot be removed ({error})") from error


def _write(path: Path, content: str) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise StorageError(f"{path}: cannot be written ({error})") from error


def read_rows(path: Path) -> list[Row]:
    """The articles of a file; none when it is not there. Lines that are no article are passed over."""
    return [row for _, row in lines(path) if row is not None]


def lines(path: Path) -> list[tuple[str, Row | None]]:
    """Each line, with its article where it is one."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    # Other line ends of Unicode, such as U+2028, stand inside a line of JSON as they are.
    return [(line, _article(line)) for line in text.split("\n") if line]


def _article(line: str) -> Row | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    texts = isinstance(row, dict) and [row.get("id"), row.get("title"), *(row.get("paragraphs") or [None])]
    return row if texts and all(isinstance(text, str) for text in texts) else None

"""A server's own articles on disk: JSON Lines files, one for each time some were added.

Every file is written beside its place and moved there, so that it is whole or not there at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bot.state.library_pool import server_folder
from knowledge.errors import StorageError
from knowledge.model import Article

__all__ = [
    "OwnArticle",
    "Row",
    "drafts",
    "held",
    "keep",
    "name_of",
    "read_rows",
    "renew",
    "row_of",
    "seeds",
    "unless_it_fails",
    "without",
]

Row = dict[str, Any]
"""An article as a line of an archive: its id, what is known of its source, and its paragraphs."""


class OwnArticle(NamedTuple):
    """An article of the server's own, and the file it stands in."""

    file: Path
    row: Row


def drafts(home: Path, server: int) -> Path:
    """Where what was sent in waits for a yes."""
    return server_folder(home, server) / "drafts"


def row_of(article: Article) -> Row:
    """The article as a line; what is not known is left out."""
    known = article.source.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    return {"id": name_of(article.source.title, article.text), **known, "paragraphs": paragraphs}


def name_of(title: str, text: str) -> str:
    """A name made of the title and the text: the same article has the same name again."""
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:40].strip("-") or "article"
    return f"{words}-{hashlib.blake2b(text.encode(), digest_size=5).hexdigest()}"


def keep(path: Path, rows: Iterable[Row]) -> None:
    """Write the file whole, or leave everything as it was. Raises StorageError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(f"{path}: cannot be written ({error})") from error


def read_rows(path: Path) -> list[Row]:
    """The lines of a file; none when it is not there."""
    try:
        # Other line ends of Unicode, such as U+2028, stand inside a line of JSON as they are.
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    except FileNotFoundError:
        return []


def held(home: Path, server: int) -> Iterator[OwnArticle]:
    """All articles of the server's own, in the order in which they were added."""
    folder = server_folder(home, server) / "articles"
    for file in sorted(folder.glob("*.jsonl")):
        for row in read_rows(file):
            yield OwnArticle(file, row)


def without(one: OwnArticle) -> None:
    """Write the article's file without it."""
    _put(one.file, [row for row in read_rows(one.file) if row["id"] != one.row["id"]])


@contextmanager
def unless_it_fails(file: Path) -> Iterator[None]:
    """What the block does to the file stays when all of the block succeeds; else the file is as before."""
    before = read_rows(file)
    try:
        yield
    except BaseException:
        _put(file, before)
        raise


def _put(file: Path, rows: list[Row]) -> None:
    if rows:
        keep(file, rows)
    else:
        file.unlink(missing_ok=True)


def seeds(home: Path, server: int, *, on: bool) -> None:
    """Whether the server's library holds what comes along."""
    mark = server_folder(home, server) / "without-seeds"
    if on:
        mark.unlink(missing_ok=True)
    else:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def renew(home: Path, server: int) -> None:
    """Tell every process that the server's library has changed."""
    folder = server_folder(home, server)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    beside = folder / f".version.{secrets.token_hex(4)}"
    beside.write_text(secrets.token_hex(8), encoding="ascii")
    beside.replace(folder / "version")

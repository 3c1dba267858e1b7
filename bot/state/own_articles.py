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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from bot.state.library_pool import server_folder
from knowledge.errors import StorageError
from knowledge.indexing.absent import MEANT
from knowledge.model import Article

__all__ = [
    "OwnArticle", "Row", "broken", "drafts", "held", "keep", "made", "name_of", "read_rows", "renew",
    "row_of", "seeds", "unless_it_fails", "without",
]  # fmt: skip

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
    _write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


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
    return [row for _, row in _lines(path) if row is not None]


def _lines(path: Path) -> list[tuple[str, Row | None]]:
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


def held(home: Path, server: int) -> Iterator[OwnArticle]:
    """All articles of the server's own, in the order in which they were added."""
    for file in _files(home, server):
        for row in read_rows(file):
            yield OwnArticle(file, row)


def broken(home: Path, server: int) -> Iterator[tuple[str, int]]:
    """The files with lines that are no article, and the number of each such line, from 1."""
    for file in _files(home, server):
        for number, (_, row) in enumerate(_lines(file), start=1):
            if row is None:
                yield file.name, number


def _files(home: Path, server: int) -> list[Path]:
    return sorted((server_folder(home, server) / "articles").glob("*.jsonl"))


def without(one: OwnArticle) -> None:
    """Write the article's file without it; what else stands there stays."""
    kept = [line for line, row in _lines(one.file) if row is None or row["id"] != one.row["id"]]
    _put(one.file, "".join(f"{line}\n" for line in kept))


@contextmanager
def unless_it_fails(file: Path) -> Iterator[None]:
    """What the block does to the file stays when all of the block succeeds; else the file is as before."""
    before = file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
    try:
        yield
    except BaseException:
        _put(file, before)
        raise


def _put(file: Path, content: str) -> None:
    if content:
        _write(file, content)
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


def made(home: Path, server: int) -> None:
    """The folder of the server's own articles, made; when it holds none, that is meant."""
    folder = server_folder(home, server) / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MEANT).touch()


def renew(home: Path, server: int) -> None:
    """Tell every process that the server's library has changed."""
    folder = server_folder(home, server)
    made(home, server)
    beside = folder / f".version.{secrets.token_hex(4)}"
    beside.write_text(secrets.token_hex(8), encoding="ascii")
    beside.replace(folder / "version")

"""A server's own articles on disk: JSON Lines files, one for each time some were added.

Every file is written beside its place and moved there, so that it is whole or not there at all.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.state.library_pool import server_folder
from knowledge.indexing.absent import MEANT
from knowledge.indexing.hidden import HIDDEN
from knowledge.ingest import rows
from knowledge.ingest.rows import Row, keep, lines, name_of, put, read_rows
from knowledge.model import Article

__all__ = [
    "Hidden", "OwnArticle", "Row", "broken", "editions", "held", "hidden", "hidden_file", "hide",
    "keep", "made", "name_of", "read_rows", "renew", "row_of", "seeds", "unless_it_fails", "without",
]  # fmt: skip


class OwnArticle(NamedTuple):
    """An article of the server's own, and the file it stands in."""

    file: Path
    row: Row


class Hidden(NamedTuple):
    """Of a source what is not quoted in this server: a sentence, or with an empty one the whole article."""

    source: str
    sentence: str
    title: str

    @property
    def key(self) -> str:
        """A short name for buttons."""
        told = f"{self.source}\n{self.sentence}"
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def hidden_file(home: Path, server: int) -> Path:
    """Where indexing finds what is hidden in a server."""
    return server_folder(home, server) / "articles" / HIDDEN


def hidden(home: Path, server: int) -> tuple[Hidden, ...]:
    """All that is hidden in a server, in the order in which it was."""
    try:
        found = json.loads(hidden_file(home, server).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return ()
    return tuple(Hidden(one["source"], one["sentence"], one["title"]) for one in found)


def hide(home: Path, server: int, entries: Iterable[Hidden]) -> None:
    """Hide these, and nothing else. Raises StorageError."""
    listed = [entry._asdict() for entry in entries]
    put(hidden_file(home, server), json.dumps(listed, ensure_ascii=False) if listed else "")


def row_of(article: Article) -> Row:
    """The article as a line, under a name made of its title and text."""
    return rows.row_of(article, name_of(article.source.title, article.text))


def held(home: Path, server: int) -> Iterator[OwnArticle]:
    """All articles of the server's own, in the order in which they were added."""
    for file in _files(home, server):
        for row in read_rows(file):
            yield OwnArticle(file, row)


def editions(home: Path, server: int, row: Row) -> tuple[OwnArticle, ...]:
    """The server's own articles of the same title and day as this one, which is not among them."""
    return tuple(
        one for one in held(home, server) if _edition(one.row) == _edition(row) and one.row["id"] != row["id"]
    )


def _edition(row: Row) -> tuple[str, str]:
    return " ".join(row["title"].casefold().split()), row.get("published") or ""


def broken(home: Path, server: int) -> Iterator[tuple[str, int]]:
    """The files with lines that are no article, and the number of each such line, from 1."""
    for file in _files(home, server):
        for number, (_, row) in enumerate(lines(file), start=1):
            if row is None:
                yield file.name, number


def _files(home: Path, server: int) -> list[Path]:
    return sorted((server_folder(home, server) / "articles").glob("*.jsonl"))


def without(one: OwnArticle) -> None:
    """Write the article's file without it; what else stands there stays."""
    kept = [line for line, row in lines(one.file) if row is None or row["id"] != one.row["id"]]
    put(one.file, "".join(f"{line}\n" for line in kept))


@contextmanager
def unless_it_fails(*files: Path) -> Iterator[None]:
    """What the block does to the files stays when all of the block succeeds; else they are as before."""
    before = {
        file: file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
        for file in files
    }
    try:
        yield
    except BaseException:
        for file, content in before.items():
            if content or file.exists():
                put(file, content)
        raise


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

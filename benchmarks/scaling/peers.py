"""Others at the same task, over the same sentences: tantivy, its fuzzy query, FTS5, rapidfuzz, PostgreSQL.

Each gives its ten best sentences for a question; none of them decides, cites, or understands.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import psycopg

__all__ = ["Peer", "peers"]

_WORD = re.compile(r"\w+")
TOP = 10


class Peer(NamedTuple):
    """Answers a question with its best sentences."""

    ask: Callable[[str], object]
    clock: Callable[[], float] = time.process_time
    """Seconds of processor time that it has used."""


@contextmanager
def peers(sentences: Sequence[str], folder: Path) -> Iterator[dict[str, Peer]]:
    """Each ready to be asked; what they index is made in the folder unless it is there."""
    found = {
        "tantivy": _tantivy(sentences, folder / "tantivy", fuzzy=False),
        "tantivy fuzzy": _tantivy(sentences, folder / "tantivy", fuzzy=True),
        "SQLite FTS5": _fts(sentences, folder / "fts.db"),
        "rapidfuzz": _rapidfuzz(sentences),
    }
    if find_spec("psycopg") is None:
        yield found
        return
    with _postgres(sentences) as peer:
        yield found if peer is None else {**found, "PostgreSQL full text": peer}


def _tantivy(sentences: Sequence[str], folder: Path, *, fuzzy: bool) -> Peer:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem" if not fuzzy else "default")
    builder.add_integer_field("id", stored=True)
    schema = builder.build()
    folder = folder.with_name(folder.name + ("-fuzzy" if fuzzy else ""))
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(folder))
    if fresh:
        writer = index.writer(128 << 20, 1)
        for number, sentence in enumerate(sentences):
            document = tantivy.Document()
            document.add_text("text", sentence)
            document.add_integer("id", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(question: str) -> object:
        words = " ".join(_WORD.findall(question))
        if fuzzy:
            query = index.parse_query(words, ["text"], fuzzy_fields={"text": (False, 1, True)})
        else:
            query = index.parse_query(words, ["text"])
        return searcher.search(query, TOP, count=False).hits

    return Peer(ask)


def _fts(sentences: Sequence[str], path: Path) -> Peer:
    fresh = not path.exists()
    connection = sqlite3.connect(path)
    if fresh:
        connection.execute("CREATE VIRTUAL TABLE s USING fts5(text, tokenize = 'porter unicode61')")
        connection.executemany("INSERT INTO s VALUES (?)", ((sentence,) for sentence in sentences))
        connection.execute("INSERT INTO s(s) VALUES ('optimize')")
        connection.commit()

    def ask(question: str) -> object:
        wanted = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        statement = "SELECT rowid FROM s WHERE s MATCH ? ORDER BY bm25(s) LIMIT ?"
        return connection.execute(statement, (wanted, TOP)).fetchall()

    return Peer(ask)


def _rapidfuzz(sentences: Sequence[str]) -> Peer:
    from rapidfuzz import fuzz, process

    lowered = [sentence.lower() for sentence in sentences]
    return Peer(
        lambda question: process.extract(question.lower(), lowered, scorer=fuzz.token_set_ratio, limit=TOP)
    )


@contextmanager
def _postgres(sentences: Sequence[str]) -> Iterator[Peer | None]:
    """A server of its own for as long as it is asked; None where none is installed."""
    import psycopg
    from cluster.servers import Server, binaries

    if binaries() is None:
        yield None
        return
    server = Server.new(settings="max_parallel_workers_per_gather = 0\njit = off\n")
    try:
        server.start()
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE UNLOGGED TABLE s (id integer, words tsvector)")
            connection.execute("CREATE TEMPORARY TABLE told (id integer, text text)")
            with connection.cursor().copy("COPY told FROM STDIN") as copy:
                for row in enumerate(sentences):
                    copy.write_row(row)
            connection.execute("INSERT INTO s SELECT id, to_tsvector('english', text) FROM told")
            connection.execute("CREATE INDEX ON s USING gin (words)")
            connection.execute("ANALYZE s")
            yield Peer(lambda question: _asked_postgres(connection, question), _clock_of(connection))
    finally:
        server.remove()


def _asked_postgres(connection: psycopg.Connection, question: str) -> object:
    wanted = " or ".join(_WORD.findall(question))
    return connection.execute(
        "SELECT id FROM s, websearch_to_tsquery('english', %s) AS q WHERE words @@ q"
        " ORDER BY ts_rank(words, q) DESC LIMIT %s",
        (wanted, TOP),
    ).fetchall()


def _clock_of(connection: psycopg.Connection) -> Callable[[], float]:
    """Of this process and of the server's that answers it."""
    place = Path(f"/proc/{connection.info.backend_pid}/schedstat")
    return lambda: time.process_time() + int(place.read_text(encoding="ascii").split()[0]) / 1e9

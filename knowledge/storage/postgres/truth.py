"""A library in PostgreSQL: its articles, what is known of its files, and the log of its changes.

Whoever writes holds the row of the library until the commit: writers come one after the other, generations
follow each other without a gap, and a reader sees all of a transaction or nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple
from uuid import UUID

from knowledge.errors import UnknownSourceError
from knowledge.model import Article, Fact, Sentence
from knowledge.storage.file_rows import FileRow
from knowledge.storage.postgres.database import Connection, Database
from knowledge.storage.postgres.payload import Prepared, packed, unpacked

__all__ = ["CHANNEL", "Entry", "Head", "Numbers", "Truth"]

CHANNEL = "dateline"
"""On which a library is named whenever it has changed."""

KEPT = 100_000
"""Changes that the log remembers; a copy that has slept longer starts anew."""

_PRUNED_EVERY = 1000
_READ_AT_ONCE = 200


class Numbers(NamedTuple):
    """What a change was given: its generation, and the number of its first sentence."""

    generation: int
    first: int


class Head(NamedTuple):
    """How far the truth has come, seen from a copy."""

    generation: int
    next_sentence: int
    forgotten: int
    mark: UUID | None
    """Of the change at which the copy stands; None where the log knows no such change."""


class Entry(NamedTuple):
    """A change for a copy to take over, in order; ``ready`` and its digest only where something is put."""

    kind: Literal["put", "remove", "clear"]
    generation: int
    first: int
    source: str
    digest: str
    ready: Prepared | None


class Truth:
    """Safe to use from any thread; writing is one thread's at a time, that of ``batch``.

    Raises UnreachableError, StorageError or SettingError where the database does.
    """

    def __init__(self, database: Database, library: str) -> None:
        self.database = database
        self.library = library
        self._here = threading.local()

    # Writing

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside ``batch``."""
        return getattr(self._here, "writing", False)

    @contextmanager
    def batch(self, *, over: Connection | None = None) -> Iterator[None]:
        """Everything inside is one transaction; an exception takes it all back. One inside is a part of it.

        ``over`` is a connection that holds the lock of a job: when the lock is lost, so is the transaction.
        """
        if self.is_writing:
            yield
            return
        with self.database.writing(self.library, over=over) as connection:
            connection.execute("INSERT INTO library (id) VALUES (%s) ON CONFLICT DO NOTHING", (self.library,))
            # "NO KEY": whoever ships a snapshot, which refers to the row, holds nobody up.
            connection.execute("SELECT 1 FROM library WHERE id = %s FOR NO KEY UPDATE", (self.library,))
            self._here.connection, self._here.writing = connection, True
            try:
                yield
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self.library))
            finally:
                self._here.connection, self._here.writing = None, False

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that is read inside is of one moment."""
        if getattr(self._here, "connection", None) is not None:
            yield
            return
        with self.database.reading(self.library) as connection:
            self._here.connection = connection
            try:
                yield
            finally:
                self._here.connection = None

    def put(
        self, article: Article, sentences: Sequence[Sentence], facts: Sequence[Fact], *, digest: str
    ) -> Numbers:
        """Replace the article whole."""
        with self.batch():
            source = article.source.id
            numbers = self._count("put", source, len(sentences))
            self._connection.execute(
                "INSERT INTO article VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (library, source) DO"
                " UPDATE SET generation = excluded.generation, first = excluded.first,"
                " digest = excluded.digest, about = excluded.about, text = excluded.text,"
                " prepared = excluded.prepared",
                (
                    self.library, source, *numbers, digest,
                    article.source.model_dump_json(exclude_defaults=True),
                    article.text.encode("utf-8", "surrogatepass"), packed(article, sentences, facts),
                ),
            )  # fmt: skip
            return numbers

    def remove(self, source: str) -> Numbers:
        """Forget an article. Raises UnknownSourceError."""
        with self.batch():
            gone = self._connection.execute(
                "DELETE FROM article WHERE library = %s AND source = %s", (self.library, source)
            )
            if not gone.rowcount:
                raise UnknownSourceError(f"no source is called {source!r}")
            return self._count("remove", source, 0)

    def clear(self) -> Numbers:
        """Forget everything but the count of changes and of sentences."""
        with self.batch():
            for table in ("article", "file"):
                self._connection.execute(f"DELETE FROM {table} WHERE library = %s", (self.library,))  # noqa: S608
            return self._count("clear", None, 0)

    def scrub(self) -> None:
        """Let every copy be made anew, without a trace of what was removed; snapshots go at once."""
        with self.batch():
            self._connection.execute(
                "UPDATE change SET mark = gen_random_uuid() WHERE library = %s", (self.library,)
            )
            # After that, since a snapshot that is being shipped holds its change until it is there.
            self._connection.execute("DELETE FROM snapshot WHERE library = %s", (self.library,))
            self._count("put", None, 0)  # of nothing, so that copies look

    # Reading

    def head(self, generation: int) -> Head:
        """How far it has come, for a copy of this generation."""
        with self._reading() as connection:
            found = connection.execute(
                "SELECT l.generation, next_sentence, forgotten, mark FROM library l LEFT JOIN change c"
                " ON c.library = l.id AND c.generation = %s WHERE l.id = %s",
                (generation, self.library),
            ).fetchone()
        return Head(*found) if found else Head(0, 1, 0, None)

    def entries(self, after: int) -> Iterator[Entry]:
        """What a copy of this generation has missed, in order; from 0, everything that there is.

        What was changed again since is told once, as it is now. All of it is of one moment.
        """
        with self._reading() as connection, connection.cursor("entries") as cursor:
            cursor.itersize = _READ_AT_ONCE
            cursor.execute(_EVERYTHING if after == 0 else _MISSED, (self.library, after), binary=True)
            for kind, generation, first, source, digest, *stored in cursor:
                ready = unpacked(*stored) if kind == "put" else None
                yield Entry(kind, generation, first, source, digest, ready)

    def digests(self) -> Mapping[str, str]:
        """Per source the digest that it was put with."""
        with self._reading() as connection:
            return dict(
                connection.execute(
                    "SELECT source, digest FROM article WHERE library = %s", (self.library,)
                ).fetchall()
            )

    def files(self) -> Mapping[str, FileRow]:
        """What is known of each file, by its path, ordered by path."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT path, size, modified, digest, reading, sources, problems FROM file"
                ' WHERE library = %s ORDER BY path COLLATE "C"',
                (self.library,),
            ).fetchall()
        return {row[0]: FileRow._make((*row[:5], tuple(row[5]), tuple(row[6]))) for row in rows}

    def put_file(self, row: FileRow) -> None:
        """Remember a file as it was when it was read."""
        with self.batch():
            self._connection.execute(
                "INSERT INTO file VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (library, path) DO"
                " UPDATE SET size = excluded.size, modified = excluded.modified, digest = excluded.digest,"
                " reading = excluded.reading, sources = excluded.sources, problems = excluded.problems",
                (self.library, *row[:5], list(row.sources), list(row.problems)),
            )

    def remove_file(self, path: str) -> None:
        """Forget a file; its articles stay."""
        with self.batch():
            self._connection.execute(
                "DELETE FROM file WHERE library = %s AND path = %s", (self.library, path)
            )

    # Parts

    @property
    def _connection(self) -> Connection:
        connection: Connection = self._here.connection
        return connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.moment():
            yield self._connection

    def _count(self, kind: str, source: str | None, sentences: int) -> Numbers:
        """Count a change, and list it."""
        found = self._connection.execute(
            "UPDATE library SET generation = generation + 1, next_sentence = next_sentence + %s WHERE id = %s"
            " RETURNING generation, next_sentence",
            (sentences, self.library),
        ).fetchone()
        assert found is not None  # the row is ours since the batch began
        generation, after = int(found[0]), int(found[1])
        self._connection.execute(
            "INSERT INTO change (library, generation, kind, source) VALUES (%s, %s, %s, %s)",
            (self.library, generation, kind, source),
        )
        if generation % _PRUNED_EVERY == 0 and generation > KEPT:
            self._forget(generation - KEPT)
        return Numbers(generation, after - sentences)

    def _forget(self, oldest: int) -> None:
        self._connection.execute(
            "DELETE FROM change WHERE library = %s AND generation <= %s", (self.library, oldest)
        )
        self._connection.execute("UPDATE library SET forgotten = %s WHERE id = %s", (oldest, self.library))


_PUT = "a.first, a.source, a.digest, a.about::text, a.text, a.prepared"
_EVERYTHING = (
    f"SELECT 'put', a.generation, {_PUT} FROM article a WHERE a.library = %s AND a.generation > %s"  # noqa: S608
    " ORDER BY a.generation"
)
_MISSED = (
    "SELECT c.kind, c.generation, coalesce(a.first, 0), c.source, a.digest, a.about::text, a.text, a.prepared"
    " FROM change c LEFT JOIN article a ON a.library = c.library AND a.generation = c.generation"
    " WHERE c.library = %s AND c.generation > %s AND (c.kind <> 'put' OR a.source IS NOT NULL)"
    " ORDER BY c.generation"
)

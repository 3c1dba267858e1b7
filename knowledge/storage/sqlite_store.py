"""The embedded store: articles, sentences with their terms, and facts, in one SQLite file or in memory.

A file may be open in many processes; one of them writes at a time, the others go on reading what was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

from knowledge.errors import IndexDamagedError, UnknownSourceError
from knowledge.extraction.details import packed
from knowledge.model import Article, Fact, Period, Sentence, Source
from knowledge.protocols import Bag, Change, FactKind, Neighbour, Row, Spread, Statistics, StoredFact
from knowledge.storage import article_rows, fact_rows, file_rows, vocabulary
from knowledge.storage.connections import Connections
from knowledge.storage.fact_rows import FactRow
from knowledge.storage.file_rows import FileRow
from knowledge.storage.name_rows import NameGrowth, apply_names
from knowledge.storage.names import StoredNames
from knowledge.storage.schema import CONTENT
from knowledge.storage.vocabulary import Growth, Vocabulary
from knowledge.text.words import Word, words

__all__ = ["SqliteStore", "open_store"]

TOMBSTONES = 100_000
"""Generations for which removed sentences are remembered, for indexes that have not followed yet."""

CHANGES_AT_ONCE = 256
"""Articles read at a time when an index follows."""


def open_store(path: Path | None = None) -> SqliteStore:
    """The store in this file, made when it is not there; in memory without a path.

    Raises IndexDamagedError when the file is damaged, not ours, or of another version.
    """
    return SqliteStore(Connections(path))


class SqliteStore:
    """A Store (see ``knowledge.protocols``) that also keeps what is known of the files it was filled from."""

    def __init__(
        self, connections: Connections, *, tombstones: int = TOMBSTONES, at_once: int = CHANGES_AT_ONCE
    ) -> None:
        self._connections = connections
        self._tombstones, self._at_once = tombstones, at_once
        self._growth, self._names = Growth(), NameGrowth()
        self.names = StoredNames(connections)

    # Writing

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything put and removed inside is one transaction; an exception takes it all back."""
        if self._connections.is_writing:
            yield
            return
        with self._connections.writing() as connection:
            self._growth, self._names = Growth(), NameGrowth()
            yield
            vocabulary.apply_growth(connection, self._growth)
            apply_names(connection, self._names)

    def put(
        self, article: Article, sentences: Sequence[Sentence], facts: Sequence[Fact], *, digest: str
    ) -> Change:
        """Replace the article whole. Raises ValueError when a sentence is not what stands at its span."""
        article_rows.check(article, sentences)
        with self.batch(), self._connections.writing() as connection:
            generation = _count(connection, "generation", 1)
            gone = self._forget(connection, article.source.id, generation)
            first = _count(connection, "next sentence", len(sentences)) - len(sentences)
            numbered = [sentence._replace(id=number) for number, sentence in enumerate(sentences, first)]
            found = [words(sentence.text) for sentence in numbered]
            stored = tuple(
                (sentence, tuple(word.term for word in one))
                for sentence, one in zip(numbered, found, strict=True)
            )
            rows = fact_rows.placed(facts, numbered)
            details = _details(numbered, found, rows)
            article_rows.insert(connection, article, stored, first, digest, generation, details)
            day = article.source.published
            fact_rows.insert(connection, rows, day.toordinal() if day else 0)
            self._growth.count(stored, chain.from_iterable(found), 1)
            self._names.count(facts, 1)
        return Change(generation, gone, stored)

    def remove(self, source: str) -> Change:
        """Forget an article. Raises UnknownSourceError."""
        with self.batch(), self._connections.writing() as connection:
            generation = _count(connection, "generation", 1)
            if article_rows.place_of(connection, source) is None:
                raise UnknownSourceError(f"no source is called {source!r}")
            gone = self._forget(connection, source, generation)
        return Change(generation, gone, ())

    def clear(self) -> Change:
        """Forget everything but the count of changes and of sentences; for a program that reads otherwise."""
        with self.batch(), self._connections.writing() as connection:
            for table in CONTENT:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of the schema
            connection.execute(
                "UPDATE counter SET value = 0 WHERE name IN ('sentences', 'paragraphs', 'articles', 'words')"
            )
            self._growth, self._names = Growth(), NameGrowth()
            after, generation = _counter(connection, "next sentence"), _count(connection, "generation", 1)
            connection.execute("INSERT INTO tombstone VALUES (?, 1, ?)", (generation, after))
        return Change(generation, range(1, after), ())

    def skip_to(self, generation: int, sentence: int) -> None:
        """What comes next counts from after this generation, its sentences from this number on.

        For a copy, which numbers everything as its original does. Counts never go back.
        """
        with self._connections.writing() as connection:
            for name, value in (("generation", generation), ("next sentence", sentence)):
                connection.execute("UPDATE counter SET value = max(value, ?) WHERE name = ?", (value, name))

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of everything, as one file; others go on meanwhile."""
        with self._connections.reading() as connection, closing(sqlite3.connect(path)) as copy:
            connection.backup(copy)

    # Reading

    @property
    def identity(self) -> str:
        """Tells this store from every other, so that no index is taken for its own that is not."""
        with self._connections.reading() as connection:
            return f"{_counter(connection, 'identity'):016x}"

    @property
    def generation(self) -> int:
        """Counts the changes."""
        with self._connections.reading() as connection:
            return _counter(connection, "generation")

    def sources(self, ids: Iterable[str] | None = None) -> tuple[Source, ...]:
        """All sources, or those asked for that are known, ordered by id."""
        with self._connections.reading() as connection:
            return article_rows.sources(connection, ids)

    def newest(self, most: int, *, within: Sequence[Period] = ()) -> tuple[Source, ...]:
        """The sources published last, by their days; with ``within``, of those published in one of them."""
        with self._connections.reading() as connection:
            return article_rows.newest(connection, most, within)

    def digests(self, sources: Iterable[str] | None = None) -> Mapping[str, str]:
        """Per source, of all or of those asked for that are known, the digest that it was put with."""
        with self._connections.reading() as connection:
            return article_rows.digests(connection, sources)

    def article(self, source: str) -> Article:
        """Raises UnknownSourceError."""
        with self._connections.reading() as connection:
            found = article_rows.select(connection, source)
        if found is None:
            raise UnknownSourceError(f"no source is called {source!r}")
        return found

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        """In the order asked for; unknown ids are left out."""
        return tuple(row.sentence for row in self.rows(ids))

    def sentences_of(self, source: str) -> tuple[Sentence, ...]:
        """In reading order; none for an unknown source."""
        with self._connections.reading() as connection:
            place = article_rows.place_of(connection, source)
        return () if place is None else self.sentences(range(place.first, place.after))

    def rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        """Sentences with their terms and paragraphs, in the order asked for; unknown ids are left out."""
        with self._connections.reading() as connection:
            known = article_rows.rows(connection, ids)
        return tuple(row for number in ids if (row := known.get(number)) is not None)

    def bags(self, sources: Sequence[str], terms: Sequence[str]) -> Mapping[str, Bag]:
        """Of each source that is known, how many words it has and how often each term occurs."""
        with self._connections.reading() as connection:
            return article_rows.bags(connection, sources, terms)

    def facts(
        self, kind: FactKind | tuple[FactKind, ...] | None = None, *, name: str | None = None,
        within: Period | None = None, sources: Sequence[str] | None = None,
        sentences: Sequence[int] | None = None, terms: Sequence[str] | None = None, most: int | None = None,
    ) -> tuple[StoredFact, ...]:  # fmt: skip
        """Facts that fit every condition given, in the order of sources and text."""
        with self._connections.reading() as connection:
            return fact_rows.select(connection, kind, name, within, sources, sentences, terms, most)

    def sketches(self, sources: Iterable[str]) -> Mapping[str, bytes]:
        """Of each source that is known, by what its copies are known."""
        with self._connections.reading() as connection:
            return article_rows.sketches(connection, sources)

    def events(self, *, within: Period | None = None, most: int) -> tuple[StoredFact, ...]:
        """At most so many events, those that begin last, in the order of sources and text."""
        with self._connections.reading() as connection:
            return fact_rows.events(connection, within, most)

    def statistics(self) -> Statistics:
        """Counts of all there is."""
        with self._connections.reading() as connection:
            count = dict(connection.execute("SELECT name, value FROM counter").fetchall())
        return Statistics(*(count[name] for name in Statistics._fields))

    def vocabulary(self) -> Mapping[str, int]:
        """Each term with the number of sentences that hold it, read as far as it is asked for."""
        return Vocabulary(self._connections)

    def spread(self, terms: Sequence[str]) -> Mapping[str, Spread]:
        """In how many sentences, paragraphs and articles each term stands; unknown ones are left out."""
        with self._connections.reading() as connection:
            return vocabulary.spread(connection, terms)

    def near(self, word: str) -> tuple[str, ...]:
        """The terms of the word's ``neighbours``, each once."""
        return tuple(dict.fromkeys(neighbour.term for neighbour in self.neighbours(word)))

    def neighbours(self, word: str) -> tuple[Neighbour, ...]:
        """Known words exactly one edit away, most frequent first."""
        with self._connections.reading() as connection:
            return vocabulary.neighbours(connection, word)

    def changes_since(self, generation: int) -> Iterable[Change]:
        """What an index of this generation has missed, in order; from 0, everything that there is.

        Raises IndexDamagedError when that is no longer known: the index must be cleared and start from 0.
        """
        with self._connections.reading() as connection:
            oldest, newest = _counter(connection, "forgotten"), _counter(connection, "generation")
        if generation and not oldest <= generation <= newest:
            raise IndexDamagedError(f"an index of generation {generation} is not one of this store")
        return self._changes(generation)

    def close(self) -> None:
        """Let go of the file; the store cannot be used afterwards."""
        self._connections.close()

    # Files

    def files(self) -> Mapping[str, FileRow]:
        """What is known of each file, by its path."""
        with self._connections.reading() as connection:
            return file_rows.select(connection)

    def put_file(self, row: FileRow) -> None:
        """Remember a file as it was when it was read."""
        with self._connections.writing() as connection:
            file_rows.insert(connection, row)

    def remove_file(self, path: str) -> None:
        """Forget a file; its articles stay."""
        with self._connections.writing() as connection:
            file_rows.delete(connection, path)

    # Notes

    def note(self, name: str) -> str | None:
        """What was noted under the name."""
        with self._connections.reading() as connection:
            found = connection.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def set_note(self, name: str, value: str) -> None:
        """Note something about the store, in place of what was noted under the name."""
        with self._connections.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    # Parts

    def _forget(self, connection: sqlite3.Connection, source: str, generation: int) -> range:
        place = article_rows.place_of(connection, source)
        if place is None:
            return range(0)
        stored = article_rows.stored_in(connection, place.first, place.after)
        found = chain.from_iterable(words(sentence.text) for sentence, _ in stored)
        self._growth.count(stored, found, -1)
        self._names.count(fact_rows.take_out(connection, place.first, place.after, place.day), -1)
        article_rows.delete(connection, place)
        connection.execute("INSERT INTO tombstone VALUES (?, ?, ?)", (generation, place.first, place.after))
        _prune(connection, generation - self._tombstones)
        return range(place.first, place.after)

    def _changes(self, start: int) -> Iterator[Change]:
        generation = start
        while True:
            with self._connections.reading() as connection:
                told = article_rows.changes(connection, generation, start=start, limit=self._at_once)
                newest = _counter(connection, "generation")
            yield from told
            if not told:
                break
            generation = told[-1].generation
        if generation < newest:
            yield Change(newest, (), ())


def _details(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Word]], rows: Iterable[FactRow]
) -> dict[int, bytes]:
    """What ranking will ask of each sentence, by its id."""
    facts: dict[int, list[Fact]] = {}
    for row in rows:
        facts.setdefault(row.sentence, []).append(row.fact)
    return {
        one.id: packed(one.text, one.start, held, facts.get(one.id, ()))
        for one, held in zip(sentences, found, strict=True)
    }


def _counter(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()[0])


def _count(connection: sqlite3.Connection, name: str, more: int) -> int:
    """Count on, and say how far the counter has come."""
    (value,) = connection.execute(
        "UPDATE counter SET value = value + ? WHERE name = ? RETURNING value", (more, name)
    ).fetchone()
    return int(value)


def _prune(connection: sqlite3.Connection, oldest: int) -> None:
    if connection.execute("DELETE FROM tombstone WHERE generation <= ?", (oldest,)).rowcount > 0:
        connection.execute("UPDATE counter SET value = ? WHERE name = 'forgotten'", (oldest,))

"""A copy of a library in PostgreSQL, kept in SQLite: read here, written through, following each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import GapError
from knowledge.model import Article, Fact, Sentence
from knowledge.protocols import Change
from knowledge.storage.connections import Connections
from knowledge.storage.file_rows import FileRow
from knowledge.storage.postgres.truth import Entry, Head, Truth
from knowledge.storage.sqlite_store import SqliteStore

__all__ = ["FollowedStore", "open_followed"]

_MARK = "mark"
"""The note that says which change this copy stands at: another history may have the same numbers."""


def open_followed(path: Path | None, truth: Truth) -> FollowedStore:
    """The copy in this file, made when it is not there; in memory for None. Raises as ``open_store``."""
    return FollowedStore(Connections(path), truth)


class FollowedStore(SqliteStore):
    """A Store (see ``knowledge.protocols``) whose numbers are the truth's, so that all copies are alike.

    Reading asks the copy alone. Writing goes to the truth, and into the copy with it: first the truth is
    committed, then the copy, which can take over again what it has lost.
    """

    def __init__(self, connections: Connections, truth: Truth) -> None:
        super().__init__(connections)
        self.truth = truth

    # Writing

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction on both sides, begun level with the truth; an exception takes it all back."""
        if self._connections.is_writing:
            yield
            return
        with super().batch(), self.truth.batch():
            for _ in self.missed():
                pass
            yield
            self._remember()

    def put(
        self, article: Article, sentences: Sequence[Sentence], facts: Sequence[Fact], *, digest: str
    ) -> Change:
        """Replace the article whole. Raises ValueError when a sentence is not what stands at its span."""
        with self.batch():
            generation, first = self.truth.put(article, sentences, facts, digest=digest)
            self.skip_to(generation - 1, first)
            return super().put(article, sentences, facts, digest=digest)

    def remove(self, source: str) -> Change:
        """Forget an article. Raises UnknownSourceError."""
        with self.batch():
            self.truth.remove(source)
            return super().remove(source)

    def clear(self) -> Change:
        """Forget everything but the count of changes and of sentences."""
        with self.batch():
            self.truth.clear()
            return super().clear()

    # Following

    @contextmanager
    def copying(self) -> Iterator[None]:
        """One transaction of the copy alone."""
        with super().batch():
            yield

    def is_level(self) -> bool:
        """Whether the truth has nothing more. Raises GapError where it has something else."""
        head = self.truth.head(self.generation)
        self._check(head)
        return head.generation == self.generation

    def missed(self) -> Iterator[Change]:
        """Takes over what the truth has more, up to one moment, and tells of each change.

        To be run in ``copying``. Raises GapError where this copy cannot get there: it must be made anew.
        """
        with self.truth.moment():
            head = self.truth.head(self.generation)
            self._check(head)
            if head.generation == self.generation:
                return
            for entry in self.truth.entries(self.generation):
                yield from self._take(entry)
            if (
                head.generation > self.generation
            ):  # its last change was changed again, or took nothing from here
                self.skip_to(head.generation, head.next_sentence)
                yield Change(head.generation, range(0), ())
            self._remember()

    def _take(self, entry: Entry) -> Iterator[Change]:
        self.skip_to(entry.generation - 1, entry.first)
        if entry.ready is not None:
            article, sentences, facts = entry.ready
            yield super().put(article, sentences, facts, digest=entry.digest)
        elif entry.kind == "clear":
            yield super().clear()
        elif super().sentences_of(entry.source) or super().digests([entry.source]):
            yield super().remove(entry.source)

    @property
    def mark(self) -> str | None:
        """Of the change at which this copy stands."""
        return self.note(_MARK)

    def _check(self, head: Head) -> None:
        if self.generation and (head.mark is None or str(head.mark) != self.mark):
            raise GapError(
                f"this copy of the library {self.truth.library!r} cannot follow from change"
                f" {self.generation} to {head.generation}: the database has another history, or has"
                " forgotten so old a change"
            )

    def _remember(self) -> None:
        mark = self.truth.head(self.generation).mark
        self.set_note(_MARK, str(mark))

    # Files: the truth knows them, since any process may be the next to read them

    def files(self) -> Mapping[str, FileRow]:
        """What is known of each file, by its path."""
        return self.truth.files()

    def put_file(self, row: FileRow) -> None:
        """Remember a file as it was when it was read."""
        with self.batch():
            self.truth.put_file(row)

    def remove_file(self, path: str) -> None:
        """Forget a file; its articles stay."""
        with self.batch():
            self.truth.remove_file(path)

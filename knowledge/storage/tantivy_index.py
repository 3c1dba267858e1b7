"""The embedded Index on tantivy: derived from the store, in a folder that may be deleted at any time."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import IndexDamagedError
from knowledge.protocols import Change
from knowledge.storage.counted import Counted, counted_in, first_of_ties
from knowledge.storage.footers import broken

if TYPE_CHECKING:
    import tantivy

__all__ = ["TantivyIndex", "open_index"]

HEAP = 64 << 20
"""Bytes the writer may collect before it starts a new segment."""

CHECKED = 4 << 20
"""Bytes up to which each file is checked when an index is opened (about a millisecond each)."""

FEW = 5_000
"""Sentences in a row that are taken out one by one."""

SUSPECT = "suspect"
"""File left by whoever met damage in the middle of work, for the next who opens the index."""

_BETWEEN = "\x1f"
"""Stands between terms; never in one."""

_MARK = 0
"""The id of the one document that is no sentence: it carries the generation, so that the index and its
generation are committed in one step."""


def open_index(path: Path | None = None) -> TantivyIndex:
    """The index in this folder, made when it is not there; in memory without a path.

    Raises IndexDamagedError when what is there is damaged or no index of ours.
    """
    if path is not None:
        path.mkdir(parents=True, exist_ok=True)
    return TantivyIndex(path)


class TantivyIndex:
    """An Index (see ``knowledge.protocols``); one process writes, others read what was committed."""

    def __init__(self, path: Path | None) -> None:
        import tantivy

        self._tantivy = tantivy
        self._path = path
        self._schema = _schema()
        self._writing = threading.Lock()
        self._counts: tuple[tantivy.Searcher, Counted] | None = None
        with self._wrapped():
            self._index = (
                tantivy.Index(self._schema) if path is None else tantivy.Index(self._schema, path=str(path))
            )
            words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(f"[^{_BETWEEN}]+")).build()
            self._index.register_tokenizer("terms", words)
            self.refresh()
        if path is not None:
            _check(path)

    @property
    def generation(self) -> int:
        """The store's generation that this index has followed to, whoever let it follow."""
        self._catch_up()
        return self._generation

    def refresh(self) -> None:
        """See what another process has committed."""
        with self._wrapped():
            stamp = self._stamp()
            self._index.reload()
            searcher = self._index.searcher()
            mark = self._tantivy.Query.term_query(self._schema, "id", _MARK)
            found = searcher.search(mark, 1, count=False).hits
            marks = searcher.fast_field_values("generation", [address for _, address in found])
            self._searcher = searcher
            self._generation = int(marks[0] or 0) if marks else 0
            self._seen = stamp

    def apply(self, changes: Iterable[Change]) -> None:
        """Follow the store; after an exception in the changes, nothing of them is kept."""
        with self.applied(changes):
            pass

    @contextmanager
    def applied(self, changes: Iterable[Change]) -> Iterator[None]:
        """``apply``; in the block what changed is shown, while segments may still have to be merged."""
        with self._writing, self._writer() as writer:
            generation = self._generation
            for change in changes:
                if change.generation > generation:
                    self._follow(writer, change)
                    generation = change.generation
            if generation != self._generation:
                self._commit(writer, generation)
            self.refresh()
            yield
        self.refresh()

    def candidates(
        self, terms: Mapping[str, float], k: int, average: float, *, sources: frozenset[str] | None = None
    ) -> tuple[int, ...]:
        """All sentences that may be among the ``k`` best by BM25 of weighted terms, and few others."""
        if k < 1 or not terms or (sources is not None and not sources):
            return ()
        self._catch_up()
        with self._wrapped():
            searcher = self._searcher
            if (counted := self._counted(searcher, terms)) is None:
                return ()
            boosts = counted.boosts(terms, {term: searcher.doc_freq("terms", term) for term in terms})
            query = self._query(boosts, sources)
            kept = _close(searcher, query, k, lambda score: counted.least(score, boosts, average))
            ids = searcher.fast_field_values("id", [address for _, address in kept])
        return tuple(first_of_ties([score for score, _ in kept], [int(number or 0) for number in ids], k))

    def _counted(self, searcher: tantivy.Searcher, terms: Mapping[str, float]) -> Counted | None:
        """As the searcher says itself of any sentence; None where none holds a term."""
        if self._counts is not None and self._counts[0] is searcher:
            return self._counts[1]
        for term in terms:
            one = self._tantivy.Query.term_query(self._schema, "terms", term, "freq")
            if hits := searcher.search(one, 1, count=False).hits:
                counted = counted_in(one.explain(searcher, hits[0][1]).to_json())
                self._counts = searcher, counted
                return counted
        return None

    def clear(self) -> None:
        """Forget everything."""
        with self._writing, self._writer() as writer, self._wrapped():
            writer.delete_all_documents()
            writer.commit()
        self.refresh()

    def close(self) -> None:
        """Let go of the mapped files: a program that reads in one while it is cut short is ended by that."""
        with suppress(AttributeError):  # closed before
            self._counts = None
            del self._searcher, self._index

    def _catch_up(self) -> None:
        """Another process that writes replaces tantivy's list of segments: a glance, before each question."""
        if (stamp := self._stamp()) and stamp != self._seen:
            self.refresh()

    def _stamp(self) -> tuple[int, ...]:
        if self._path is None:
            return ()
        try:
            state = (self._path / "meta.json").stat()
        except FileNotFoundError:
            return ()  # taken away while in use: what is open stays readable
        return state.st_ino, state.st_mtime_ns, state.st_size

    def _follow(self, writer: tantivy.IndexWriter, change: Change) -> None:
        with self._wrapped():
            for first, after in _runs(change.removed):
                self._delete(writer, first, after)
            for sentence, terms in change.added:
                writer.add_document(self._document(sentence.id, sentence.source, terms))

    def _delete(self, writer: tantivy.IndexWriter, first: int, after: int) -> None:
        """One by one, as an article's sentences are few; a range looks through the ids of all there are."""
        if after - first <= FEW:
            for number in range(first, after):
                writer.delete_documents_by_term("id", number)
            return
        gone = self._tantivy.Query.range_query(
            self._schema, "id", self._tantivy.FieldType.Integer, first, after, include_upper=False
        )
        writer.delete_documents_by_query(gone)

    def _commit(self, writer: tantivy.IndexWriter, generation: int) -> None:
        with self._wrapped():
            mark = self._tantivy.Document()
            mark.add_integer("id", _MARK)
            mark.add_integer("generation", generation)
            writer.delete_documents_by_term("id", _MARK)
            writer.add_document(mark)
            writer.commit()

    def _document(self, number: int, source: str, terms: Sequence[str]) -> tantivy.Document:
        document = self._tantivy.Document()
        document.add_integer("id", number)
        document.add_text("source", source)
        document.add_text("terms", _BETWEEN.join(terms))
        return document

    def _query(self, terms: Mapping[str, float], sources: frozenset[str] | None) -> tantivy.Query:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        weighted = [
            query.boost_query(query.term_query(self._schema, "terms", term, "freq"), weight)
            for term, weight in sorted(terms.items())
        ]
        wanted = query.boolean_query([(occur.Should, one) for one in weighted])
        if sources is None:
            return wanted
        among = query.const_score_query(query.term_set_query(self._schema, "source", sorted(sources)), 0.0)
        return query.boolean_query([(occur.Must, wanted), (occur.Must, among)])

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """One thread, so that sentences keep their order; uncommitted work is taken back."""
        with self._wrapped():
            writer = self._index.writer(HEAP, 1)
        try:
            yield writer
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        """Errors in words for people; panics of tantivy are no ``Exception`` and must not end a thread."""
        try:
            yield
        except BaseException as error:
            if not isinstance(error, ValueError | OSError) and type(error).__name__ != "PanicException":
                raise
            if self._path is not None:
                with suppress(OSError):
                    (self._path / SUSPECT).touch()
            raise IndexDamagedError(f"{self._path}: the index is damaged ({error})") from error


def _close(
    searcher: tantivy.Searcher, query: tantivy.Query, k: int, least: Callable[[float], float]
) -> list[tuple[float, tantivy.DocAddress]]:
    """All that may be among the ``k`` best, by the score that ``least`` gives for that of the k-th."""
    limit = k + 16
    while True:
        # To count all it looks at all: what it passes over else, it chooses by averages of long ago.
        hits = searcher.search(query, limit, count=True).hits
        bound = least(hits[k - 1][0]) if len(hits) >= k else 0.0
        if len(hits) < limit or hits[-1][0] < bound:
            return [hit for hit in hits if hit[0] >= bound]
        limit *= 4


def _check(path: Path) -> None:
    """Raises IndexDamagedError; a large index is only looked through when somebody has met damage in it."""
    suspect = path / SUSPECT
    limit = sys.maxsize if suspect.exists() else CHECKED
    if names := list(broken(path, limit=limit)):
        raise IndexDamagedError(f"{path}: the index is damaged (in {', '.join(names)})")
    suspect.unlink(missing_ok=True)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ids as half-open runs; the store gives them as one range."""
    if isinstance(numbers, range) and numbers.step == 1:
        if numbers:
            yield numbers.start, numbers.stop
        return
    for number in numbers:
        yield number, number + 1


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("generation", fast=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="terms", index_option="freq")
    return builder.build()

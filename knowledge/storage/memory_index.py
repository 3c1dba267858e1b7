"""An Index in plain Python, for tests and small sets."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from knowledge.protocols import Change
from knowledge.storage.bm25 import held_length, saturation

__all__ = ["MemoryIndex"]


class MemoryIndex:
    """An Index (see ``knowledge.protocols``) that is gone when the program ends."""

    def __init__(self) -> None:
        self._generation = 0
        self._postings: dict[str, dict[int, int]] = defaultdict(dict)
        self._terms: dict[int, tuple[str, ...]] = {}
        self._sources: dict[int, str] = {}

    @property
    def generation(self) -> int:
        """The store's generation that this index has followed to."""
        return self._generation

    def apply(self, changes: Iterable[Change]) -> None:
        """Follow the store; after an exception in the changes, nothing of them is kept."""
        for change in list(changes):
            if change.generation <= self._generation:
                continue
            for number in change.removed:
                self._forget(number)
            for sentence, terms in change.added:
                self._learn(sentence.id, sentence.source, terms)
            self._generation = change.generation

    def candidates(
        self, terms: Mapping[str, float], k: int, average: float, *, sources: frozenset[str] | None = None
    ) -> tuple[int, ...]:
        """All sentences that may be among the ``k`` best by BM25 of weighted terms."""
        scores: dict[int, float] = defaultdict(float)
        for term, weight in sorted(terms.items()):
            for number, count in self._postings.get(term, {}).items():
                if sources is None or self._sources[number] in sources:
                    length = held_length(len(self._terms[number]))
                    scores[number] += weight * saturation(count, length, average)
        return tuple(heapq.nsmallest(k, scores, key=lambda number: (-scores[number], number)))

    def clear(self) -> None:
        """Forget everything."""
        self._generation = 0
        self._postings.clear()
        self._terms.clear()
        self._sources.clear()

    def close(self) -> None:
        """Nothing is held open."""

    def _learn(self, number: int, source: str, terms: tuple[str, ...]) -> None:
        for term, count in Counter(terms).items():
            self._postings[term][number] = count
        self._terms[number], self._sources[number] = terms, source

    def _forget(self, number: int) -> None:
        terms = self._terms.pop(number, ())
        self._sources.pop(number, None)
        for term in set(terms):
            self._postings[term].pop(number, None)
            if not self._postings[term]:
                del self._postings[term]

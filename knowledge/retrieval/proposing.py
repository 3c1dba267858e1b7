"""Terms → the sentences that tell most of them, whatever was in the library before and is not any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from knowledge.protocols import Candidate
from knowledge.storage.bm25 import held_length, saturation

if TYPE_CHECKING:
    from knowledge.protocols import Index
    from knowledge.retrieval.corpus import Corpus, SentenceFeatures

__all__ = ["proposed"]


def proposed(
    weights: Mapping[str, float], k: int, corpus: Corpus, index: Index,
    *, sources: frozenset[str] | None = None,
) -> tuple[Candidate, ...]:  # fmt: skip
    """At most ``k`` sentences by BM25 of weighted terms, best first, ties by id.

    An index counts with what it has not forgotten yet, which differs between copies of one library. So it is
    asked for all that may be among the best, and these are weighed by what the store holds now.
    """
    # In one order, since sums of the same numbers in another may differ in the last digit.
    rare = {term: w * corpus.weight(term) for term, w in sorted(weights.items()) if term in corpus.vocabulary}
    average = corpus.lengths[0]
    found = corpus.unnamed(index.candidates(rare, k, average, sources=sources))
    scored = [Candidate(page.sentence.id, _score(page, rare, average)) for page in found]
    return tuple(sorted(scored, key=lambda one: (-one.score, one.sentence))[:k])


def _score(page: SentenceFeatures, rare: Mapping[str, float], average: float) -> float:
    length, held = held_length(len(page.terms)), page.terms
    met = sorted(rare.keys() & held)
    return sum([rare[term] * saturation(held.count(term), length, average) for term in met], 0.0)

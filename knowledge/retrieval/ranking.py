"""A question's candidates → hits, best first, by what the letters and the meaning say of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.model import Hit
from knowledge.retrieval.candidates import Candidates, retrieve
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features import features
from knowledge.retrieval.meaning import with_meaning
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked, place
from knowledge.retrieval.scorer import Trees, default_scorer

if TYPE_CHECKING:
    from knowledge.retrieval.searchable import Searchable

__all__ = ["find", "order", "rank"]


def find(query: Query, searched: Searchable, *, k: int) -> list[Hit]:
    """At most ``k`` hits, best first, ties by id."""
    return [ranked.hit for ranked in rank(retrieve(query, searched))[:k]]


def rank(candidates: Candidates) -> list[Ranked]:
    """All candidates, best first, ties by id; by meaning too, where it is known."""
    ranked = order(candidates.comparisons, default_scorer())
    return ranked if candidates.nearness is None else with_meaning(ranked, candidates.nearness)


def order(candidates: Sequence[Comparison], scorer: Trees) -> list[Ranked]:
    """Candidates by the scorer, best first, ties by id."""
    rows = features(candidates)
    ranked = [
        Ranked(Hit(comparison.page.sentence, scorer.squash(raw), values), comparison, raw)
        for comparison, values, raw in zip(candidates, rows, scorer.raws(rows), strict=True)
    ]
    return sorted(ranked, key=place)

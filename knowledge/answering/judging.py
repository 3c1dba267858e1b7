"""A question → its candidates in order, and how sure it is that the first of them answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.decision import confidence
from knowledge.answering.newest import newest_first
from knowledge.answering.reading import read
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.understanding import understand

if TYPE_CHECKING:
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Judgement", "judge", "ranked_by_all"]


class Judgement(NamedTuple):
    """What every stage before the citing found, carried."""

    query: Query
    ranked: tuple[Ranked, ...]
    """Best first."""
    confidence: float
    """That the first of them answers, in [0, 1]; 0 where there is none."""


def judge(
    question: str, searched: Searchable, *, context: str | None = None, today: date | None = None
) -> Judgement:
    """Understood, retrieved, ranked, read and decided on; ``context`` is the question before."""
    query, ranked = ranked_by_all(question, searched, context=context, today=today)
    return Judgement(query, ranked, confidence(query, ranked))


def ranked_by_all(
    question: str, searched: Searchable, *, context: str | None = None, today: date | None = None
) -> tuple[Query, tuple[Ranked, ...]]:
    """The stages before the decision."""
    query = understand(question, searched.store, context=context, today=today)
    ranked = rank(retrieve(query, searched))
    return query, tuple(newest_first(query, read(query, ranked, searched)))

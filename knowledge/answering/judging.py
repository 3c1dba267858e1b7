"""A question → its candidates in order, and how sure it is that the first of them answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.bounds import AT_MOST, lacks_what_is_asked
from knowledge.answering.confidence import confidence
from knowledge.answering.several import corrects
from knowledge.evidence.sentence_facts import facts_of
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.understanding import understand
from knowledge.settings import CAUTION

if TYPE_CHECKING:
    from knowledge.protocols import Store
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Judgement", "decide", "judge"]

_DENIED = 0.4
"""Confidence from which a sentence that denies what the question takes for granted is its answer: the gate
counts against it just what makes it one."""


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
    """Understood, retrieved, ranked and decided on, in this order; ``context`` is the question before."""
    query = understand(question, searched.store, context=context, today=today)
    ranked = tuple(rank(retrieve(query, searched)))
    return Judgement(query, ranked, decide(query, ranked, searched.store))


def decide(query: Query, ranked: tuple[Ranked, ...], store: Store) -> float:
    """The confidence in the first of the ranked."""
    if not ranked:
        return 0.0
    sure = confidence(query, ranked)
    facts = facts_of([ranked[0].hit.sentence.id], store)
    if lacks_what_is_asked(query, ranked[0], facts):
        sure = min(sure, AT_MOST)
    if sure >= _DENIED and corrects(query, ranked[0]):
        sure = max(sure, CAUTION)
    return round(sure, 4)

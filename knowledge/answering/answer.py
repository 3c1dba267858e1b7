"""A question → the quotation that answers it with its evidence, or the reason for silence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge.answering.answer_gate import confidence
from knowledge.answering.answer_highlight import highlight
from knowledge.answering.answer_reasons import reason
from knowledge.answering.answer_several import corrects, further
from knowledge.answering.answer_smalltalk import reply
from knowledge.answering.answer_suggestions import suggestions
from knowledge.answering.citing import cite
from knowledge.finding.query import Query, understand
from knowledge.finding.search import Ranked, rank
from knowledge.finding.typed import plain
from knowledge.model import Answer, Citation

if TYPE_CHECKING:
    from knowledge.seams import Index, Store

__all__ = ["answer", "is_answered"]

_CAUTION = 0.5


def answer(
    question: str,
    store: Store,
    index: Index,
    *,
    context: str | None = None,
    top: int = 5,
    caution: float = _CAUTION,
    today: date | None = None,
) -> Answer:
    """The best hit where its confidence reaches ``caution``; ``top`` sentences of evidence either way.

    ``context`` is the question before, which completes an elliptical one ("and in Iraq?").
    """
    said = reply(question, plain(question))
    if said is not None:
        return _silence(question, said, 0.0, (), suggested=suggestions(store, index))
    query = understand(question, store, context=context, today=today)
    ranked = rank(query, store, index)
    sure = round(confidence(query, ranked), 4)
    evidence = _cited(ranked[:top], store)
    if not ranked or sure < caution:
        suggested = suggestions(store, index) if not ranked else ()
        return _silence(
            question, reason(query, ranked), sure, evidence, understood=query.understood, suggested=suggested
        )
    return _answered(question, query, ranked, sure, evidence, store)


def is_answered(question: str, store: Store, index: Index) -> bool:
    """Whether the question gets an answer at the default caution."""
    query = understand(question, store)
    return confidence(query, rank(query, store, index)) >= _CAUTION


def _answered(
    question: str,
    query: Query,
    ranked: list[Ranked],
    sure: float,
    evidence: tuple[Citation, ...],
    store: Store,
) -> Answer:
    best = ranked[0]
    told = [best, *further(query, ranked)]
    citations = tuple(
        cite(one.hit.sentence, store, n=n, stance="supports", score=one.hit.score) for n, one in enumerate(told, 1)
    )
    return Answer(
        question=question,
        status="answered",
        reason=None,
        confidence=sure,
        answer=citations[0].quote,
        highlight=highlight(best.case),
        citations=citations,
        evidence=evidence,
        correcting=corrects(query, best),
        understood=query.understood,
    )


def _cited(ranked: list[Ranked], store: Store) -> tuple[Citation, ...]:
    return tuple(
        cite(one.hit.sentence, store, n=n, stance="nearest", score=one.hit.score)
        for n, one in enumerate(ranked, 1)
    )


def _silence(
    question: str,
    why: str,
    sure: float,
    evidence: tuple[Citation, ...],
    *,
    understood: str | None = None,
    suggested: tuple[str, ...] = (),
) -> Answer:
    return Answer(
        question=question,
        status="unanswered",
        reason=why,
        confidence=sure,
        answer=None,
        highlight=None,
        citations=(),
        evidence=evidence,
        understood=understood,
        suggestions=suggested,
    )

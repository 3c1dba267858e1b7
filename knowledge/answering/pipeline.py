"""A question → the quotation that answers it with its evidence, or the reason for silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from knowledge.answering.agreeing import witness
from knowledge.answering.bounds import AT_MOST, lacks_what_is_asked
from knowledge.answering.confidence import confidence
from knowledge.answering.highlight import highlight
from knowledge.answering.parts import from_others, of_parts
from knowledge.answering.reasons import reason
from knowledge.answering.several import asks_for_several, corrects, further
from knowledge.answering.smalltalk import reply
from knowledge.answering.suggestions import suggestions
from knowledge.evidence.agreement import other_figures
from knowledge.evidence.citing import cite
from knowledge.evidence.support import Supported, support
from knowledge.model import Answer, Citation, Sentence, Span
from knowledge.retrieval.query import Query, understand
from knowledge.retrieval.ranking import Ranked, rank
from knowledge.retrieval.typed import plain
from knowledge.settings import CAUTION

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Vectors
    from knowledge.protocols import Index, Store

__all__ = ["answer", "is_answered", "sureness"]

_WITNESSES = 30  # hits among which other sources' sentences on the same thing are looked for
_DENIED = 0.4
"""Confidence from which a sentence that denies what the question takes for granted is its answer: the gate
counts against it just what makes it one."""


def answer(
    question: str,
    store: Store,
    index: Index,
    *,
    context: str | None = None,
    top: int = 5,
    caution: float = CAUTION,
    today: date | None = None,
    vectors: Vectors | None = None,
) -> Answer:
    """The best hit where its confidence reaches ``caution``; ``top`` sentences of evidence either way.

    ``context`` is the question before, which completes an elliptical one ("and in Iraq?"). With vectors
    of the store's sentences, meaning is heard beside the letters.
    """
    said = reply(question, plain(question))
    if said is not None:
        return _silence(question, said, 0.0, (), suggested=suggestions(store, index))
    query = understand(question, store, context=context, today=today)
    ranked = rank(query, store, index, vectors=vectors)
    sure = sureness(query, ranked, store)
    evidence = _cited(ranked[:top], store)
    if not ranked or sure < caution:
        suggested = suggestions(store, index) if not ranked else ()
        return _silence(
            question,
            reason(query, ranked, store.vocabulary(), sure=sure),
            sure,
            evidence,
            understood=query.understood,
            suggested=suggested,
        )
    parts = of_parts(question, store, index, caution=caution, sureness=sureness, today=today, vectors=vectors)
    more = parts or from_others(query, ranked, store, caution=caution, sureness=sureness)
    return _answered(question, query, ranked, more, sure, evidence, store, vectors, in_parts=bool(parts))


def is_answered(question: str, store: Store, index: Index) -> bool:
    """Whether the question gets an answer at the default caution."""
    query = understand(question, store)
    return sureness(query, rank(query, store, index), store) >= CAUTION


def sureness(query: Query, ranked: list[Ranked], store: Store) -> float:
    """The confidence in the first of the ranked, in [0, 1]."""
    sure = confidence(query, ranked)
    if ranked and lacks_what_is_asked(query, ranked[0], store):
        sure = min(sure, AT_MOST)
    if ranked and sure >= _DENIED and corrects(query, ranked[0]):
        sure = max(sure, CAUTION)
    return round(sure, 4)


def _answered(
    question: str,
    query: Query,
    ranked: list[Ranked],
    more: list[Ranked],
    sure: float,
    evidence: tuple[Citation, ...],
    store: Store,
    vectors: Vectors | None,
    *,
    in_parts: bool,
) -> Answer:
    best = ranked[0]
    bold = highlight(best.case)
    told_by = {one.hit.sentence: witness(best, one, bold, store) for one in (*ranked[:_WITNESSES], *more)}
    others = [one.hit.sentence for one in ranked[:_WITNESSES] if told_by[one.hit.sentence]]
    contrary = {sentence.id for sentence, told in told_by.items() if told == "other"}
    backed = support(best.hit.sentence, others, store, alike=_alike(best, others, vectors), contrary=contrary)
    if query.asked == "number":
        fitting = [one.hit.sentence for one in ranked[:_WITNESSES] if one.case.fitting]
        backed = _counted_by_others(backed, best, fitting, bold, store)
    beside = [one.hit.sentence for one in (*further(query, ranked), *more)]
    if not in_parts and not asks_for_several(query):
        beside = [sentence for sentence in beside if told_by[sentence] == "same"]
    told = [best.hit.sentence, *(s for s in beside if s not in backed.differing)]
    scores = {one.hit.sentence.id: one.hit.score for one in (*ranked, *more)}
    citations = _told(told, backed, scores, store)
    return Answer(
        question=question,
        status="answered",
        reason=None,
        confidence=sure,
        answer=citations[0].quote,
        highlight=bold,
        citations=citations,
        evidence=evidence,
        support=backed.support,
        correcting=corrects(query, best),
        understood=query.understood,
    )


def _counted_by_others(
    backed: Supported, best: Ranked, others: Sequence[Sentence], bold: Span | None, store: Store
) -> Supported:
    """Beside who says so, other sources that count the same in other words, with their numbers."""
    known = {best.hit.sentence.source, *(s.source for s in (*backed.agreeing, *backed.differing))}
    found = other_figures(best.hit.sentence, others, store, answer=bold)
    beside = [one for one in found if one.sentence.source not in known]
    return backed._replace(
        agreeing=(*backed.agreeing, *(one.sentence for one in beside if one.agrees)),
        differing=(*backed.differing, *(one.sentence for one in beside if not one.agrees)),
    )


def _alike(best: Ranked, others: Sequence[Sentence], vectors: Vectors | None) -> dict[int, float] | None:
    """How near the others are to the best in meaning, where it was heard."""
    if vectors is None or best.heard is None:
        return None
    pairs = [(best.hit.sentence.id, other.id) for other in others]
    return {other: near for (_, other), near in vectors.between(pairs).items()}


def _told(
    told: list[Sentence], backed: Supported, scores: dict[int, float], store: Store
) -> tuple[Citation, ...]:
    """What answers, then who agrees, then who differs; each sentence once."""
    stances: dict[Sentence, Literal["supports", "differs"]] = dict.fromkeys(told, "supports")
    for sentence in backed.agreeing:
        stances.setdefault(sentence, "supports")
    for sentence in backed.differing:
        stances.setdefault(sentence, "differs")
    return tuple(
        cite(sentence, store, n=n, stance=stance, score=scores.get(sentence.id, 0.0))
        for n, (sentence, stance) in enumerate(stances.items(), 1)
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

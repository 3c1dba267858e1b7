"""A question → the quotation that answers it with its evidence, or the reason for silence.

The stages in order: the message is read (small talk and requests for an overview are no questions), the
question is judged (understood,
retrieved, ranked, decided on: ``judging``), what else answers is found, who agrees and who differs is told
apart, and all of it is cited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.agreeing import Agreement, agreements
from knowledge.answering.highlight import highlight
from knowledge.answering.judging import Judgement, judge
from knowledge.answering.overview import leads, topic_of
from knowledge.answering.parts import from_others, of_parts
from knowledge.answering.reasons import reason
from knowledge.answering.several import asks_for_several, corrects, further
from knowledge.answering.smalltalk import reply
from knowledge.answering.suggestions import suggestions
from knowledge.evidence.agreement import other_figures
from knowledge.evidence.citing import Quoted, citations
from knowledge.evidence.sentence_facts import SentenceFacts, facts_of
from knowledge.evidence.support import Supported, support
from knowledge.model import Answer, Article, Sentence, Span
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.typed import plain
from knowledge.settings import CAUTION

if TYPE_CHECKING:
    from knowledge.protocols import FactKind
    from knowledge.retrieval.searchable import Searchable

__all__ = ["answer"]

_BOTH = 2
_COMPARED: tuple[FactKind, ...] = ("figure", "timex")
"""Facts by which sentences agree or differ."""
_OTHERS = 30  # hits among which other sources' sentences on the same thing are looked for


def answer(
    question: str,
    searched: Searchable,
    *,
    context: str | None = None,
    top: int = 5,
    caution: float = CAUTION,
    today: date | None = None,
) -> Answer:
    """The best hit where its confidence reaches ``caution``; ``top`` sentences of evidence either way.

    ``context`` is the question before, which completes an elliptical one ("and in Iraq?").
    """
    text = plain(question)
    said = reply(question, text)
    if said is not None:
        return _chat(question, said, searched)
    topic = topic_of(text)
    if topic is not None and (told := leads(topic, searched, today=today)):
        return _overview(question, told, searched)
    judged = judge(question, searched, context=context, today=today)
    parts = of_parts(question, searched, caution=caution, today=today)
    if judged.confidence < caution and len(parts) == _BOTH:
        # Both halves are told, if not in one sentence.
        judged = parts[0]
    if judged.confidence < caution or not judged.ranked:
        return _silence(question, judged, searched, top)
    more = [part.ranked[0] for part in parts] or from_others(judged, caution=caution)
    return _answered(question, _gathered(judged, more, searched, in_parts=bool(parts)), searched, top)


class Gathered(NamedTuple):
    """What an answer is made of, before it is cited."""

    judged: Judgement
    bold: Span | None
    told: tuple[Sentence, ...]
    """The sentences that answer, the best first."""
    backed: Supported
    scores: dict[int, float]


def _gathered(judged: Judgement, more: list[Ranked], searched: Searchable, *, in_parts: bool) -> Gathered:
    """With what else answers, who says the same and who says otherwise."""
    query, ranked = judged.query, judged.ranked
    best, near = ranked[0], ranked[:_OTHERS]
    facts = facts_of([one.hit.sentence.id for one in (*near, *more)], searched.store, _COMPARED)
    bold = highlight(best)
    told_by = agreements(best, (*near, *more), bold, facts)
    others = _telling(near, told_by)
    backed = support(
        best.hit.sentence, others, searched.store, facts=facts, alike=_alike(best, others, searched),
        contrary=_contrary(told_by),
    )  # fmt: skip
    if query.asked == "number":
        backed = _counted_by_others(backed, best, near, bold, facts)
    beside = [one.hit.sentence for one in (*further(query, ranked), *more)]
    if not (in_parts or asks_for_several(query)):
        beside = _same(beside, told_by)
    told = (best.hit.sentence, *(s for s in beside if s not in backed.differing))
    scores = {one.hit.sentence.id: one.hit.score for one in (*ranked, *more)}
    return Gathered(judged, bold, told, backed, scores)


def _telling(near: Sequence[Ranked], told_by: Mapping[Sentence, Agreement]) -> list[Sentence]:
    return [one.hit.sentence for one in near if told_by[one.hit.sentence]]


def _same(found: Sequence[Sentence], told_by: Mapping[Sentence, Agreement]) -> list[Sentence]:
    return [sentence for sentence in found if told_by[sentence] == "same"]


def _contrary(told_by: Mapping[Sentence, Agreement]) -> set[int]:
    return {sentence.id for sentence, told in told_by.items() if told == "other"}


def _published(ranked: Sequence[Ranked]) -> dict[str, date | None]:
    """The days of the sources."""
    return {one.hit.sentence.source: one.comparison.page.paragraph.source.published for one in ranked}


def _counted_by_others(
    backed: Supported, best: Ranked, near: Sequence[Ranked], bold: Span | None, facts: SentenceFacts
) -> Supported:
    """Beside who says so, other sources that count the same in other words, with their numbers."""
    known = {s.source for s in (best.hit.sentence, *backed.agreeing, *backed.differing)}
    others = [one.hit.sentence for one in near if one.comparison.fitting]
    found = other_figures(best.hit.sentence, others, facts, _published((best, *near)), answer=bold)
    beside = [one for one in found if one.sentence.source not in known]
    return backed._replace(
        agreeing=(*backed.agreeing, *(one.sentence for one in beside if one.agrees)),
        differing=(*backed.differing, *(one.sentence for one in beside if not one.agrees)),
    )


def _alike(best: Ranked, others: Sequence[Sentence], searched: Searchable) -> dict[int, float] | None:
    """How near the others are to the best in meaning, where that is known."""
    if searched.vectors is None or best.meaning is None:
        return None
    pairs = [(best.hit.sentence.id, other.id) for other in others]
    return {other: near.own for (_, other), near in searched.vectors.between(pairs).items()}


def _quoted(gathered: Gathered) -> list[Quoted]:
    """What answers, then who agrees, then who differs; each sentence once."""
    backed = gathered.backed
    supporting = dict.fromkeys((*gathered.told, *backed.agreeing))
    contrary = [sentence for sentence in dict.fromkeys(backed.differing) if sentence not in supporting]
    scores = gathered.scores
    return [
        *(Quoted(sentence, "supports", scores.get(sentence.id, 0.0)) for sentence in supporting),
        *(Quoted(sentence, "differs", scores.get(sentence.id, 0.0)) for sentence in contrary),
    ]


def _nearest(ranked: Sequence[Ranked]) -> list[Quoted]:
    return [Quoted(one.hit.sentence, "nearest", one.hit.score) for one in ranked]


def _answered(question: str, gathered: Gathered, searched: Searchable, top: int) -> Answer:
    judged = gathered.judged
    articles: dict[str, Article] = {}
    cited = citations(_quoted(gathered), searched.store, articles)
    return Answer(
        question=question,
        status="answered",
        reason=None,
        confidence=judged.confidence,
        answer=cited[0].quote,
        highlight=gathered.bold,
        citations=cited,
        evidence=citations(_nearest(judged.ranked[:top]), searched.store, articles),
        support=gathered.backed.support,
        correcting=corrects(judged.query, judged.ranked[0]),
        understood=judged.query.understood,
    )


def _overview(question: str, told: list[Sentence], searched: Searchable) -> Answer:
    """The lead sentences, as they stand; that they were asked for is sure, and nothing more is claimed."""
    cited = citations([Quoted(sentence, "supports", 1.0) for sentence in told], searched.store)
    return Answer(
        question=question,
        status="answered",
        reason=None,
        confidence=1.0,
        answer=cited[0].quote,
        highlight=None,
        citations=cited,
        evidence=cited,
    )


def _silence(question: str, judged: Judgement, searched: Searchable, top: int) -> Answer:
    """Why nothing answers, with the nearest sentences; where there is none, questions that are answered."""
    query, ranked, sure = judged
    known = searched.store.vocabulary()
    return Answer(
        question=question,
        status="unanswered",
        reason=reason(query, list(ranked), known, sure=sure),
        confidence=sure,
        answer=None,
        highlight=None,
        citations=(),
        evidence=citations(_nearest(ranked[:top]), searched.store),
        understood=query.understood,
        suggestions=() if ranked else suggestions(searched),
    )


def _chat(question: str, said: str, searched: Searchable) -> Answer:
    """A reply to what is no question, with questions that the sources do answer."""
    return Answer(
        question=question,
        status="unanswered",
        reason=said,
        confidence=0.0,
        answer=None,
        highlight=None,
        citations=(),
        evidence=(),
        suggestions=suggestions(searched),
    )

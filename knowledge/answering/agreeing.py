"""Whether another sentence bears out the phrase that answers: the same day, place or number, or another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.evidence.agreement import differs, same_number
from knowledge.model import Figure, Found, Period, Sentence, Span
from knowledge.retrieval.kinds import Asked
from knowledge.retrieval.ranked import Ranked
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.evidence.sentence_facts import SentenceFacts

__all__ = ["Agreement", "agreements"]

PLAIN = frozenset({"date", "number", "money", "percent"})
"""Kinds whose shape leaves no doubt about whether they are there."""
Agreement = Literal["same", "other"] | None
_OF_ONE_EVENT = timedelta(days=31)
"""Days between which two sources may tell of one event, as in a timeline."""


class _Claimed(NamedTuple):
    """What the phrase that answers tells."""

    best: Ranked
    asked: Asked
    days: list[Period]
    figures: list[Figure]
    terms: frozenset[str]


def agreements(
    best: Ranked, others: Iterable[Ranked], answer: Span | None, facts: SentenceFacts
) -> dict[Sentence, Agreement]:
    """What each other sentence tells of what ``answer``, a part of the best, tells; None when nothing.

    Another day, place or number is "other" only where both may speak of one event.
    """
    asked, text = best.comparison.query.asked, best.hit.sentence.text
    if answer is None or asked not in {*PLAIN, "place"}:
        return {o.hit.sentence: None if _lacks(asked, o) else "same" for o in others}
    told = frozenset(terms(text[answer.start : answer.end])) - STOPWORDS
    claimed = _Claimed(best, asked, _days(best, facts, answer), _figures(best, facts, answer), told)
    return {o.hit.sentence: _agreement(claimed, o, facts) for o in others}


def _lacks(asked: Asked, other: Ranked) -> bool:
    return asked in PLAIN and not other.comparison.fitting


def _agreement(claimed: _Claimed, other: Ranked, facts: SentenceFacts) -> Agreement:
    if _lacks(claimed.asked, other):
        return None
    if _holds_same(claimed, other, facts):
        return "same"
    best = claimed.best
    if claimed.asked not in {"date", "place"}:
        return "other" if differs(best.hit.sentence, other.hit.sentence, facts) else None
    # A place of its own is told by a name; "in a hall" may well be in the town that the first one names.
    return "other" if _is_named(claimed.asked, other) and _at_one_time(best, other, facts) else None


_VAGUE = 0.3


def _is_named(asked: Asked, told: Ranked) -> bool:
    return any(e.kind == asked and e.sureness > _VAGUE for e in told.comparison.fitting)


def _holds_same(claimed: _Claimed, other: Ranked, facts: SentenceFacts) -> bool:
    if claimed.asked == "date" and claimed.days and (theirs := _days(other, facts)):
        return any(one.meets(two) for one, two in product(claimed.days, theirs))
    if claimed.asked in PLAIN - {"date"} and claimed.figures and (others := _figures(other, facts)):
        return same_number(claimed.figures, others)
    return claimed.terms <= set(other.comparison.page.terms)


def _at_one_time(best: Ranked, other: Ranked, facts: SentenceFacts) -> bool:
    """Whether the days that both tell, or else were published, are near each other."""
    days, theirs = (_days(one, facts) or _published(one) for one in (best, other))
    return any(_near(one, two) for one in days for two in theirs)


def _near(one: Period, two: Period) -> bool:
    if one.meets(two):
        return True
    gaps = [abs(a - b) for a in _ends(one) for b in _ends(two)]
    return bool(gaps) and min(gaps) <= _OF_ONE_EVENT


def _ends(period: Period) -> list[date]:
    return [day for day in (period.first, period.last) if day is not None]


def _published(one: Ranked) -> list[Period]:
    day = one.comparison.page.paragraph.source.published
    return [] if day is None else [Period(first=day, after=day + timedelta(days=1))]


def _days(one: Ranked, facts: SentenceFacts, within: Span | None = None) -> list[Period]:
    found = facts.times.get(one.hit.sentence.id, ())
    dated = [fact for fact in found if _lies(fact, one, within)]
    return [fact.period for fact in dated if fact.period is not None]


def _figures(one: Ranked, facts: SentenceFacts, within: Span | None = None) -> list[Figure]:
    return [fact for fact in facts.figures.get(one.hit.sentence.id, ()) if _lies(fact, one, within)]


def _lies(fact: Found, one: Ranked, within: Span | None) -> bool:
    """Whether the fact meets the part of the sentence, or the whole where none is given."""
    start = one.hit.sentence.start
    return within is None or (fact.start - start < within.end and within.start < fact.end - start)

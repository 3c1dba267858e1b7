"""Whether another sentence bears out the phrase that answers: the same day, place or number, or another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product, starmap
from typing import TYPE_CHECKING, Literal

from knowledge.evidence.support import differs, head
from knowledge.extraction.figure_values import compatible, value
from knowledge.model import Figure, Found, Period, Span, Timex
from knowledge.retrieval.ranked import Ranked
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.evidence.sentence_facts import SentenceFacts

__all__ = ["Agreement", "agrees"]

PLAIN = frozenset({"date", "number", "money", "percent"})
"""Kinds whose shape leaves no doubt about whether they are there."""
Agreement = Literal["same", "other"] | None
_OF_ONE_EVENT = timedelta(days=31)
"""Days between which two sources may tell of one event, as in a timeline."""


def agrees(best: Ranked, other: Ranked, answer: Span | None, facts: SentenceFacts) -> Agreement:
    """What the other sentence tells of what ``answer``, a part of the best, tells; None when nothing.

    Another day, place or number is "other" only where both may speak of one event.
    """
    asked = best.comparison.query.asked
    if asked in PLAIN and not other.comparison.fitting:
        return None
    if answer is None or asked not in {*PLAIN, "place"} or _holds_same(asked, best, other, answer, facts):
        return "same"
    if asked not in {"date", "place"}:
        return "other" if differs(best.hit.sentence, other.hit.sentence, facts) else None
    # A place of its own is told by a name; "in a hall" may well be in the town that the first one names.
    return "other" if _is_named(asked, other) and _at_one_time(best, other, facts) else None


_VAGUE = 0.3


def _is_named(asked: str, told: Ranked) -> bool:
    return any(e.kind == asked and e.sureness > _VAGUE for e in told.comparison.fitting)


def _holds_same(asked: str, best: Ranked, other: Ranked, answer: Span, facts: SentenceFacts) -> bool:
    if asked == "date":
        days, theirs = _days(best, facts, answer), _days(other, facts)
        if days and theirs:
            return any(one.meets(two) for one, two in product(days, theirs))
    elif asked in PLAIN:
        figures, others = _figures(best, facts, answer), _figures(other, facts)
        if figures and others:
            return any(starmap(_same_number, product(figures, others)))
    told = set(terms(best.hit.sentence.text[answer.start : answer.end])) - STOPWORDS
    return told <= set(other.comparison.page.terms)


def _same_number(one: Figure, two: Figure) -> bool:
    """The same value of whatever it counts, or values of one noun that can both be right."""
    return one.unit == two.unit and (
        value(one) == value(two) or (head(one) == head(two) and compatible(one, two))
    )


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
    found = facts.of(one.hit.sentence.id, Timex)
    dated = [fact for fact in found if _lies(fact, one, within)]
    return [fact.period for fact in dated if fact.period is not None]


def _figures(one: Ranked, facts: SentenceFacts, within: Span | None = None) -> list[Figure]:
    return [fact for fact in facts.of(one.hit.sentence.id, Figure) if _lies(fact, one, within)]


def _lies(fact: Found, one: Ranked, within: Span | None) -> bool:
    """Whether the fact meets the part of the sentence, or the whole where none is given."""
    start = one.hit.sentence.start
    return within is None or (fact.start - start < within.end and within.start < fact.end - start)

"""Days asked about that a sentence holds without naming them, by what its dates mean or its publication."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.model import Period
from knowledge.retrieval.corpus import SentenceFeatures
from knowledge.retrieval.match import Match
from knowledge.retrieval.query import AskedDays, Query

__all__ = ["days_held", "matched", "with_days"]

_MEANT, _WIDER, _PUBLISHED = 0.9, 0.5, 0.8
"""How surely days are met: by a date that lies in them, by one in which they lie, by the report's own day."""
_ANY_YEAR = re.compile(r"XXXX-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_ANY_WEEK = re.compile(r"XXXX-WXX-(?P<weekday>[1-7])")


def days_held(query: Query, page: SentenceFeatures) -> Mapping[int, float]:
    """How surely the sentence holds the days that the question names, by the numbers of their units."""
    held: dict[int, float] = {}
    if not query.days:
        return held
    periods = page.periods
    for asked in query.days:
        sure = _sure(asked, page, periods)
        if sure:
            held.update({number: max(sure, held.get(number, 0.0)) for number in asked.units})
    return held


def _sure(asked: AskedDays, page: SentenceFeatures, periods: Sequence[Period]) -> float:
    meant = max((_meets(asked, own) for own in periods), default=0.0)
    published = page.paragraph.source.published
    if meant or periods or published is None or asked.period is None:
        return meant
    first, after = asked.period.first, asked.period.after
    inside = (first is None or first <= published) and (after is None or published < after)
    return _PUBLISHED if inside else 0.0


def _meets(asked: AskedDays, own: Period) -> float:
    if asked.period is not None:
        if asked.period.contains(own):
            return _MEANT
        return _WIDER if asked.period.meets(own) else 0.0
    return _MEANT if own.first is not None and _fits(asked.value, own) else 0.0


def _fits(value: str, own: Period) -> bool:
    """Whether a period is the day or month of any year, or the weekday of any week, that is asked for."""
    first = own.first
    assert first is not None
    if week := _ANY_WEEK.match(value):
        return own.granularity == "day" and first.isoweekday() == int(week["weekday"])
    year = _ANY_YEAR.match(value)
    if year is None or own.granularity not in {"day", "month"}:
        return False
    return first.month == int(year["month"]) and (year["day"] is None or first.day == int(year["day"]))


def with_days(strength: Sequence[float], held: Mapping[int, float]) -> list[float]:
    """Strengths of units, raised to what is held of days."""
    return [max(one, held.get(number, 0.0)) for number, one in enumerate(strength)]


def matched(match: Match, held: Mapping[int, float]) -> Match:
    """The match with the days that the sentence holds; they stand nowhere in it."""
    return match._replace(strength=tuple(with_days(match.strength, held))) if held else match

"""Days asked about that a sentence holds without naming them, by what its dates mean or its publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.model import Period
from knowledge.retrieval.corpus import SentenceFeatures
from knowledge.retrieval.match import Match
from knowledge.retrieval.query import Query

__all__ = ["days_held", "matched", "with_days"]

_MEANT, _PUBLISHED = 0.9, 0.8
"""How surely a year is met: by "last Sunday", which lies in it; by a report of it that names no other."""


def days_held(query: Query, page: SentenceFeatures) -> Mapping[int, float]:
    """How surely the sentence holds the question's years and months, by the numbers of their units."""
    if not query.scope:
        return {}
    held: dict[int, float] = {}
    for number, unit in enumerate(query.units):
        for period in query.scope:
            sure = _sure(period, page) if _names(unit.text, period) else 0.0
            if sure:
                held[number] = max(sure, held.get(number, 0.0))
    return held


def _names(text: str, period: Period) -> bool:
    """Whether a word of the question is the year or the month of the period."""
    if period.first is None:
        return False
    month = period.granularity == "month" and len(text) >= 3
    return text == str(period.first.year) or (
        month and period.first.strftime("%B").lower().startswith(text.lower())
    )


def _sure(period: Period, page: SentenceFeatures) -> float:
    if any(own.meets(period) for own in page.periods):
        return _MEANT
    published = page.paragraph.source.published
    if published is None or period.first is None or period.after is None:
        return 0.0
    elsewhere = any(len(t) == 4 and t.isdigit() and 1000 <= int(t) < 2100 for t in page.places)
    return _PUBLISHED if period.first <= published < period.after and not elsewhere else 0.0


def with_days(strength: Sequence[float], held: Mapping[int, float]) -> list[float]:
    """Strengths of units, raised to what is held of days."""
    return [max(one, held.get(number, 0.0)) for number, one in enumerate(strength)]


def matched(match: Match, held: Mapping[int, float]) -> Match:
    """The match with the days that the sentence holds; they stand nowhere in it."""
    return match._replace(strength=tuple(with_days(match.strength, held))) if held else match

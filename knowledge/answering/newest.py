"""Of sentences that number the same thing, the one that brings an earlier number up to date stands first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.extraction.expressions import Expression
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked

__all__ = ["newest_first"]

_NUMBERED = frozenset({"number", "money", "percent"})
_FIRST = 5
"""Candidates among which a newer number is looked for."""
_NEAR = 1.0
"""Of the reader's logit that the newer number may be less sure to answer."""
_UPDATES = re.compile(
    r"\b(?:ris(?:en|es|ing) to|rose to|climb(?:ed|s|ing)? to|grown to|increased to|jumped to|fallen to"
    r"|fell to|lowered to|raised to|revis(?:ed|es|ing)|correct(?:ed|s|ing|ion)|updat(?:ed|es|ing)|final"
    r"|in all|now stands|brings? (?:the|its|their) (?:\w+ )?(?:total|toll|number)|not \d[\d,.]* as)\b",
    re.IGNORECASE,
)


def newest_first(query: Query, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same candidates; a later article's correction or update of the best one's number goes before it.

    Only where the reader finds that it answers about as surely, and no day is asked for.
    """
    if query.asked not in _NUMBERED or query.days or not ranked:
        return list(ranked)
    best = ranked[0]
    newer = [one for one in ranked[1:_FIRST] if _updates(best, one)]
    if not newer:
        return list(ranked)
    newest = max(newer, key=lambda one: (_day(one), one.raw))
    hit = newest.hit._replace(score=best.hit.score)
    return [newest._replace(raw=best.raw, hit=hit), *(one for one in ranked if one is not newest)]


def _updates(best: Ranked, other: Ranked) -> bool:
    if best.reading is None or other.reading is None or other.reading.answers < best.reading.answers - _NEAR:
        return False
    day, later = _day(best), _day(other)
    told, new = _read(best), _read(other)
    return (
        day < later
        and bool(told)
        # What it corrects it may name too ("208, not 212").
        and any(two.terms not in [one.terms for one in told] for two in new)
        and _UPDATES.search(other.hit.sentence.text) is not None
    )


def _read(one: Ranked) -> list[Expression]:
    """What the reader's span holds of the kind asked for."""
    span = one.reading.span if one.reading is not None else None
    if span is None:
        return []
    return [e for e in one.comparison.fitting if e.start < span[1] and span[0] < e.end]


def _day(one: Ranked) -> str:
    """As it sorts; without a day before all others."""
    day = one.comparison.page.paragraph.source.published
    return "" if day is None else day.isoformat()

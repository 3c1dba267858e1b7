"""Of sentences that number the same thing the newest stands first, and the text before its correction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.extraction.assertion import lies_in, withdrawn
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

    So does the sentence that an article's own note of correction ("an earlier version said …") sets right.
    Only where the reader finds that it answers about as surely, and no day is asked for.
    """
    if query.asked not in _NUMBERED or query.days or not ranked:
        return list(ranked)
    best = ranked[0]
    newer = [one for one in ranked[1:_FIRST] if _updates(best, one)]
    right = [one for one in ranked[1:_FIRST] if _is_corrected_text(best, one)]
    if newer:
        return _with_first(max(newer, key=lambda one: (_day(one), one.raw)), ranked)
    return _with_first(right[0], ranked) if right else list(ranked)


def _with_first(first: Ranked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same candidates, this one in the place and with the score of the best."""
    best = ranked[0]
    raised = first._replace(raw=best.raw, hit=first.hit._replace(score=best.hit.score))
    return [raised, *(one for one in ranked if one is not first)]


def _updates(best: Ranked, other: Ranked) -> bool:
    if not _as_sure(best, other):
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


def _is_corrected_text(note: Ranked, other: Ranked) -> bool:
    """Whether the other tells the number that the note, of the same article, says is the right one."""
    if not _as_sure(note, other) or note.hit.sentence.source != other.hit.sentence.source:
        return False
    back = withdrawn(note.hit.sentence.text)
    right = {one.terms for one in note.comparison.fitting if not lies_in(one.start, back)}
    return bool(back) and any(one.terms in right for one in _read(other))


def _as_sure(best: Ranked, other: Ranked) -> bool:
    if best.reading is None or other.reading is None:
        return False
    return other.reading.answers >= best.reading.answers - _NEAR


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

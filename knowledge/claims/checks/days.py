"""Days: the same resolved day or time, or another one in its place."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from knowledge.claims.checks.registry import Finding, check
from knowledge.claims.facts import Asked, Told
from knowledge.model import Conflict, Timex

__all__ = ["days"]

_NAMED = re.compile(r"[A-Z][a-z]{2}")


@check
def days(asked: Asked, told: Told) -> Finding:
    """A day is met by the same one, or by a finer or coarser period that it has a day in common with.

    It conflicts with days of its own fineness where none of them is the same.
    """
    met, unmet, conflicts = 0, [], []
    for claimed in asked.days:
        shown = asked.text[claimed.start : claimed.end]
        if shown.casefold() in told.text.casefold() or any(_agree(claimed, one) for one in told.days):
            met += 1
        elif others := [one for one in told.days if _rivals(claimed, one, told.shown(one))]:
            nearest = max(others, key=lambda one: fuzz.ratio(told.shown(one), shown))
            conflicts.append(Conflict(what="date", claimed=shown, found=told.shown(nearest)))
        else:
            unmet.append(shown)
    return Finding(met, tuple(unmet), tuple(conflicts))


def _agree(claimed: Timex, one: Timex) -> bool:
    if claimed.value == one.value:
        return True
    if claimed.period is None or one.period is None or claimed.mod or one.mod:
        return False
    # An hour's period is its day.
    finer = claimed.period.granularity != one.period.granularity or claimed.type != one.type
    return finer and claimed.period.meets(one.period)


def _rivals(claimed: Timex, one: Timex, shown: str) -> bool:
    """Whether the two are of one kind, so that both cannot be right of one event; "4 p.m." names no day."""
    if claimed.period is None or one.period is None:
        return False
    return claimed.type == one.type or (bool(_NAMED.search(shown)) and not claimed.period.meets(one.period))

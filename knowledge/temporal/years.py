"""The year that a text leaves out: of a month, of a day and month, of two digits."""

from __future__ import annotations

from datetime import date

from knowledge.temporal.anchoring import SEASON_MONTHS
from knowledge.temporal.direction import Direction

__all__ = ["nearest_year", "season_year", "two_digit_year"]

# How much further off a date against the clause's direction seems; "will" is a surer sign than a past tense.
# Any value from 4 to 12 gives the same result on the sixty Wikinews articles of the MEANTIME corpus.
_AHEAD_OF_PAST, _BEHIND_FUTURE = 8, 20
_UNSAID_FUTURE = 2


def nearest_year(published: date, month: int, day: int | None, lean: Direction) -> int | None:
    """The year in which the month (or day) is nearest to the publication day, direction being a weight."""
    best: tuple[float, int] | None = None
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            then = date(year, month, day or 15)
        except ValueError:
            continue
        off = (then - published).days
        if day is None and (year, month) == (published.year, published.month):
            return year
        cost = abs(off) * _weight(off, lean)
        if best is None or cost < best[0]:
            best = cost, year
    return best[1] if best else None


def _weight(off: int, lean: Direction) -> int:
    if off > 0:
        return {"past": _AHEAD_OF_PAST, "future": 1}.get(lean or "", _UNSAID_FUTURE)
    return _BEHIND_FUTURE if off < 0 and lean == "future" else 1


def season_year(published: date, code: str, lean: Direction, *, other: bool = False) -> int:
    """The year of the season meant: this one, else the latest, or the next when the clause looks ahead.

    ``other`` leaves the present one out ("last summer", "next winter"). A winter bears the year it begins in.
    """
    start = SEASON_MONTHS[code]
    candidates = []
    for year in (published.year - 2, published.year - 1, published.year, published.year + 1):
        behind = (published.year - year) * 12 + published.month - start
        candidates.append((year, behind))
    if not other and any(0 <= behind < 3 for _, behind in candidates):
        return next(year for year, behind in candidates if 0 <= behind < 3)
    if lean == "future":
        return min(year for year, behind in candidates if behind < 0)
    return max(year for year, behind in candidates if behind >= 3)


def two_digit_year(number: int, published: date | None) -> int:
    """Of "'89" or "'08": the latest such year up to ten after publication; up to 2068 without a date."""
    latest = min(published.year, 9980) + 10 if published else 2068
    return latest - (latest - number) % 100

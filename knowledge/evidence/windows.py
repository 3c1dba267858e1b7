"""A window of days, as a request asks for it, and what belongs to it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from knowledge.model import Period

__all__ = ["Window", "lies_in"]

_LONG_AGO = date(1, 1, 1)


class Window(NamedTuple):
    """Half-open days, None where it is open."""

    first: date | None = None
    after: date | None = None

    def __bool__(self) -> bool:
        """Whether it asks for anything at all."""
        return self.first is not None or self.after is not None

    def within(self, other: Window) -> Window:
        """The days that belong to both; may be empty."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        after = min((d for d in (self.after, other.after) if d), default=None)
        return Window(first, after)


def lies_in(period: Period, window: Window) -> bool:
    """Whether the days known of an event belong to a window.

    At least half of them must, so that "2019" is no answer to "October 2019"; of a limit alone, or a
    deadline, the limit decides.
    """
    if not window:
        return True
    if period.first is None or period.modifier == "until" or period.after is None:
        day = period.last or period.first
        return day is not None and _holds(window, day)
    first = max(period.first, window.first or _LONG_AGO)
    after = min(period.after, window.after or date.max)
    return 2 * (after - first).days >= (period.after - period.first).days


def _holds(window: Window, day: date) -> bool:
    return (window.first is None or window.first <= day) and (window.after is None or day < window.after)

"""Counted steps from a date: whole units, and halves in the next smaller one."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.temporal import anchoring as anchor
from knowledge.temporal.scene import Sense

__all__ = ["relation", "stepped"]

_HALVES = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "E": ("Y", 10), "C": ("Y", 100), "D": ("TH", 24)}
_UNSETTLED = {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX"}


def stepped(value: str, count: float, unit: str, said: Callable[[str | None], Sense | None]) -> Sense | None:
    """The date ``count`` units from a value; ``said`` makes the sense of it. None outside the calendar."""
    if count != int(count):
        if unit not in _HALVES:
            return None
        unit, factor = _HALVES[unit]
        count *= factor
    return said(anchor.shift(value, int(count), unit)) if abs(count) < 1_000_000 else None


def relation(unit: str, step: int) -> Sense:
    """A date before, after or with another that the text does not settle."""
    way = "after" if step > 0 else "before" if step < 0 else "with"
    return Sense("DATE", _UNSETTLED.get(unit, "XXXX"), relation=way)

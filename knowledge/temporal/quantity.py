"""How many: the number that "two", "twenty-five", "a couple of", "several" or "half a" stand for."""

from __future__ import annotations

from knowledge.lexicon.classes import calendar
from knowledge.temporal.grammar import Match

__all__ = ["MACROS", "follows_calendar", "iso_duration", "quantity", "unit_of"]

MACROS = {
    "q": "a|an|NUMBER (DASH? NUMBER_WORD)?|NUMBER_WORD ((DASH|and)? NUMBER_WORD){0,3}|a few|few|a couple of?"
    "|couple|several|many|some|half (a|an)|a dozen|dozens of|a hundred|a thousand|the few|no",
    "u": "UNIT|UNITS",
}

_VAGUE = frozenset("few several many some dozens no".split())


def quantity(match: Match, name: str) -> float | None:
    """The number, or None where it is vague."""
    words = match.low(name).split()
    if not words or _VAGUE.intersection(words):
        return None
    if "couple" in words:
        return 2
    if "dozen" in words:
        return 12
    if words[0] == "half":
        return 0.5
    first, last = match.span(name)
    total = 0
    for token in match.tokens[first:last]:
        if token.number >= 100 and token.kind == "word":
            total = max(total, 1) * token.number
        elif token.number >= 0:
            total += token.number
        elif token.kind == "NUMBER":
            return float(token.text.replace(",", "")) if len(token.text) < 12 else None
    return total or 1


def follows_calendar(unit: str) -> bool:
    """Whether the calendar has these one after another: weeks and months, but no hours and no fortnights."""
    return unit[0] != "T" and unit != "F"


def unit_of(match: Match, name: str) -> str:
    """The unit's code, as ISO 8601 durations name it (TIMEX3 adds E and C for decades and centuries)."""
    low = match.token(name).low
    return calendar().units.get(low) or calendar().unit_plurals[low]


def iso_duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: P3D, PT2H, PXY; fortnights in weeks.

    >>> iso_duration(3, "D"), iso_duration(None, "TH"), iso_duration(2.5, "Y")
    ('P3D', 'PTXH', 'P2.5Y')
    """
    if unit == "F":
        count, unit = (count * 2 if count else None), "W"
    unit = {"E": "DE", "C": "CE", "TNI": "TNI", "WE": "WE"}.get(unit, unit)
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{unit[1:]}" if unit[0] == "T" and unit != "TNI" else f"P{number}{unit}"

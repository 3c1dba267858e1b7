"""A time of day and the day beside it are one expression: "10 a.m. Tuesday", "Sunday night at 10"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lexicon.classes import calendar, grammar
from knowledge.temporal.rule import Read
from knowledge.temporal.tokens import Token

__all__ = ["join"]

_CLOCKS = frozenset(("clock_half", "clock_zone", "bare_hour", "military_time", "oclock", "noon"))
_BEFORE_DAY = frozenset((",", "on"))
_BEFORE_CLOCK = grammar().preposition.clock | {","}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LATE = {"AF": range(1, 12), "EV": range(4, 12), "NI": range(5, 12)}
"""Hours of a part of the day that are meant after noon."""


def join(before: Read, read: Read, tokens: Sequence[Token]) -> Read | None:
    """The two as one, or None when they are no day with its time."""
    between = [t.low for t in tokens[before.after : read.first]]
    if read.rule in _CLOCKS and before.rule not in _CLOCKS:
        part = calendar().day_parts.get(between[0], "") if between else ""
        linked = len(between) <= 2 + bool(part) and _BEFORE_CLOCK.issuperset(between[bool(part) :])
        return _joined(before, read, day=before, clock=read, part=part) if linked else None
    if before.rule not in _CLOCKS or len(between) > 2 or not _BEFORE_DAY.issuperset(between):
        return None
    following = tokens[read.after].low if read.after < len(tokens) else ""
    part = calendar().day_parts.get(following, "")
    both = _joined(before, read, day=read, clock=before, part=part)
    return both._replace(after=read.after + 1) if both and part else both


def _joined(first: Read, second: Read, *, day: Read, clock: Read, part: str) -> Read | None:
    value, _, own = day.sense.value.partition("T")
    if not _DAY.fullmatch(value) or (own and own not in calendar().day_parts.values()):
        return None
    time = clock.sense.value.partition("T")[2]
    if clock.rule in ("clock_zone", "bare_hour") and int(time[:2]) in _LATE.get(own or part, ()):
        time = f"{int(time[:2]) + 12}{time[2:]}"
    return Read(
        first.first, second.after, clock.rule, day.sense._replace(type="TIME", value=f"{value}T{time}")
    )

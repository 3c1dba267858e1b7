"""A time of day and the day beside it are one expression: "10 a.m. Tuesday", "Tuesday at 10 a.m."."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.lexicon.classes import grammar
from knowledge.temporal.rule import Read
from knowledge.temporal.tokens import Token

__all__ = ["join"]

_CLOCKS = frozenset(("clock_half", "clock_zone", "military_time", "oclock", "noon"))
_BEFORE_DAY = frozenset((",", "on"))
_BEFORE_CLOCK = grammar().preposition.clock | {","}


def join(before: Read, read: Read, tokens: Sequence[Token]) -> Read | None:
    """The two as one, or None when they are no day with its time."""
    between = [t.low for t in tokens[before.after : read.first]]
    if len(between) > 2:
        return None
    if _is_day(before) and read.rule in _CLOCKS and _BEFORE_CLOCK.issuperset(between):
        return _joined(before, read, day=before, clock=read)
    if before.rule in _CLOCKS and _is_day(read) and _BEFORE_DAY.issuperset(between):
        return _joined(before, read, day=read, clock=before)
    return None


def _is_day(read: Read) -> bool:
    value = read.sense.value
    return read.sense.type == "DATE" and len(value) == 10 and value[4] == "-" and "W" not in value


def _joined(first: Read, second: Read, *, day: Read, clock: Read) -> Read:
    time = clock.sense.value.partition("T")[2]
    sense = day.sense._replace(type="TIME", value=f"{day.sense.value}T{time}")
    return Read(first.first, second.after, clock.rule, sense)

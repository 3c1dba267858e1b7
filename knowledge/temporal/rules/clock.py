"""Rules for times of day: "10:30 p.m. EDT", "0830 GMT", "noon", and how they join the day beside them."""

from __future__ import annotations

import re

from knowledge.lexicon.classes import alternatives, calendar, grammar
from knowledge.temporal.direction import ends_sentence
from knowledge.temporal.grammar import Match
from knowledge.temporal.rule import Reading, Rule
from knowledge.temporal.scene import Scene, Sense

__all__ = ["RULES"]

_REGIONS = alternatives(calendar().zone_regions)
_ZONES = f"{alternatives(calendar().zones)}|({_REGIONS}) (daylight|standard|summer)? time"
_DIGITS = re.compile(r"(\d{1,2})[:.]?(\d{2})?")


def _clock(scene: Scene, match: Match) -> Reading:
    found = _DIGITS.match(match.low("c"))
    if found is None:
        return None
    if not match.has("half") and not match.has("zone") and not _clock_said(match):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = match.low("half").replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or minute > 59:
        return None
    return _at(scene, match, f"T{hour:02d}:{minute:02d}")


_BEFORE_CLOCK = grammar().preposition.clock | {"and", "or", ",", "shortly"}


def _clock_said(match: Match) -> bool:
    """Whether the word before tells a time from a verse or a ratio ("Luke 2:11", "odds of 4:15")."""
    before = match.tokens[match.start - 1] if match.start else None
    return before is None or before.low in _BEFORE_CLOCK or before.kind in ("ISO", "SLASH", "BREAK", "OPEN")


def _bare_hour(scene: Scene, match: Match) -> Reading:
    """Settles "tonight at 8", "Sunday evening at 7": only where a part of the day stands before it."""
    before = match.tokens[match.start - 1].low if match.start else ""
    if before not in calendar().day_parts and before != "tonight":
        return None
    return (("c", _at(scene, match, f"T{match.number('c'):02d}:00")),)


def _military(scene: Scene, match: Match) -> Reading:
    digits = match.low("c").zfill(4)
    if len(digits) != 4 or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return _at(scene, match, f"T{digits[:2]}:{digits[2:]}")


def _named(scene: Scene, match: Match) -> Reading:
    return _at(scene, match, "T12:00" if match.low("c") == "noon" else "T24:00")


def _oclock(scene: Scene, match: Match) -> Reading:
    return _at(scene, match, f"T{match.number('c'):02d}:00") if match.number("c") <= 24 else None


def _at(scene: Scene, match: Match, clock: str) -> Sense:
    """On the day named before it in the sentence, else the day of publication."""
    day = _day_in_sentence(scene, match.start)
    if day:
        return Sense("TIME", day + clock, "context")
    if scene.published is None:
        return Sense("TIME", f"XXXX-XX-XX{clock}")
    return Sense("TIME", scene.published.isoformat() + clock, "published")


def _day_in_sentence(scene: Scene, start: int) -> str | None:
    for known in reversed(scene.known[-3:]):
        between = range(known.at, start)
        if any(ends_sentence(scene.tokens, i) or scene.tokens[i].kind == "BREAK" for i in between[:40]):
            return None
        if known.unit == "day" and len(between) <= 40:
            return known.value
    return None


RULES = (
    Rule("clock_half", f"c:(CLOCK|NUMBER) half:MERIDIEM (OPEN? ({_ZONES}))?", _clock),
    Rule("clock_zone", f"c:CLOCK (zone:({_ZONES}))?", _clock),
    Rule("bare_hour", "at c:HOUR", _bare_hour),
    Rule("military_time", "c:NUMBER (gmt|utc)", _military),
    Rule("oclock", "c:(NUMBER|NUMBER_WORD) OCLOCK", _oclock),
    Rule("noon", "c:(noon|midnight)", _named),
)  # fmt: skip

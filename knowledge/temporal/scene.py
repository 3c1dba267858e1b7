"""What a rule may know: the publication day, the dates read so far, where the clause looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from knowledge.temporal import anchoring as anchor
from knowledge.temporal.direction import Direction, direction
from knowledge.temporal.tokens import Token

__all__ = [
    "Known",
    "Mod",
    "Scene",
    "Sense",
    "context",
    "duration",
    "printed",
    "published",
    "reference",
    "repeated",
]

Mod = Literal["BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
              "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX"]  # fmt: skip


class Sense(NamedTuple):
    """What an expression means: the TIMEX3 part of a Timex."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    basis: Literal["printed", "published", "context", "none"] = "none"
    mod: Mod | None = None
    relation: str | None = None
    cut: Literal["before", "after"] | None = None
    """Only the part of the period before or after the publication day is meant."""


class Known(NamedTuple):
    """A date already read: its value and the token it ends at."""

    value: str
    at: int
    unit: str


@dataclass(slots=True)
class Scene:
    """The text being read. ``known`` grows with each date that is read, in order."""

    tokens: Sequence[Token]
    published: date | None
    persons: frozenset[str] = frozenset()
    """Months' names that are persons in this text."""
    unsaid: Direction = None
    """Where a clause is taken to look that gives no sign."""
    known: list[Known] = field(default_factory=list)

    def unit(self, unit: str, step: int = 0) -> Sense:
        """The unit that holds the publication day, or one so many steps away."""
        if self.published is None:
            return Sense("DATE", _UNKNOWN.get(unit, "XXXX"))
        value = anchor.shift(anchor.unit_value(self.published, unit), step, unit)
        return Sense("DATE", value, "published") if value else Sense("DATE", "XXXX")

    def leaning(self, start: int, end: int) -> Direction:
        """Whether the clause around the tokens looks back or ahead."""
        return direction(self.tokens, start, end) or self.unsaid

    def last_known(self, units: str = "", *, within: int = 120, at: int | None = None) -> str | None:
        """The latest date read within so many tokens, of one of the units (space-parted; any when empty)."""
        wanted = units.split()
        for known in reversed(self.known[-12:]):
            if at is not None and at - known.at > within:
                return None
            if not wanted or known.unit in wanted:
                return known.value
        return None

    def last_reported(self, units: str, *, within: int, at: int) -> str | None:
        """Like ``last_known``, of the dates that had begun at publication: what a report compares with."""
        wanted = units.split()
        for known in reversed(self.known[-12:]):
            if at - known.at > within:
                return None
            days = anchor.days_of(known.value) if known.unit in wanted else None
            if days and days.first and (self.published is None or days.first <= self.published):
                return known.value
        return None


_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
            "H": "XXXX-HX",
            "E": "XXX", "C": "XX"}  # fmt: skip


def printed(value: str, mod: Mod | None = None) -> Sense | None:
    """A date that the text gives in full; None when the calendar has no such day."""
    return Sense("DATE", value, "printed", mod) if anchor.days_of(value) else None


def published(value: str | None, mod: Mod | None = None) -> Sense | None:
    """A date reckoned from the publication day; None when the calendar has no such day."""
    return Sense("DATE", value, "published", mod) if value and anchor.days_of(value) else None


def context(value: str | None, mod: Mod | None = None) -> Sense | None:
    """A date reckoned from another date in the text."""
    return Sense("DATE", value, "context", mod) if value and anchor.days_of(value) else None


def reference(value: str) -> Sense:
    """PRESENT_REF, PAST_REF and the like, which name no days."""
    return Sense("DATE", value)


def duration(value: str, mod: Mod | None = None) -> Sense:
    """A length of time."""
    return Sense("DURATION", value, mod=mod)


def repeated(value: str) -> Sense:
    """Something that comes again and again."""
    return Sense("SET", value)

"""The words around a date that narrow it or make it a bound: "early", "the end of", "since", "by"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from knowledge.lexicon.classes import calendar
from knowledge.model import Period
from knowledge.temporal.rule import Read
from knowledge.temporal.scene import Mod
from knowledge.temporal.tokens import Token

__all__ = ["Around", "around"]

_NOUNS: dict[str, Mod] = {
    "beginning": "START", "start": "START", "end": "END", "close": "END", "middle": "MID",
}  # fmt: skip
_ADJECTIVES: dict[str, Mod] = {
    "early": "START", "late": "END", "mid": "MID", "earlier": "BEFORE", "later": "AFTER",
}  # fmt: skip
_BOUNDS, _DAY_PARTS = calendar().bounds, calendar().day_parts
_EDGE = _NOUNS | _ADJECTIVES
_EDGE_MODIFIER = {"START": "start", "MID": "mid", "END": "end"}


class Around(NamedTuple):
    """An expression with the words that belong to it, and what they make of its days."""

    first: int
    after: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: Mod | None
    bound: str | None

    def applied(self, period: Period, published: date | None) -> Period | None:
        """The days meant, once narrowed, cut at the publication day, or opened at one end."""
        period = _edged(period, self.mod, published)
        return _bounded(period, self.bound) if self.bound else period


def around(tokens: Sequence[Token], read: Read, floor: int) -> Around:
    """Looks at up to five tokens before, from ``floor`` on, where the last date ends, and two after."""
    first, after, value = read.first, read.after, read.sense.value
    kind, mod = read.sense.type, read.sense.mod
    if read.sense.type not in ("DATE", "TIME") or read.sense.basis == "none":
        return Around(first, after, kind, value, mod, None)
    if kind == "DATE" and len(value) == 10 and "W" not in value:
        part, first, after = _day_part(tokens, first, after, floor)
        kind, value = ("TIME", f"{value}T{part}") if part else (kind, value)
    edge, first = _edge(tokens, first, floor)
    return Around(first, after, kind, value, edge or mod, _bound(tokens, first, floor))


def _day_part(tokens: Sequence[Token], first: int, after: int, floor: int) -> tuple[str, int, int]:
    """The part of the day in "Monday (early) morning" and "the morning of May 3", and the widened ends."""
    at = after + (_low(tokens, after) in ("early", "late"))
    if _low(tokens, at) in _DAY_PARTS:
        return _DAY_PARTS[_low(tokens, at)], first, at + 1
    before = _low(tokens, first - 2)
    if _low(tokens, first - 1) == "of" and before in _DAY_PARTS and first - 2 >= floor:
        the = _low(tokens, first - 3) == "the" and first - 3 >= floor
        return _DAY_PARTS[before], first - 2 - the, after
    return "", first, after


def _bound(tokens: Sequence[Token], first: int, floor: int) -> str | None:
    """What the word before makes of the date; the second end of "from Monday until Friday" stays a day."""
    at = first - 1
    bound = _BOUNDS.get(_low(tokens, at))
    if bound is None or at < floor:
        return None
    return None if bound == "until" and floor and at == floor and _low(tokens, at) != "by" else bound


def _edge(tokens: Sequence[Token], first: int, floor: int) -> tuple[Mod | None, int]:
    """The edge word before a date and where the expression then begins."""
    for words, size in ((_low(tokens, first - 1), 1), (_low(tokens, first - 2), 2)):
        if first - size < floor or words not in _EDGE or not _fits(tokens, words, first, size):
            continue
        the = _low(tokens, first - size - 1) == "the" and first - size - 1 >= floor
        return _EDGE[words], first - size - the
    return None, first


def _fits(tokens: Sequence[Token], edge: str, first: int, size: int) -> bool:
    """Whether the edge word is joined to the date: "late 2019", "mid-May", "the end of June"."""
    if size == 1:
        return edge in _ADJECTIVES
    link = _low(tokens, first - 1)
    return (link == "of" and edge in _NOUNS) or (link in ("-", "in") and edge in _ADJECTIVES)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _edged(period: Period, mod: Mod | None, published: date | None) -> Period:
    if mod in ("BEFORE", "AFTER"):
        return _cut(period, mod, published)
    modifier = _EDGE_MODIFIER.get(mod or "")
    return period.model_copy(update={"modifier": modifier}) if modifier else period


def _cut(period: Period, mod: str, published: date | None) -> Period:
    """For "earlier this month" its days before publication; for "later this month" those after it."""
    if published is None or period.first is None or period.after is None:
        return period
    if mod == "BEFORE" and period.first < published < period.after:
        return period.model_copy(update={"after": published, "modifier": "before"})
    following = published + timedelta(1)
    if mod == "AFTER" and period.first <= published and following < period.after:
        return period.model_copy(update={"first": following, "modifier": "after"})
    return period


def _bounded(period: Period, bound: str) -> Period | None:
    open_ends: dict[str, dict[str, object]] = {
        "since": {"after": None, "first": period.first},
        "after": {"after": None, "first": period.after},
        "until": {"first": None, "after": period.after},
        "before": {"first": None, "after": period.first},
    }
    return period.model_copy(update=open_ends[bound] | {"modifier": bound})

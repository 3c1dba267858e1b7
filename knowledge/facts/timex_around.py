"""The words around a date that narrow it or make it a bound: "early", "the end of", "since", "by", "earlier"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.facts.timex_scene import Mod, Sense
from knowledge.facts.timex_tokens import Token
from knowledge.facts.timex_words import BOUND_WORDS, DAY_PARTS
from knowledge.model import Period

__all__ = ["Around", "around"]

_EDGE = {"beginning": "START", "start": "START", "end": "END", "close": "END", "middle": "MID", "early": "START",
         "late": "END", "mid": "MID", "earlier": "BEFORE", "later": "AFTER"}  # fmt: skip
_EDGE_MODIFIER = {"START": "start", "MID": "mid", "END": "end"}


class Around(NamedTuple):
    """An expression with the words that belong to it, and what they make of its days."""

    first: int
    after: int
    value: str
    mod: Mod | None
    bound: str | None

    def applied(self, period: Period, published: date | None) -> Period | None:
        """The days meant, once narrowed, cut at the publication day, or opened at one end."""
        period = _edged(period, self.mod, published)
        return _bounded(period, self.bound) if self.bound else period


def around(tokens: Sequence[Token], first: int, after: int, sense: Sense, *, floor: int) -> Around:
    """Looks at up to five tokens before, none of them before ``floor`` where the last date ends, and two after."""
    start = first
    value, mod = sense.value, sense.mod
    calendar = sense.type == "DATE" and sense.basis != "none"
    if calendar and len(value) == 10 and "W" not in value:
        part_at = after + (_low(tokens, after) in ("early", "late"))
        if _low(tokens, part_at) in DAY_PARTS:
            value, after = f"{value}T{DAY_PARTS[_low(tokens, part_at)]}", part_at + 1
        elif _low(tokens, first - 1) == "of" and _low(tokens, first - 2) in DAY_PARTS:
            value = f"{value}T{DAY_PARTS[_low(tokens, first - 2)]}"
            first -= 2 + (_low(tokens, first - 3) == "the")
    if calendar:
        edge, first = _edge(tokens, first)
        mod = edge or mod
    first = max(first, min(floor, start))
    before = _low(tokens, first - 1)
    ranged = (
        floor and floor == first - 1 and before in ("until", "till", "through")
    )  # "from Monday until Friday"
    bound = BOUND_WORDS.get(before) if calendar and first > floor and not ranged else None
    return Around(first, after, value, mod, bound)


def _edge(tokens: Sequence[Token], first: int) -> tuple[Mod | None, int]:
    """The edge word before a date and where the expression then begins."""
    at = first - 1
    if _low(tokens, at) == "-" and _low(tokens, at - 1) == "mid":
        return "MID", at - 1 - (_low(tokens, at - 2) == "the")
    if _low(tokens, at) in ("early", "late", "mid", "earlier", "later"):
        return _EDGE[_low(tokens, at)], at - (_low(tokens, at - 1) == "the")  # type: ignore[return-value]
    if _low(tokens, at) == "in" and _low(tokens, at - 1) in ("early", "late", "earlier", "later"):
        return _EDGE[_low(tokens, at - 1)], at - 1  # type: ignore[return-value]
    if _low(tokens, at) == "of" and _low(tokens, at - 1) in ("beginning", "start", "end", "close", "middle"):
        the = _low(tokens, at - 2) == "the"
        return _EDGE[_low(tokens, at - 1)], at - 1 - the  # type: ignore[return-value]
    return None, first


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _edged(period: Period, mod: Mod | None, published: date | None) -> Period:
    if mod in ("BEFORE", "AFTER"):
        return _cut(period, mod, published)
    modifier = _EDGE_MODIFIER.get(mod or "")
    return period.model_copy(update={"modifier": modifier}) if modifier else period


def _cut(period: Period, mod: str, published: date | None) -> Period:
    """ "earlier this month": its days before the publication day; "later this month": those after it."""
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

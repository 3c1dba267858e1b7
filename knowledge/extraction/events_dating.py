"""The days of a clause: from an expression of its own, from the report, or from a clause beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_words import lexicon
from knowledge.model import Period, Timex

__all__ = ["Dated", "Status", "by", "dated", "from_on", "ranges", "tied"]

Status = Literal["stated", "bound", "planned"]

_DASH = re.compile(r"\s*(?:-|–|—|to|and|until|through|till)\s*\Z")
_SINCE = re.compile(r"\s*since\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:\w{3,}est|most|first|worst|best|least|only)\b", re.IGNORECASE)
_DAY = timedelta(days=1)


class Dated(NamedTuple):
    """An expression, or two ends of a range as one, with its days; ``since``: it only says from when on."""

    start: int
    end: int
    period: Period
    since: bool = False


def ranges(text: str, timexes: Sequence[Timex]) -> list[Dated]:
    """The calendar expressions among the time expressions, in order; "22" and "23" of one dash are one.

    Left out: durations, sets, what the text does not settle, what only measures ("the largest since 2014").
    """
    found: list[Dated] = []
    for timex in sorted(timexes, key=lambda t: t.start):
        if timex.type not in ("DATE", "TIME") or timex.period is None:
            continue
        since = timex.period.modifier in ("since", "after") or bool(
            _SINCE.match(text, timex.start, timex.end)
        )
        if since and _SUPERLATIVE.search(text, max(0, timex.start - 80), timex.start):
            continue
        here = Dated(timex.start, timex.end, timex.period, since)
        if found and (joined := _range(text, found[-1], here)):
            found[-1] = joined
        else:
            found.append(here)
    return found


def _range(text: str, left: Dated, right: Dated) -> Dated | None:
    """Two ends as one period where a dash or "to" joins them."""
    gap = text[left.end : right.start]
    a, b = left.period, right.period
    if not (len(gap) <= 9 and _DASH.fullmatch(gap)) or a.first is None or b.after is None or b.first is None:
        return None
    follows = a.after is not None and b.first >= a.after
    near = gap.strip() != "and" or (a.granularity == "day" and b.first == a.after)
    if not (follows and near):
        return None
    period = Period(first=a.first, after=b.after, granularity="span")
    return Dated(left.start, right.end, period, since=False)


def dated(here: Dated, clause: Clause, published: date | None, *, planned: bool) -> tuple[Period, Status]:
    """Days and status of what a clause tells with this expression.

    What lies after the publication is a plan. A deadline for a plan starts with the publication, since
    nothing that was done before is still planned; a limit of what happened stays a bound.
    """
    period = here.period
    tense = clause.verb.tense if clause.verb else None
    if clause.verb and clause.verb.term in lexicon().shift and period.modifier == "until":
        period = _new_day(period)
    ahead = published is not None and period.first is not None and period.first > published
    open_plan = published is not None and (period.after is None or period.after > published)
    if ahead or (open_plan and (planned or tense == "future")):
        first = period.first if period.first is not None else published
        after = period.after
        if first is not None and after is not None and first >= after:
            first = None
        return period.model_copy(update={"first": first}), "planned"
    if here.since and published is not None and period.first is not None and period.first <= published:
        return Period(
            first=period.first, after=published + _DAY, granularity=period.granularity, modifier="since"
        ), "bound"
    if period.first is None or period.after is None:
        return period, "bound"
    return period, "stated"


def _new_day(period: Period) -> Period:
    """The day or month itself where something is put off "until" it."""
    last = period.last
    if last is None or period.granularity not in ("day", "month"):
        return period
    first = last if period.granularity == "day" else last.replace(day=1)
    return Period(first=first, after=period.after, granularity=period.granularity)


def by(day: date | None) -> Period | None:
    """Up to and with the day."""
    return Period(first=None, after=day + _DAY, modifier="until") if day else None


def from_on(day: date | None) -> Period | None:
    """From the day on."""
    return Period(first=day, after=None, modifier="since") if day else None


def tied(bound: Period | None, other: Period, link: str) -> Period | None:
    """A bound, narrowed by what came earlier ("after") or later ("before", "until": X at the latest)."""
    if bound is None or bound.after is None:
        return bound
    if link in ("after", "following") and other.first is not None and other.first < bound.after:
        return Period(first=other.first, after=bound.after, granularity="span", modifier="after")
    if link == "until" and other.after is not None and other.after < bound.after:
        return Period(first=None, after=other.after, granularity=other.granularity, modifier="until")
    if link == "before" and other.after is not None and other.after < bound.after:
        return Period(first=None, after=other.after, granularity=other.granularity, modifier="before")
    return bound

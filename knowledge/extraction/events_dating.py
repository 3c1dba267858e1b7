"""The days of a clause: from an expression of its own, from the report, or from a clause beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_LATEST: Mapping[str, Literal["until", "before"]] = {"until": "until", "before": "before"}
"""Links after which the other clause tells the latest day, and how that day is then a limit."""


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
    if len(gap) > 9 or not _DASH.fullmatch(gap) or not _follows(left.period, right.period):
        return None
    if gap.strip() == "and" and not (
        left.period.granularity == "day" and right.period.first == left.period.after
    ):
        return None
    period = Period(first=left.period.first, after=right.period.after, granularity="span")
    return Dated(left.start, right.end, period, since=False)


def _follows(one: Period, other: Period) -> bool:
    """Whether both have two ends, and the other begins when the one is over."""
    if one.first is None or one.after is None or other.first is None or other.after is None:
        return False
    return other.first >= one.after


def dated(here: Dated, clause: Clause, published: date | None, *, planned: bool) -> tuple[Period, Status]:
    """Days and status of what a clause tells with this expression.

    What lies after the publication is a plan. A deadline for a plan starts with the publication, since
    nothing that was done before is still planned; a limit of what happened stays a bound.
    """
    period = _meant(here.period, clause)
    intended = planned or (clause.verb is not None and clause.verb.tense == "future")
    if published is not None and _lies_ahead(period, published, intended=intended):
        return _from(published, period), "planned"
    if here.since and published is not None and period.first is not None:
        return Period(
            first=period.first, after=published + _DAY, granularity=period.granularity, modifier="since"
        ), "bound"
    return period, "bound" if period.first is None or period.after is None else "stated"


def _meant(period: Period, clause: Clause) -> Period:
    """The days of an expression, or the new day or month where something is put off "until" it."""
    shifted = clause.verb is not None and clause.verb.term in lexicon().shift
    last = period.last if shifted and period.modifier == "until" else None
    if last is None or period.granularity not in ("day", "month"):
        return period
    first = last if period.granularity == "day" else last.replace(day=1)
    return Period(first=first, after=period.after, granularity=period.granularity)


def _from(published: date, period: Period) -> Period:
    """The days of a plan, of which the earliest is that of the publication."""
    first = published if period.first is None else period.first
    passed = period.after is not None and first >= period.after
    return period.model_copy(update={"first": None if passed else first})


def _lies_ahead(period: Period, published: date, *, intended: bool) -> bool:
    """Whether days begin after the publication, or, of what is intended, may still last then."""
    if period.first is not None and period.first > published:
        return True
    return intended and (period.after is None or period.after > published)


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
    modifier = _LATEST.get(link)
    if modifier is not None and other.after is not None and other.after < bound.after:
        return Period(first=None, after=other.after, granularity=other.granularity, modifier=modifier)
    return bound

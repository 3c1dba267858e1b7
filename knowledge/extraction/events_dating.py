"""The days of a clause: from an expression of its own, from the report, or from a clause beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_verbs import ADVERBS
from knowledge.extraction.clauses_words import lexicon
from knowledge.lexicon.classes import grammar
from knowledge.model import Period, Timex
from knowledge.text.words import normal_form

__all__ = ["Dated", "Status", "by", "dated", "from_on", "ranges", "replaced", "tied"]

Status = Literal["stated", "bound", "planned"]

_DASH = re.compile(r"\s*(?:-|–|—|to|and|until|through|till)\s*\Z")
_SINCE = re.compile(r"\s*since\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:\w{3,}est|most|first|worst|best|least|only)\b", re.IGNORECASE)
_DAY = timedelta(days=1)
_PUT, _AWAY = frozenset("put puts push pushed bring brought".split()), frozenset("off back forward".split())
_SHIFTED_FROM = 60
"""Letters before a day in which it is said to be moved from there."""
_MEANT = re.compile(
    r"\b(?:planned|scheduled|set|due|expected|slated|fixed|billed|meant|supposed)\b(?:\s+to\s+(?:be\s+)?\w+)?"
    r"(?:\s+(?:for|on|in|at|by))?\s*\Z"
)
_NOT_ON = re.compile(r"\b(?:(?:instead of|rather than)(?: (?:on|in|until))?|not on)\s*\Z", re.IGNORECASE)
_NOW = frozenset(("now", "instead"))
_WAS = frozenset("was were had".split())
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
        if _NOT_ON.search(text, max(0, timex.start - 20), timex.start):
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
    words = text[max(0, left.start - _SHIFTED_FROM) : left.start].rpartition(".")[2].lower().split()
    if words[-1:] == ["from"] and _shifts(words):
        return right  # "moved from 3 to 10 May": the day that holds
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
    shifted = clause.verb is not None and _is_shift(clause)
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


# --- days that hold no longer ------------------------------------------------------------------------------


def replaced(
    text: str, offset: int, found: Sequence[Clause], own: Sequence[Sequence[Dated]]
) -> frozenset[int]:
    """Where the expressions begin for days of which the sentence says that another one holds.

    "Due on 3 May, later delayed until 10 May": that of May 3. What another thing is put off to ("the fair
    opens on 3 May, the vote was put off until 10 May") replaces nothing.
    """
    old: set[int] = set()
    for n, (clause, days) in enumerate(zip(found, own, strict=True)):
        shift = _is_shift(clause)
        if shift and len(days) > 1:
            old |= {d.start for d in days if _MEANT.search(text, 0, d.start - offset)}
        if days and (shift or any(t.low in _NOW for t in clause.tokens)):
            before = [m for m in range(n) if _was_meant(found[m]) and _goes_on(clause, found[m])]
            old |= {d.start for m in before for d in own[m]}
    return frozenset(old)


def _is_shift(clause: Clause) -> bool:
    return _shifts([token.low for token in clause.tokens])


def _shifts(words: Sequence[str]) -> bool:
    """Whether something is put to another day: "postponed", "put off", "brought forward"."""
    pairs = zip(words, (*words[1:], ""), strict=True)
    return any(normal_form(a) in lexicon().shift or (a in _PUT and b in _AWAY) for a, b in pairs)


def _was_meant(clause: Clause) -> bool:
    """Whether a clause tells a plan of the past: "was to open on", "first planned for"."""
    low, verb = [token.low for token in clause.tokens], clause.verb
    if _shifts(low) or verb is None:
        return False
    opens = low[verb.first - clause.first]
    return (verb.tense == "future" and opens in _WAS) or (
        opens not in grammar().auxiliary.future and any(_MEANT.fullmatch(word) for word in low)
    )


def _goes_on(clause: Clause, before: Clause) -> bool:
    """Whether a clause has no subject but what the one before tells of."""
    if clause.verb is None:
        return False
    known = {normal_form(token.low) for token in before.tokens} | {"date", "day"}
    subject = clause.tokens[: max(0, clause.verb.first - clause.first)]
    return all(
        not t.low.isalpha()
        or t.low in ADVERBS
        or t.low in grammar().function_words
        or normal_form(t.low) in known
        for t in subject
    )

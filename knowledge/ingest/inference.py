"""The publication day of a page that tells none: from the name of its file, or the days it reports on."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from knowledge.ingest.printed_date import MONTH_NAMES
from knowledge.ingest.publication import in_address
from knowledge.lexicon.classes import alternatives, calendar
from knowledge.model import Timex

__all__ = ["Inferred", "inferred"]

_REPORTED = re.compile(
    r"\b(?:said|told|announced|reported|confirmed|killed|arrested|opened|closed|struck|hit|died|signed|resigned"
    r"|won|voted|met|began|started|ended|was|were|took)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to be|going to|plan(?:s|ned)?|due|scheduled|expected|until|by|before|deadline"
    r"|from)\b"
    r"[^.]{0,60}$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{alternatives(day.capitalize() for day in calendar().weekdays)})\b")
BESIDE = 14
"""Code points from a day to its weekday: news says both of what is fresh, histories say neither."""
_REACH = 160
"""Code points around a day within which it must be told as something that happened."""


class Inferred(NamedTuple):
    """The day, and how it was found, in a reader's words."""

    day: date
    note: str


def inferred(text: str, *, name: str) -> Inferred | None:
    """The likeliest publication day of an undated article; None rather than a guess.

    A file name that holds a day gives it; else the latest day printed in full, with weekday and
    year, on which the text says that something happened: news appears on such a day or soon after.
    """
    if day := in_address(name):
        return Inferred(day, "not printed; taken from the name of the file")
    days = [day for timex in _printed(text) if (day := _reported(text, timex)) is not None]
    if not days:
        return None
    latest = max(days)
    shown = f"{latest.day} {MONTH_NAMES[latest.month - 1].capitalize()} {latest.year}"
    return Inferred(latest, f"not printed; the latest day that the article reports on is {shown}")


def _printed(text: str) -> list[Timex]:
    from knowledge.temporal.timexes import find

    return [t for t in find(text, published=None) if t.type in ("DATE", "TIME") and t.basis == "printed"]


def _reported(text: str, timex: Timex) -> date | None:
    """The day, when it is one and something is told to have happened on it."""
    period = timex.period
    if period is None or period.granularity != "day" or period.modifier is not None or period.first is None:
        return None
    before = text[max(0, timex.start - _REACH) : timex.start].rpartition("\n")[2]
    after = text[timex.end : timex.end + _REACH].partition("\n")[0]
    near = before[-BESIDE:] + text[timex.start : timex.end] + after[:BESIDE]
    told = _WEEKDAY.search(near) and _REPORTED.search(before + " " + after)
    return period.first if told and not _AHEAD.search(before) else None

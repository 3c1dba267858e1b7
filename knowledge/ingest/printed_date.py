"""The days printed in mastheads: "28 October, 2019", "12:44 PM, Apr 18, 2025", "2021-03-04T10:00Z"."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from knowledge.lexicon.classes import alternatives, calendar

__all__ = ["MONTH_NAMES", "Printed", "find_printed", "is_date_line"]

_CALENDAR = calendar()
MONTH_NAMES = tuple(_CALENDAR.months)
MONTHS = {**_CALENDAR.months, **_CALENDAR.short_months}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(rf"\b{_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s*(?:of\s+)?[-/]?\s*{_MONTH}\s*[-/,]?\s*{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s*(?:at\s+[\d:.]+\s*(?:[ap]\.?m\.?)?,?\s*)?{_YEAR}\b", re.IGNORECASE
    ),
]
_SLASHED = re.compile(rf"\b(?P<a>[0-3]?\d)[/.](?P<b>[0-3]?\d)[/.]{_YEAR}\b")
_BY = re.compile(r"\bby [A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]+){0,4}\s*$", re.IGNORECASE)
_AROUND = re.compile(
    rf"""\b(?:{alternatives(_CALENDAR.weekdays, _CALENDAR.short_weekdays)}
    |published|posted|updated|last|modified|edited|first|created|issued|release[d]?|date[d]?|on|at|by|of|the
    |a\.?m|p\.?m|gmt|utc|bst|cet|cest|est|edt|et|cst|cdt|ct|mst|mdt|pst|pdt|pt|eet|msk|ist|jst|aest|wib|hrs?|h|local|time
    |ago|min(?:ute)?s?|hours?|read|z|t|in|reports?|news)\b|[\d\W_]""",
    re.IGNORECASE | re.VERBOSE,
)


class Printed(NamedTuple):
    """A day and the code points it was read from."""

    day: date
    start: int
    end: int


def find_printed(text: str) -> Printed | None:
    """The first full date of a line. Purely numeric ones count only when the order is beyond doubt."""
    found = [
        p
        for form in _FORMS
        if (m := form.search(text)) and (p := _printed(m, m["year"], m["month"], m["day"]))
    ]
    if not found and (m := _SLASHED.search(text)):
        a, b = int(m["a"]), int(m["b"])
        if a > 12 or a == b:
            found = [p for p in [_printed(m, m["year"], m["b"], m["a"])] if p]
        elif b > 12:
            found = [p for p in [_printed(m, m["year"], m["a"], m["b"])] if p]
    return min(found, key=lambda p: p.start, default=None)


def is_date_line(line: str) -> Printed | None:
    """The date of a line that holds little else: weekday, time, zone, "Published", a byline before it."""
    printed = find_printed(line)
    if printed is None or len(line) > 120:
        return None
    rest = _AROUND.sub("", line[: printed.start] + " " + _BY.sub("", line[printed.end :]))
    return printed if len(rest) <= 2 else None


def _printed(match: re.Match[str], year: str, month: str, day: str) -> Printed | None:
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    try:
        return Printed(date(int(year), number, int(day)), match.start(), match.end())
    except ValueError:
        return None

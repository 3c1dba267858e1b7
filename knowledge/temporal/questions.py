"""Periods typed by people: "between 2014 and 2017", "in march 2017", "since may", "the last two years"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.lexicon.classes import alternatives, calendar, grammar
from knowledge.model import Period, Timex
from knowledge.temporal import anchoring as anchor
from knowledge.temporal.resolution import find_leaning

__all__ = ["find_in_question"]

_NAMES = calendar()
_SHORT = alternatives(_NAMES.short_months)
_SURE = re.compile(rf"\b(?:{alternatives(_NAMES.months.keys() - {'may', 'march'}, _NAMES.weekdays)})\b")
_NAMES_FOLLOW = grammar().preposition.month - {"to", "on", "for"} | set("last next early late mid".split())
_UNSURE = re.compile(
    rf"""(?:\b(?:{alternatives(_NAMES_FOLLOW)})\s
      |\b(?:{alternatives(_NAMES.months)}|{_SHORT})\s(?:and|to|until|through|-|–)\s|\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s|^)
      (?P<left>(?:may|march|{_SHORT})\b)(?!\s(?:be|have|not|on|against)\b)
    |\b(?P<right>(?:may|march|{_SHORT})\b)(?=\.?\s?[0-9])""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\s?(?:and|to|until|till|through|[-–—])\s?", re.IGNORECASE)
_OPENING = re.compile(r"\b(?P<word>between|from)\s+(?:the\s+)?\Z", re.IGNORECASE)
_BOUND = re.compile(rf"\b(?:{alternatives(_NAMES.bounds)})\s+\Z", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)(DE|CE|[YQMWD])")
_LONGEST_WORD = 12


def find_in_question(question: str, *, today: date | None) -> list[Timex]:
    """The periods in a question, in order, as ``find`` gives them, save that lower-case names count.

    Two ends make one Timex of rule "range" whose value is an ISO 8601 interval ("2014/2017"); a span takes in
    the words "between", "from", "since", "by" and the like before it; "the last two years" and "next week's"
    lengths have the days up to, or from, today as their period. Without ``today`` only what the question
    settles by itself has one; "XXXX-05-03" is then the third of May of any year.

    >>> [t.value for t in find_in_question("wars between march 2014 and may 2017", today=date(2025, 1, 1))]
    ['2014-03/2017-05']
    """
    cased = _restored(question)
    found = [_with_length(t, cased, today) for t in find_leaning(cased, "past", published=today)]
    return _ranged(found, cased)


def _restored(question: str) -> str:
    """The question with capitals on what are surely names of months and days; its length stays the same."""
    capital = _SURE.sub(lambda m: m[0].capitalize(), question)
    capital = re.sub(r"\b(?:[qh][1-4]|fy)(?=\s?[0-9])", lambda m: m[0].upper(), capital)
    for _ in range(2):  # the second round sees the month before "to may"
        capital = _UNSURE.sub(_capitalised, capital)
    return capital


def _capitalised(match: re.Match[str]) -> str:
    name = "left" if match["left"] else "right"
    at = match.start(name) - match.start()
    return match[0][:at] + match[0][at:].capitalize()


def _with_length(timex: Timex, text: str, today: date | None) -> Timex:
    """The days that "the last two years" and "the next week" mean to a person who asks."""
    words = text[timex.start : timex.end].lower().removeprefix("the ").split()
    size = _LENGTH.fullmatch(timex.value)
    if timex.type != "DURATION" or size is None or words[0] not in ("last", "past", "next", "coming"):
        return timex
    back = words[0] in ("last", "past")
    if today is None or not anchor.reckonable(today):
        return timex
    then = _moved(today, int(size[1]) * (-1 if back else 1), size[2])
    if then is None:
        return timex
    first, last = (then + timedelta(1), today) if back else (today, then - timedelta(1))
    if first > last:
        return timex
    period = Period(first=first, after=last + timedelta(1), granularity="span")
    return timex.model_copy(update={"period": period, "basis": "published"})


def _moved(day: date, count: int, unit: str) -> date | None:
    if not abs(count) < 10_000:
        return None
    try:
        if unit in "DW":
            return day + timedelta(count * (7 if unit == "W" else 1))
        months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
        first = anchor.month_after(day, months)
        last = anchor.month_after(day, months + 1) - timedelta(1)
        return first.replace(day=min(day.day, last.day))
    except (ValueError, OverflowError):
        return None


def _ranged(found: list[Timex], text: str) -> list[Timex]:
    out: list[Timex] = []
    at = 0
    while at < len(found):
        pair = _range(found[at], found[at + 1], text) if at + 1 < len(found) else None
        out.append(pair or _with_bound(found[at], text))
        at += 2 if pair else 1
    return out


def _range(one: Timex, two: Timex, text: str) -> Timex | None:
    """Two dates as the ends of one period, where the words between and before them say so."""
    between = text[one.end : two.start]
    if len(between) > _LONGEST_WORD or not _RANGE.fullmatch(between):
        return None
    opening = _OPENING.search(text, max(0, one.start - _LONGEST_WORD), one.start)
    if between.strip().lower() == "and" and (opening is None or opening["word"].lower() != "between"):
        return None
    first, last = _plain(one), _plain(two)
    if (
        first is None
        or last is None
        or first.first is None
        or last.after is None
        or first.first >= last.after
    ):
        return None
    period = Period(first=first.first, after=last.after, granularity="span")
    start = opening.start() if opening else one.start
    return two.model_copy(
        update={"start": start, "rule": "range", "type": "DATE", "mod": None, "period": period,
                "value": f"{one.value}/{two.value}"}
    )  # fmt: skip


def _plain(timex: Timex) -> Period | None:
    return anchor.days_of(timex.value) if timex.type in ("DATE", "TIME") else None


def _with_bound(timex: Timex, text: str) -> Timex:
    """The span with the word that made a bound of it."""
    if timex.period is None or timex.period.modifier not in ("since", "after", "before", "until"):
        return timex
    word = _BOUND.search(text, max(0, timex.start - _LONGEST_WORD), timex.start)
    return timex.model_copy(update={"start": word.start()}) if word else timex

"""Calendar arithmetic over TIMEX3 values: the days a value means, the value of a day's unit, and steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from knowledge.lexicon.classes import calendar
from knowledge.model import Granularity, Period

__all__ = [
    "SEASON_MONTHS", "back_by", "days_of", "easter", "granularity", "holiday", "month_after", "nth_weekday",
    "reckonable", "shift", "unit_value", "week_of",
]  # fmt: skip

# Meteorological seasons of the northern hemisphere; a winter bears the year it begins in.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_VALUE = re.compile(
    r"(?P<century>\d{2})|(?P<decade>\d{3})"
    r"|(?P<year>\d{4})(?:-(?:W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?(?:T.*)?"
)


@lru_cache(maxsize=4096)
def days_of(value: str) -> Period | None:
    """The days of a TIMEX3 calendar value; None where it names no days of the years 1 to 9998.

    >>> days_of("2019-Q4").first.isoformat(), days_of("199").last.isoformat(), days_of("P3D")
    ('2019-10-01', '1999-12-31', None)
    """
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    try:
        return _days({name: text for name, text in match.groupdict().items() if text})
    except (ValueError, OverflowError):
        return None


def _days(part: dict[str, str]) -> Period:  # noqa: PLR0911 one return a form of the value
    if "century" in part:
        return _years(int(part["century"]) * 100, 100, "century")
    if "decade" in part:
        return _years(int(part["decade"]) * 10, 10, "decade")
    year = int(part["year"])
    if "week" in part:
        return _week(date.fromisocalendar(year, int(part["week"]), 1), weekend="weekend" in part)
    for name, size, unit in _PARTS:
        if name in part:
            return _months(year, int(part[name]) * size - size + 1, size, unit)
    if "season" in part:
        return _months(year, SEASON_MONTHS[part["season"]], 3, "season")
    if "day" in part:
        day = date(year, int(part["month"]), int(part["day"]))
        return Period(first=day, after=day + timedelta(1), granularity="day")
    return _months(year, int(part["month"]), 1, "month") if "month" in part else _years(year, 1, "year")


_PARTS: tuple[tuple[str, int, Granularity], ...] = (("quarter", 3, "quarter"), ("half", 6, "half"))


def _week(monday: date, *, weekend: bool) -> Period:
    if weekend:
        return Period(first=monday + timedelta(5), after=monday + timedelta(7), granularity="weekend")
    return Period(first=monday, after=monday + timedelta(7), granularity="week")


def _years(year: int, count: int, unit: Granularity) -> Period:
    return Period(first=date(max(year, 1), 1, 1), after=date(year + count, 1, 1), granularity=unit)


def _months(year: int, month: int, count: int, unit: Granularity) -> Period:
    first = date(year, month, 1)
    return Period(first=first, after=month_after(first, count), granularity=unit)


def reckonable(day: date) -> bool:
    """Whether the calendar has room for a decade before and after the day; other days date nothing."""
    return 20 <= day.year <= 9980


def month_after(day: date, count: int) -> date:
    """The first of the month ``count`` months from the day's own. Raises ValueError outside the calendar."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def granularity(value: str) -> Granularity | None:
    """The unit that a calendar value names."""
    days = days_of(value)
    return days.granularity if days else None


def unit_value(day: date, unit: str) -> str:
    """The value of the unit that holds the day: D, W, WE, M, Q, H, Y, E (decade), C (century), a season, FY.

    >>> unit_value(date(2019, 10, 28), "W"), unit_value(date(2019, 10, 28), "E")
    ('2019-W44', '201')
    """
    year, month = day.year, day.month
    if unit == "W":
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    if unit == "WE":
        return unit_value(day, "W") + "-WE"
    if unit == "S":
        return _season(day)
    return {
        "D": day.isoformat(),
        "M": f"{year:04d}-{month:02d}",
        "Q": f"{year:04d}-Q{(month + 2) // 3}",
        "H": f"{year:04d}-H{(month + 5) // 6}",
        "E": f"{year // 10:03d}",
        "C": f"{year // 100:02d}",
    }.get(unit, f"{year:04d}")


def _season(day: date) -> str:
    year = day.year - (day.month < 3)
    name = {1: "SP", 2: "SU", 3: "FA"}.get(day.month // 3, "WI")
    return f"{year:04d}-{name}"


def week_of(value: str) -> str | None:
    """The value of the week that a day's value lies in."""
    days = days_of(value)
    return unit_value(days.first, "W") if days and days.first else None


def back_by(day: date, steps: Sequence[tuple[int, str]]) -> date | None:
    """The day so many units before, the same day of the month where it has one; None outside the calendar."""
    try:
        for count, unit in steps:
            if unit in ("D", "TNI", "W", "F"):
                day -= timedelta(count * {"W": 7, "F": 14}.get(unit, 1))
            else:
                first = month_after(day, -count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit])
                day = first.replace(day=min(day.day, (month_after(first, 1) - timedelta(1)).day))
    except (KeyError, ValueError, OverflowError):
        return None
    return day


def shift(value: str, count: int, unit: str) -> str | None:
    """A value moved by so many units, said as finely as both allow; None outside the calendar.

    >>> shift("1989-Q3", -1, "Y"), shift("2019-10-28", -3, "D"), shift("2019-10-28", -2, "M")
    ('1988-Q3', '2019-10-25', '2019-08')
    """
    days = days_of(value)
    if days is None or days.first is None:
        return None
    try:
        moved = _moved(days.first, count, unit)
    except (ValueError, OverflowError):
        return None
    own = _CODES[days.granularity]
    order = ["D", "WE", "W", "M", "S", "Q", "H", "Y", "E", "C"]
    keeps = unit == "Y" and own in ("M", "Q", "H", "S")
    coarse = own if keeps else max(own, _named(unit), key=order.index)
    return unit_value(moved, coarse)


_CODES = {**calendar().units, "season": "S", "half": "H", "span": "D"}
"""Codes of the units that a value can be told in."""


def _named(unit: str) -> str:
    return {"F": "W", "TNI": "D", "TH": "D", "TM": "D", "TS": "D"}.get(unit, unit)


def _moved(day: date, count: int, unit: str) -> date:
    if unit in ("D", "TNI"):
        return day + timedelta(count)
    if unit in ("W", "WE", "F"):
        return day + timedelta(7 * count * (2 if unit == "F" else 1))
    if unit in ("TH", "TM", "TS"):
        return day + timedelta(seconds=count * {"TH": 3600, "TM": 60, "TS": 1}[unit])
    months = count * {"M": 1, "Q": 3, "H": 6, "S": 3, "Y": 12, "E": 120, "C": 1200}[unit]
    return month_after(day, months)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shifted = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - shifted + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """The day of a holiday in a year, by a rule of the lexicon's table."""
    if "-" in rule[1:3]:
        return date.fromisoformat(f"{year:04d}-{rule}")
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule.split()[1]))
    if rule.startswith("us"):
        return nth_weekday(year, 11, 0, 1) + timedelta(1)
    nth, weekday, month = (int(part) for part in rule.split())
    return nth_weekday(year, month, weekday, nth)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday (Monday is 0) counted from a month's start, or the last (-1); may overrun it."""
    if nth < 0:
        last = month_after(date(year, month, 1), 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))

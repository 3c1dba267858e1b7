"""Days as pages print them: "28 October, 2019", "12:44 PM, Apr 18, 2025", "2021-03-04T10:00Z", "4.3.2024".

Names of months are known in English and in one more language, that of the page (from CLDR, by babel).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from knowledge.lexicon.classes import alternatives, calendar

__all__ = [
    "MONTH_NAMES",
    "Order",
    "Printed",
    "beside_day",
    "find_all",
    "find_printed",
    "is_date_line",
    "order_of",
    "settled",
]

_CALENDAR = calendar()
MONTH_NAMES = tuple(_CALENDAR.months)
_ENGLISH = {**_CALENDAR.months, **_CALENDAR.short_months}
_WEEKDAYS = tuple(day[:3] for day in calendar().weekdays)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]*\b", re.IGNORECASE)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.-]){_YEAR}(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark){_DAY}(?!\d)"
    rf"|{_YEAR.replace('year', 'y')}\s?年\s?(?P<m>[01]?\d)\s?月\s?(?P<d>[0-3]?\d)\s?日"
)
_NUMERIC = re.compile(
    rf"(?<![\d/.-])(?P<a>[0-3]?\d)(?P<mark>[-/]|\. ?)(?P<b>[0-3]?\d)(?P=mark){_YEAR}(?![\d/-])"
)
_SHORT = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?P<mark>[- ./]{1,2})(?P<month>[^\W\d_]{3,9})\.?"
    r"(?P<between>[- ,./]{1,2})(?P<apostrophe>['’]?)(?P<year>\d\d)(?![\w'’]|[.:,/-]\d)"
)
"""A day whose year has two figures, which much else has as well."""
_STAMPED = re.compile(r"\b(?:published|posted|updated|issued|created)(?: on)?\W{0,3}$", re.IGNORECASE)
_CLOCK = re.compile(r"(?:,? at |,? |\s?[|–-]\s?)\d{1,2}[:.]\d\d")
_BY = re.compile(
    r"\b(?:by|par|von|por|di|av) [A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]+){0,4}"
    r"(?: in [\w&, ]{2,60})?\s*$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    rf"""\b(?:{alternatives(_CALENDAR.weekdays, _CALENDAR.short_weekdays)}
    |publiée?|veröffentlicht|pubblicato|publicado|le|am|il|el|\d+h\d*|published|posted|updated|last|modified|edited|first|created|issued|release[d]?|date[d]?|on|at|by|of|the
    |a\.?m|p\.?m|gmt|utc|bst|cet|cest|est|edt|et|cst|cdt|ct|mst|mdt|pst|pdt|pt|eet|msk|ist|jst|aest|wib|hrs?|h|local|time
    |mise?\sà\sjour|aktualisiert|actualizado|aggiornato|ago|min(?:ute)?s?|hours?|read|z|t|in|reports?|news|print|online|edition|uhr|à|alle|ore|om|kl)\b|[\d\W_]""",
    re.IGNORECASE | re.VERBOSE,
)

_COMMON = ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi")
"""Languages whose months are known on every page; no name means two months in them."""

Order = Literal["day first", "month first"]
"""Which comes first in a purely numeric day."""


class Printed(NamedTuple):
    """A day and the code points it was read from; two days where the order is not beyond doubt, day first."""

    days: tuple[date, ...]
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The day, when it is beyond doubt."""
        return self.days[0] if len(self.days) == 1 else None


def find_printed(text: str, *, language: str | None = None, order: Order | None = None) -> Printed | None:
    """The first full date of a text that is beyond doubt, or is so in the order given."""
    found = (settled(printed, order) for printed in find_all(text, language=language))
    return next((printed for printed in found if printed.day), None)


def find_all(text: str, *, language: str | None = None) -> list[Printed]:
    """Every full date of a text, in order; a year alone, or a month and year, is none."""
    found: list[Printed] = []
    for printed in sorted(_found(text, language), key=lambda one: (one.start, -one.end)):
        if not found or printed.start >= found[-1].end:
            found.append(printed)
    return found


def settled(printed: Printed, order: Order | None) -> Printed:
    """The day taken in an order, where it could be read in two."""
    if len(printed.days) < 2 or order is None:
        return printed
    return printed._replace(days=(printed.days[0 if order == "day first" else 1],))


def order_of(text: str, language: str | None = None) -> Order | None:
    """The order in which a text writes its numeric days, where one of them is beyond doubt."""
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if match["mark"][0] != "." and max(first, second) > 12 >= min(first, second):
            return "day first" if first > 12 else "month first"
    return _order_in(language)


def _order_in(language: str | None) -> Order | None:
    """By the language of a page; plain English writes both."""
    if not language or language.lower() == "en":
        return None
    return "month first" if language.lower().replace("_", "-") == "en-us" else "day first"


def is_date_line(line: str, *, language: str | None = None) -> Printed | None:
    """The date of a line that holds little else: weekday, time, zone, "Published", a byline before it."""
    if len(line) > 120:
        return None
    found = find_all(line, language=language)
    if not found:
        return None
    rest = line[: found[0].start] + " " + _BY.sub("", line[found[0].end :])
    for other in found[1:]:
        rest = rest.replace(line[other.start : other.end], " ")
    return found[0] if len(_AROUND.sub("", rest)) <= 2 else None


def beside_day(text: str) -> str:
    """What stands beside a day without clocks, zones and such words as "Published".

    >>> beside_day(", 9:54 AM / Updated 2 hours ago | Mill burns").strip()
    'Mill burns'
    """
    return " ".join(_AROUND.sub(" ", text).split())


def _found(text: str, language: str | None) -> Iterator[Printed]:
    for match in _YEAR_FIRST.finditer(text):
        year, month, day = (
            match["year"] or match["y"],
            match["month"] or match["m"],
            match["day"] or match["d"],
        )
        if made := _made(year, month, day):
            yield Printed((made,), *match.span())
    for match in _NUMERIC.finditer(text):
        if days := _numeric(match, text):
            yield Printed(days, *match.span())
    for find in _forms(language):
        yield from find(text)
    yield from _short(text, language)


def _short(text: str, language: str | None) -> Iterator[Printed]:
    """Days whose year has two figures, where what stands beside says so and no weekday denies it."""
    months = _months(language)
    for match in _SHORT.finditer(text):
        month = months.get(match["month"].lower())
        made = _made(f"20{match['year']}", str(month), match["day"]) if month else None
        if made is None:
            continue
        beside = _WEEKDAY.search(text[max(0, match.start() - 12) : match.start()])
        if beside is not None:
            is_year = _WEEKDAYS.index(beside[1].lower()) == made.weekday()
        else:
            said = _STAMPED.search(text[: match.start()]) or _CLOCK.match(text[match.end() :])
            is_year = bool(said or match["apostrophe"]) or match["mark"] == match["between"] == "-"
        if is_year:
            yield Printed((made,), *match.span())


def _numeric(match: re.Match[str], text: str) -> tuple[date, ...]:
    """Points always stand between day and month in this order; a weekday beside it settles the others."""
    day_first = _made(match["year"], match["b"], match["a"])
    month_first = None if match["mark"][0] == "." else _made(match["year"], match["a"], match["b"])
    days = tuple(dict.fromkeys(day for day in (day_first, month_first) if day))
    if len(days) < 2:
        return days
    beside = _WEEKDAY.search(text[max(0, match.start() - 12) : match.start()])
    if beside:
        weekday = _WEEKDAYS.index(beside[1].lower())
        fitting = tuple(day for day in days if day.weekday() == weekday)
        return fitting if len(fitting) == 1 else days
    return days


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@lru_cache(maxsize=32)
def _forms(language: str | None) -> tuple[Callable[[str], Iterator[Printed]], ...]:
    """The orders in which day, month name and year are written."""
    months = _months(language)
    month = (
        r"(?P<month>" + "|".join(re.escape(m) for m in sorted(months, key=len, reverse=True)) + r")(?!\w)\.?"
    )
    glue = r"(?:\s+(?:de|del|of|d[’'])\s+|\s*[-/,.]?\s*)"
    time = r"(?:(?:at\s+)?\d{1,2}[:.\d]*\s*(?:[ap]\.?m\.?)?,?\s*(?:[A-Z]{2,5}\s+)?)?"
    ordinal = r"(?:st|nd|rd|th|º|er|e)?\.?"
    patterns = (
        rf"(?<![\d.]){_DAY}{ordinal}{glue}{month}{glue}{_YEAR}(?!\d)",
        rf"(?<!\w){month}{glue}{_DAY}{ordinal}(?!\d)\s*,?\s*{time}{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\.?\s*{month}\s*{_DAY}(?!\d)",
    )
    return tuple(_finder(re.compile(pattern, re.IGNORECASE), months) for pattern in patterns)


def _finder(pattern: re.Pattern[str], months: Mapping[str, int]) -> Callable[[str], Iterator[Printed]]:
    def find(text: str) -> Iterator[Printed]:
        for match in pattern.finditer(text):
            month = months.get(match["month"].lower().rstrip("."))
            if month and (made := _made(match["year"], str(month), match["day"])):
                yield Printed((made,), *match.span())

    return find


def _months(language: str | None) -> dict[str, int]:
    own = _months_of(re.split(r"[-_]", language.strip().lower())[0]) if language else {}
    return {name: number for code in _COMMON for name, number in _months_of(code).items()} | own | _ENGLISH


def _months_of(code: str) -> dict[str, int]:
    from babel import Locale, UnknownLocaleError

    if code == "en" or not code.isalpha():
        return {}
    try:
        forms = Locale(code).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.lower().rstrip("."): number
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in forms[use][width].items()
        if not name[:1].isdigit()
    }

"""Whether a full stop of news ends its sentence: rules that take a boundary of the library back.

A rule looks at what stands before the boundary, to its full stop, and at what follows, from its first letter.
Each names a kind of text that the library parts wrongly; ``benchmarks/sentences.py`` measures them.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from knowledge.lexicon.abbreviations import abbreviations
from knowledge.lexicon.classes import alternatives, calendar, grammar, names

__all__ = ["RULES", "runs_on"]

_SHORT = abbreviations()
_CALENDAR = calendar()
_HALVES = ("a.m", "p.m", "m")
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.\s?m\.$", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"(?:{alternatives(_CALENDAR.weekdays, _CALENDAR.short_weekdays)})s?\b\.?", re.IGNORECASE
)
_MONTHS = alternatives(_CALENDAR.months, _CALENDAR.short_months)
_MONTH_AND_DAY = re.compile(rf"(?:{_MONTHS})\b\.?\s\d", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s(?:{_MONTHS})\b", re.IGNORECASE)
_ZONE = re.compile(
    rf"(?:{alternatives(zone.upper() for zone in _CALENDAR.zones)})\b"
    rf"|(?:{alternatives(word.capitalize() for word in _CALENDAR.zone_regions)})"
    r"(?:\s(?:daylight|standard|summer|mean))*(?:\s[Tt]ime\b|[,.;)]|\s(?:on|and|or)\b)"
)
_SUBJECT = re.compile(rf"['’]|\s(?:{alternatives(grammar().auxiliaries)})\b")
"""What follows a day that begins a sentence: "Friday was calm", "Friday's match"."""
_NUMBER = re.compile(r"[$€£¥]?\d|[A-Z0-9]\b|[IVXL]+\b")
_ENUMERATOR = re.compile(r"(?:^|[:;.!?…]['’\"”)\]]*\s+)\(?(?:\d{1,2}[.)]|[a-z]\))$")
_CAPITAL_INSIDE = re.compile(r"[a-z]{1,2}[A-Z]")
_CONTINUES = re.compile(r"[a-z,;)\]]")


def runs_on(before: str, after: str) -> bool:
    """Whether the sentence that ends with ``before`` goes on with ``after``.

    >>> runs_on("It broke at 11:30 p.m.", "Monday, the port said."), runs_on("It rose.", "Monday was calm.")
    (True, False)
    """
    bound = Bound.between(before, after)
    return any(rule(bound) for rule in RULES)


class Bound(NamedTuple):
    """A place where a sentence may end."""

    before: str
    after: str
    word: str
    """The last one, without its full stop; empty where it has none."""
    short: str
    """The same in small letters."""

    @classmethod
    def between(cls, before: str, after: str) -> Self:
        """The place between two texts."""
        word = before.rsplit(maxsplit=1)[-1][:-1].lstrip("(0123456789") if before.endswith(".") else ""
        return cls(before, after, word, word.lower())


def _in_small_letters(bound: Bound) -> bool:
    """A word in small letters, or a mark that opens nothing; but "iPhone", "eBay" may come first."""
    return bool(_CONTINUES.match(bound.after)) and not _CAPITAL_INSIDE.match(bound.after)


def _colon(bound: Bound) -> bool:
    """What a colon announces in the same line."""
    return bound.before[-1] in ":;,"


def _clock_and_day(bound: Bound) -> bool:
    """The hour before its day or zone: "11:30 p.m. Monday", "9 a.m. EST", "8 p.m. Dec. 31"."""
    if bound.short not in _HALVES or not _HALF_OF_DAY.search(bound.before):
        return False
    if any(form.match(bound.after) for form in (_ZONE, _MONTH_AND_DAY, _DAY_AND_MONTH)):
        return True
    day = _WEEKDAY.match(bound.after)
    return day is not None and not _SUBJECT.match(bound.after, day.end())


def _weekday_and_date(bound: Bound) -> bool:
    """A day of the week shortened before its date, a month before its day: "Tues. 4 March", "Sept. 4"."""
    if bound.short in _CALENDAR.short_weekdays:
        return bool(_DAY_AND_MONTH.match(bound.after) or _MONTH_AND_DAY.match(bound.after))
    return bound.short in _CALENDAR.short_months and bound.after[0].isdigit()


def _title_and_name(bound: Bound) -> bool:
    """A title or an office shortened before a name: "Atty. Gen. Vasser"; no unit: "5 ft. The"."""
    known = any(bound.short in titles for titles in (_SHORT.titles, _SHORT.places, names().shortened))
    return known and bound.word[0].isupper() and bound.after[0].isupper()


def _label_and_number(bound: Bound) -> bool:
    """What is numbered, shortened: "vol. 3", "para. 14", "app. C"."""
    return bound.short in _SHORT.numbered and bool(_NUMBER.match(bound.after))


def _leading(bound: Bound) -> bool:
    """A short word that only leads to the next: "incl. Mayor Roe"."""
    return bound.short in _SHORT.leading


def _firm(bound: Bound) -> bool:
    """Inside the name of a firm, and before an office in it: "Harrow Pty. Ltd.", "Lumen Inc. Chairman"."""
    following = bound.after.split(maxsplit=1)[0].strip(".,;").lower()
    if bound.short in _SHORT.firms and following in _SHORT.firm_ends:
        return True
    return bound.short in _SHORT.firm_ends and following in names().titles.offices


def _enumerator(bound: Bound) -> bool:
    """The number of a list inside a line belongs to what it counts: "three reasons: 1. The pier is old.".

    A number after "No." or "Sept." counts nothing.
    """
    found = _ENUMERATOR.search(bound.before)
    if found is None:
        return False
    word = Bound.between(f"{bound.before[: found.start()]}.", "").short
    return word not in _SHORT.numbered and word not in _CALENDAR.short_months


RULES = (
    _in_small_letters,
    _colon,
    _clock_and_day,
    _weekday_and_date,
    _title_and_name,
    _label_and_number,
    _leading,
    _firm,
    _enumerator,
)

"""Rules for dates that name a calendar day, month or year: "Oct. 3, 1998", "22-23 March", "June", "2003"."""

from __future__ import annotations

import re
from datetime import date

from knowledge.facts import timex_words as words
from knowledge.facts.timex_grammar import Match
from knowledge.facts.timex_rule import Reading, Rule
from knowledge.facts.timex_scene import Scene, Sense, context, printed, published
from knowledge.facts.timex_year import nearest_year, two_digit_year

__all__ = ["MACROS", "RULES"]

MACROS = {
    "m": "MONTH|MONTH_SHORT DOT?",
    "wd": "((WEEKDAY|WEEKDAY_SHORT DOT?) COMMA? the?)?",
    "d": "DAY|ORDINAL|ORDINAL_WORD (DASH ORDINAL_WORD)?",
    "y": "YEAR|SHORT_YEAR",
    "to": "DASH|to|through|thru|until|till|and|or|SLASH_MARK",
}


def _day(match: Match, name: str) -> int:
    """The day of the month that a part means: "3", "3rd", "twenty-first"."""
    first, last = match.span(name)
    numbers = [t.number for t in match.tokens[first:last] if t.kind != "DASH"]
    return sum(numbers)


def _year(match: Match, name: str) -> int:
    token = match.token(name)
    return two_digit_year(token.number) if token.kind == "SHORT_YEAR" else token.number


def _date(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _dated(scene: Scene, match: Match, month: int, day: int) -> Sense | None:
    """A day without a year: the nearest one, the clause's direction as weight."""
    if not _possible(month, day):
        return None
    if scene.published is None:
        return _in_known_year(scene, f"{month:02d}-{day:02d}", match.start)
    lean = scene.leaning(match.start, match.end)
    year = nearest_year(scene.published, month, day, lean)
    return published(_date(year, month, day)) if year else None


def _in_known_year(scene: Scene, rest: str, at: int) -> Sense:
    """Without a publication date, the year of the date read last; XXXX when there is none."""
    known = scene.last_known(at=at)
    found = context(f"{known[:4]}-{rest}") if known and known[:4].isdigit() else None
    return found or Sense("DATE", f"XXXX-{rest}")


def _possible(month: int, day: int) -> bool:
    try:
        date(2000, month, day)  # a leap year
    except ValueError:
        return False
    return True


def _iso(scene: Scene, match: Match) -> Reading:
    day, _, clock = match.low("iso").upper().replace(" ", "T").partition("T")
    sense = printed(day)
    return sense._replace(type="TIME", value=f"{day}T{clock}") if sense and clock else sense


def _slashed(scene: Scene, match: Match) -> Reading:
    """Month first, as American agencies write; day first where the first number is no month."""
    a, b, c = re.split(r"[/.-]", match.low("slash"))
    if len(a) == 4:
        return printed(_date(int(a), int(b), int(c)))
    year = int(c) if len(c) == 4 else two_digit_year(int(c))
    month, day = (int(b), int(a)) if int(a) > 12 or "." in match.low("slash") else (int(a), int(b))
    return printed(_date(year, month, day))


def _full(scene: Scene, match: Match) -> Reading:
    return printed(_date(_year(match, "y"), match.number("m"), _day(match, "d")))


def _full_of_year(scene: Scene, match: Match) -> Reading:
    year = _said_year(scene, match)
    return published(_date(year, match.number("m"), _day(match, "d"))) if year else None


def _said_year(scene: Scene, match: Match) -> int | None:
    """The year of "this year", "last year", "next year"."""
    step = {"last": -1, "next": 1}.get(match.low("r"), 0)
    return scene.published.year + step if scene.published else None


def _month_day(scene: Scene, match: Match) -> Reading:
    day = _day(match, "d")
    if _counts(match, "d"):
        return None
    return _dated(scene, match, match.number("m"), day)


def _counts(match: Match, name: str) -> bool:
    """Whether a number after "in May" counts what follows ("in May 30 people") or is a share of it."""
    before = match.tokens[match.start - 1].low if match.start else ""
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    if following is None or match.token(name).kind != "NUMBER":
        return False
    if following.text in ("%", ":") or following.low in (
        "percent",
        "million",
        "billion",
        "people",
        "per",
        "cent",
    ):
        return True
    return before == "in" and following.kind == "word" and following.low not in _AFTER_DATE


_AFTER_DATE = frozenset(
    "and or to at in on of by for from with after before when the a as but that which".split()
)


def _days_of_month(scene: Scene, match: Match) -> Reading:
    """ "March 22-23" and "22-23 March": both ends."""
    first, last, month = _day(match, "d"), _day(match, "e"), match.number("m")
    if first >= last or _counts(match, "e"):
        return None
    if match.has("y"):
        ends = [printed(_date(_year(match, "y"), month, day)) for day in (first, last)]
    else:
        ends = [_dated(scene, match, month, day) for day in (first, last)]
    if ends[0] is None or ends[1] is None:
        return None
    return (("one", ends[0]), ("two", ends[1]))


def _days_sharing_year(scene: Scene, match: Match) -> Reading:
    """ "Dec. 28 to Jan. 3, 1999": the year stands once, and the first end may be of the year before."""
    year = _year(match, "y")
    first, last = (match.number("m"), _day(match, "d")), (match.number("n"), _day(match, "e"))
    one = printed(_date(year - (first > last), *first))
    two = printed(_date(year, *last))
    return (("one", one), ("two", two)) if one and two else None


def _months_sharing_year(scene: Scene, match: Match) -> Reading:
    year, first, last = _year(match, "y"), match.number("m"), match.number("n")
    one, two = printed(f"{year - (first > last):04d}-{first:02d}"), printed(f"{year:04d}-{last:02d}")
    return (("one", one), ("two", two)) if one and two else None


def _month_year(scene: Scene, match: Match) -> Reading:
    return printed(f"{_year(match, 'y'):04d}-{match.number('m'):02d}")


def _month_of_year(scene: Scene, match: Match) -> Reading:
    year = _said_year(scene, match)
    return published(f"{year:04d}-{match.number('m'):02d}") if year else None


def _month(scene: Scene, match: Match) -> Reading:
    if _is_no_month(match):
        return None
    month = match.number("m")
    if scene.published is None:
        return _in_known_year(scene, f"{month:02d}", match.start)
    year = nearest_year(scene.published, month, None, scene.leaning(match.start, match.end))
    return published(f"{year:04d}-{month:02d}") if year else None


_NAME_MONTHS = frozenset("march may april june august jan mar dec".split())
_BEFORE_MONTH = frozenset(
    "in since until till by during of last next this through to from for before after early late mid - and or "
    "between around about each every as , ( 's ’s".split()
)


def _is_no_month(match: Match) -> bool:
    """A month's name that may be a person, a verb or the start of a sentence needs a word before it to say so."""
    token = match.token("m")
    before = match.tokens[match.start - 1] if match.start else None
    after = match.tokens[match.end] if match.end < len(match.tokens) else None
    if (
        token.kind == "word"
        and token.low in words.MONTH_ABBREVIATIONS
        and match.tokens[match.end - 1].kind != "DOT"
    ):
        return before is None or before.low not in _BEFORE_MONTH
    if token.low not in _NAME_MONTHS:
        return False
    if before is None or before.low not in _BEFORE_MONTH or before.low in (",", "and", "("):
        return True
    return after is not None and after.kind == "word" and after.text[0].isupper() and token.low != "march"


def _day_of_named_month(scene: Scene, match: Match) -> Reading:
    """ "the 15th of this month"."""
    step = {"last": -1, "next": 1}.get(match.low("r"), 0)
    month = scene.unit("M", step)
    return published(f"{month.value}-{_day(match, 'd'):02d}")


def _year_range(scene: Scene, match: Match) -> Reading:
    """ "1998-2003", "2008-09", "from 1998 to 2003": both ends."""
    first, second = match.number("y"), match.token("e")
    last = second.number + first // 100 * 100 if len(second.text) == 2 else second.number
    if not first < last or last - first > 400:
        return None
    one, two = printed(f"{first:04d}"), printed(f"{last:04d}")
    return (("y", one), ("e", two)) if one and two else None


RULES = (
    Rule("iso_date", "iso:ISO", _iso),
    Rule("slashed_date", "slash:SLASH", _slashed),
    Rule("days_sharing_year", "one:($wd m:$m d:$d) $to two:(n:$m e:$d COMMA? y:$y)", _days_sharing_year),
    Rule("days_of_month", "one:(m:$m d:DAY) $to two:(e:DAY (COMMA? y:$y)?)", _days_of_month),
    Rule("days_of_month_first", "one:(d:(DAY|ORDINAL)) $to two:(e:(DAY|ORDINAL) of? m:$m (COMMA? y:$y)?)", _days_of_month),
    Rule("month_day_year", "$wd m:$m the? d:$d COMMA? y:$y", _full),
    Rule("day_month_year", "$wd the? d:$d of? m:$m COMMA? y:$y", _full),
    Rule("month_day_of_year", "$wd m:$m the? d:$d of? r:(last|this|next) year", _full_of_year),
    Rule("day_month_of_year", "$wd the? d:$d of? m:$m of? r:(last|this|next) year", _full_of_year),
    Rule("months_sharing_year", "one:(m:$m) $to two:(n:$m COMMA? y:YEAR)", _months_sharing_year),
    Rule("month_year", "m:$m (COMMA|of)? y:$y", _month_year),
    Rule("month_of_year", "m:$m of? r:(last|this|next) year", _month_of_year),
    Rule("month_day", "$wd m:$m the? d:$d", _month_day),
    Rule("day_month", "$wd the? d:(DAY|ORDINAL|ORDINAL_WORD of) of? m:$m", _month_day),
    Rule("day_of_month", "the d:(ORDINAL|ORDINAL_WORD) of r:(last|this|next|the) month", _day_of_named_month),
    Rule("month", "m:$m", _month),
    Rule("year_range", "y:MODERN (DASH|to|through|until|till|SLASH_MARK) e:(MODERN|TWO_DIGITS)", _year_range),
)  # fmt: skip

"""Rules for dates that name a calendar day, month or year: "Oct. 3, 1998", "22-23 March", "June", "2003"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.lexicon.classes import grammar
from knowledge.temporal import anchoring as anchor
from knowledge.temporal.direction import Direction
from knowledge.temporal.grammar import Match
from knowledge.temporal.implied import dated, month_alone
from knowledge.temporal.lookalikes import is_no_month
from knowledge.temporal.rule import Reading, Rule
from knowledge.temporal.scene import Scene, Sense, context, printed, published
from knowledge.temporal.tokens import Token
from knowledge.temporal.years import nearest_year, two_digit_year

__all__ = ["MACROS", "RULES"]

MACROS = {
    "m": "MONTH|MONTH_SHORT DOT?",
    "wd": "((WEEKDAY|WEEKDAY_SHORT DOT?) COMMA? the?)?",
    "d": "DAY|ORDINAL|(NUMBER_WORD DASH)? ORDINAL_WORD",
    "od": "DAY|ORDINAL|the (ORDINAL|(NUMBER_WORD DASH)? ORDINAL_WORD)",
    "y": "YEAR|SHORT_YEAR",
    "to": "DASH|to|through|thru|until|till|and|or|SLASH_MARK",
}


def _day(match: Match, name: str) -> int:
    """The day of the month that a part means: "3", "3rd", "twenty-first"."""
    first, last = match.span(name)
    numbers = [t.number for t in match.tokens[first:last] if t.number > 0]
    return sum(numbers)


def _year(scene: Scene, match: Match, name: str) -> int:
    token = match.token(name)
    return two_digit_year(token.number, scene.published) if token.kind == "SHORT_YEAR" else token.number


def _date(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _iso(_scene: Scene, match: Match) -> Reading:
    day, _, clock = match.low("iso").upper().replace(" ", "T").partition("T")
    sense = printed(day)
    return sense._replace(type="TIME", value=f"{day}T{clock}") if sense and clock else sense


def _slashed(scene: Scene, match: Match) -> Reading:
    """Settles "2/25/2011": in the order that cannot be otherwise here or elsewhere in the text.

    Where both numbers may be the month and no other date of the text tells, the one that the clause's
    direction allows is taken; if both do, no day is made up.
    """
    a, b, c = re.split(r"[/.-]", match.low("slash"))
    if len(a) == 4:
        return printed(_date(int(a), int(b), int(c)))
    year = int(c) if len(c) == 4 else two_digit_year(int(c), scene.published)
    month_first, day_first = printed(_date(year, int(a), int(b))), printed(_date(year, int(b), int(a)))
    if "." in match.low("slash") or month_first is None or day_first is None or a == b:
        return day_first if "." in match.low("slash") else month_first or day_first
    first = _written_first(scene.tokens)
    if first is not None:
        return month_first if first == "month" else day_first
    lean = scene.leaning(match.start, match.end)
    fitting = [s for s in (month_first, day_first) if _fits(s, scene.published, lean)]
    return fitting[0] if len(fitting) == 1 else None


def _written_first(tokens: Sequence[Token]) -> str | None:
    """What stands first in the slashed dates of a text, by one whose order is beyond doubt."""
    for token in tokens:
        numbers = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-]\d+", token.low) if token.kind == "SLASH" else None
        if numbers and max(int(numbers[1]), int(numbers[2])) > 12:
            return "day" if int(numbers[1]) > 12 else "month"
    return None


def _fits(sense: Sense, published: date | None, lean: Direction) -> bool:
    if published is None:
        return True
    return sense.value >= published.isoformat() if lean == "future" else sense.value <= published.isoformat()


def _full(scene: Scene, match: Match) -> Reading:
    return printed(_date(_year(scene, match, "y"), match.number("m"), _day(match, "d")))


def _full_of_year(scene: Scene, match: Match) -> Reading:
    year = _said_year(scene, match)
    return published(_date(year, match.number("m"), _day(match, "d"))) if year else None


def _said_year(scene: Scene, match: Match) -> int | None:
    """The year of "this year", "last year", "next year"."""
    step = {"last": -1, "next": 1}.get(match.low("r"), 0)
    return scene.published.year + step if scene.published else None


def _week_of(scene: Scene, match: Match) -> Reading:
    """Settles "the week of February 26", "the week ending 8 March": the week that holds the day."""
    if match.has("y"):
        day = printed(_date(_year(scene, match, "y"), match.number("m"), _day(match, "d")))
    else:
        day = dated(scene, match, match.number("m"), _day(match, "d"))
    week = anchor.week_of(day.value) if day else None
    return day._replace(value=week) if day and week else None


def _year_first(scene: Scene, match: Match) -> Reading:
    """Settles "2014, Feb. 17", "in 1998, on the 3rd of May", "in 2021, in August"."""
    following = match.tokens[match.end :][:2]
    if any(token.kind == "NUMBER" and len(token.text) == 4 for token in following):
        return None
    if match.has("d"):
        return _full(scene, match)
    return printed(f"{match.number('y'):04d}-{match.number('m'):02d}")


def _weekday_ordinal(scene: Scene, match: Match) -> Reading:
    """Settles "Friday the 13th": the nearest such day of the year before and the year after."""
    if scene.published is None:
        return None
    wanted, day = match.number("w"), _day(match, "d")
    month = scene.published.replace(day=1)
    found = []
    for step in range(-12, 13):
        try:
            then = anchor.month_after(month, step).replace(day=day)
        except ValueError:
            continue
        if then.weekday() == wanted:
            found.append((abs((then - scene.published).days), then))
    return published(min(found)[1].isoformat()) if found else None


def _day_alone(scene: Scene, match: Match) -> Reading:
    """Settles "on the 21st": of the month last spoken of, else the nearest one, by the clause's direction."""
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    if {"ORDINAL", "ORDINAL_WORD"} & {token.kind for token in match.tokens[match.end + 1 : match.end + 3]}:
        return None  # "the 2nd and 3rd of January": their month follows
    if following is not None and following.kind == "word" and following.low not in _AFTER_DATE - {"of"}:
        return None  # "on the 5th floor"
    if scene.published is None or not 1 <= _day(match, "d") <= 31:
        return None
    ahead = scene.leaning(match.start, match.end) == "future"
    day, month = _day(match, "d"), scene.published.replace(day=1)
    steps = ((day < scene.published.day) if ahead else -(day > scene.published.day)) * 1
    known = scene.last_known("day month", at=match.start, within=60)
    value = known[:7] if known else anchor.unit_value(anchor.month_after(month, steps), "M")
    sense = (context if known else published)(f"{value}-{day:02d}")
    return (("one", sense),) if sense else None


def _month_day(scene: Scene, match: Match) -> Reading:
    day = _day(match, "d")
    if _counts(match, "d"):
        return None
    if (match.number("m"), day) == (9, 11) and _attacks_follow(match):
        return printed("2001-09-11")
    return dated(scene, match, match.number("m"), day)


def _attacks_follow(match: Match) -> bool:
    """Settles "the Sept. 11 attacks" are those of 2001, whenever they are spoken of."""
    return any(t.low in _ATTACKS for t in match.tokens[match.end : match.end + 2])


_ATTACKS = frozenset("attack attacks hijackings hijackers terrorist terror commission".split())


def _counts(match: Match, name: str) -> bool:
    """Whether a number after "in May" counts what follows ("in May 30 people") or is a share of it."""
    before = match.tokens[match.start - 1].low if match.start else ""
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    if following is None or match.token(name).kind != "NUMBER":
        return False
    if following.text in ("%", ":") or following.low in _MEASURES:
        return True
    listed = match.tokens[match.span(name)[0] - 1].low in ("and", "or")
    counted = following.kind == "word" and following.text.islower() and following.low not in _AFTER_DATE
    return (before == "in" or listed) and counted


_MEASURES = frozenset("percent million billion trillion people per cent points".split())
_AFTER_DATE = grammar().function_words | {"said"}


def _days_of_month(scene: Scene, match: Match) -> Reading:
    """Settles "March 22-23" and "22-23 March": both ends."""
    first, last, month = _day(match, "d"), _day(match, "e"), match.number("m")
    if first >= last or _counts(match, "e"):
        return None
    if match.has("y"):
        ends = [printed(_date(_year(scene, match, "y"), month, day)) for day in (first, last)]
    else:
        ends = [dated(scene, match, month, day) for day in (first, last)]
    if ends[0] is None or ends[1] is None:
        return None
    return (("one", ends[0]), ("two", ends[1]))


def _days_listed(scene: Scene, match: Match) -> Reading:
    """Settles "Oct. 3, 4 and 5"."""
    days = [_day(match, name) for name in ("d", "e", "f")]
    if not days[0] < days[1] < days[2] or _counts(match, "f"):
        return None
    month = match.number("m")
    senses = [
        printed(_date(_year(scene, match, "y"), month, day))
        if match.has("y")
        else dated(scene, match, month, day)
        for day in days
    ]
    found = [(part, s) for part, s in zip(("one", "two", "three"), senses, strict=True) if s]
    return tuple(found) if len(found) == 3 else None


def _days_sharing_year(scene: Scene, match: Match) -> Reading:
    """Settles "Dec. 28 to Jan. 3, 1999": the year stands once; the first end may be of the one before."""
    year = _year(scene, match, "y")
    first, last = (match.number("m"), _day(match, "d")), (match.number("n"), _day(match, "e"))
    one = printed(_date(year - (first > last), *first))
    two = printed(_date(year, *last))
    return (("one", one), ("two", two)) if one and two else None


def _months_sharing_year(scene: Scene, match: Match) -> Reading:
    year, first, last = _year(scene, match, "y"), match.number("m"), match.number("n")
    one, two = printed(f"{year - (first > last):04d}-{first:02d}"), printed(f"{year:04d}-{last:02d}")
    return (("one", one), ("two", two)) if one and two else None


def _month_year(scene: Scene, match: Match) -> Reading:
    return printed(f"{_year(scene, match, 'y'):04d}-{match.number('m'):02d}")


def _month_of_year(scene: Scene, match: Match) -> Reading:
    year = _said_year(scene, match)
    return published(f"{year:04d}-{match.number('m'):02d}") if year else None


def _month(scene: Scene, match: Match) -> Reading:
    if is_no_month(match, scene.persons):
        return None
    return month_alone(scene, match, match.number("m"))


def _nth_weekday(scene: Scene, match: Match) -> Reading:
    """Settles "the first Thursday in May": of the year said, else of the nearest such month."""
    month = match.number("m")
    if match.has("y"):
        year: int | None = _year(scene, match, "y")
    else:
        lean = scene.leaning(match.start, match.end)
        year = nearest_year(scene.published, month, None, lean) if scene.published else None
    nth = -1 if match.low("n") == "last" else match.number("n")
    if year is None or nth > 5 or not 1 <= year <= 9998:
        return None
    day = anchor.nth_weekday(year, month, match.number("w"), nth)
    sense = printed if match.has("y") else published
    return sense(day.isoformat()) if day.month == month else None


def _day_of_named_month(scene: Scene, match: Match) -> Reading:
    """Settles "the 15th of this month"."""
    step = {"last": -1, "next": 1}.get(match.low("r"), 0)
    month = scene.unit("M", step)
    return published(f"{month.value}-{_day(match, 'd'):02d}")


def _year_range(_scene: Scene, match: Match) -> Reading:
    """Settles "1998-2003", "2008-09", "from 1998 to 2003": both ends."""
    first, second = match.number("y"), match.token("e")
    last = second.number + first // 100 * 100 if len(second.text) == 2 else second.number
    if not first < last or last - first > 400:
        return None
    one, two = printed(f"{first:04d}"), printed(f"{last:04d}")
    return (("y", one), ("e", two)) if one and two else None


_DAY_OF_MONTH = ("m:$m d:$d", "d:$od of? m:$m")
_FROM = "(of|beginning|starting|ending|ended|from)"
RULES = (
    *(
        Rule(f"week_of{n}", f"the? week {_FROM} {day} (COMMA? y:YEAR)?", _week_of)
        for n, day in zip(("", "_day_first"), _DAY_OF_MONTH, strict=True)
    ),
    *(
        Rule(f"year_first{n}", f"y:MODERN COMMA {day}", _year_first)
        for n, day in (
            ("", f"on? {_DAY_OF_MONTH[0]}"), ("_day_first", f"on? {_DAY_OF_MONTH[1]}"), ("_month", "in m:$m")
        )
    ),
    Rule("iso_date", "iso:ISO", _iso),
    Rule("slashed_date", "slash:SLASH", _slashed),
    Rule("days_sharing_year", "one:($wd m:$m d:$d) $to two:(n:$m e:$d COMMA? y:$y)", _days_sharing_year),
    Rule(
        "days_sharing_year_first",
        "one:($wd d:$od of? m:$m) $to two:(e:$od of? n:$m COMMA? y:$y)",
        _days_sharing_year,
    ),
    Rule("days_of_month", "one:(m:$m d:DAY) $to two:(e:DAY (COMMA? y:$y)?)", _days_of_month),
    Rule(
        "days_of_month_first",
        "one:(the? d:(DAY|ORDINAL)) $to two:(the? e:(DAY|ORDINAL) of? m:$m (COMMA? y:$y)?)",
        _days_of_month,
    ),
    Rule(
        "days_listed",
        "one:(m:$m d:DAY) COMMA two:(e:DAY) COMMA? (and|or) three:(f:DAY (COMMA? y:$y)?)",
        _days_listed,
    ),
    Rule("dashed_date", "d:DAY DASH m:$m DASH y:YEAR", _full),
    Rule("dashed_month_date", "m:$m DASH d:DAY DASH y:YEAR", _full),
    Rule("month_day_year", "$wd m:$m the? d:$d COMMA? y:$y", _full),
    Rule("day_month_year", "$wd d:$od of? m:$m COMMA? y:$y", _full),
    Rule("month_day_of_year", "$wd m:$m the? d:$d (of|COMMA)? r:(last|this|next) year", _full_of_year),
    Rule("day_month_of_year", "$wd d:$od of? m:$m of? r:(last|this|next) year", _full_of_year),
    Rule("months_sharing_year", "one:(m:$m) $to two:(n:$m COMMA? y:YEAR)", _months_sharing_year),
    Rule("month_year", "m:$m (COMMA|of)? y:$y", _month_year),
    Rule("month_of_year", "m:$m of? r:(last|this|next) year", _month_of_year),
    Rule("month_day", "$wd m:$m the? d:$d", _month_day),
    Rule("day_month", "$wd d:$od of? m:$m", _month_day),
    Rule("day_of_month", "the d:(ORDINAL|ORDINAL_WORD) of r:(last|this|next|the) month", _day_of_named_month),
    Rule(
        "nth_weekday",
        "the? n:(ORDINAL_WORD|ORDINAL|last) w:WEEKDAY (in|of) m:$m (COMMA? y:YEAR)?",
        _nth_weekday,
    ),
    Rule("weekday_ordinal", "w:WEEKDAY COMMA? the d:ORDINAL", _weekday_ordinal),
    Rule("day_alone", "(on|BEFORE_DATE) one:(the d:ORDINAL)", _day_alone),
    Rule("month", "m:$m", _month),
    Rule("year_range", "y:MODERN (DASH|to|through|until|till|SLASH_MARK) e:(MODERN|TWO_DIGITS)", _year_range),
)  # fmt: skip

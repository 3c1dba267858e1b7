"""Rules for years, quarters, seasons, decades, centuries and holidays, and for lengths and repetitions."""

from __future__ import annotations

from datetime import date

from knowledge.lexicon.classes import calendar
from knowledge.temporal import anchoring as anchor
from knowledge.temporal.direction import Direction
from knowledge.temporal.grammar import Match
from knowledge.temporal.lookalikes import is_no_short_year, is_no_year, is_of_a_game
from knowledge.temporal.rule import Reading, Rule
from knowledge.temporal.scene import Scene, Sense, printed, published
from knowledge.temporal.tokens import Token
from knowledge.temporal.years import two_digit_year

__all__ = ["RULES"]


def _year(_scene: Scene, match: Match) -> Reading:
    return None if is_no_year(match) else printed(f"{match.number('y'):04d}")


def _fiscal(scene: Scene, match: Match) -> Reading:
    token = match.token("y")
    short = token.kind == "SHORT_YEAR" or token.number < 100
    return printed(f"{two_digit_year(token.number, scene.published) if short else token.number:04d}")


def _short_year(scene: Scene, match: Match) -> Reading:
    year = two_digit_year(match.number("y"), scene.published)
    return None if is_no_short_year(match) else printed(f"{year:04d}")


def _decade(_scene: Scene, match: Match) -> Reading:
    return printed(f"{match.number('y') // 10:03d}")


def _short_decade(scene: Scene, match: Match) -> Reading:
    """The nearest decade past or present: in 2010, "the '80s" are the 1980s."""
    token = match.token("y")
    before = match.tokens[match.start - 1].low if match.start else ""
    if before in ("his", "her", "their", "my", "your", "our") or not _decade_said(match, before):
        return None
    tens = token.number // 10 if token.kind == "SHORT_DECADE" else token.number
    year = scene.published.year if scene.published else 1999
    start = year // 100 * 100 + tens * 10
    return printed(f"{(start if start <= year else start - 100) // 10:03d}")


def _decade_said(match: Match, before: str) -> bool:
    token = match.token("y")
    return match.has("the") or not token.text[0].isalnum() or before in ("-", "mid", "early", "late", "and")


def _century(_scene: Scene, match: Match) -> Reading:
    if match.end < len(match.tokens) and match.tokens[match.end].low in ("b", "bc", "bce"):
        return None
    return printed(f"{sum(t.number for t in match.tokens[slice(*match.span('n'))] if t.number > 0) - 1:02d}")


def _quarter(scene: Scene, match: Match) -> Reading:
    """A quarter or half: of a year said, else the latest begun, or the next if the clause looks ahead."""
    number, letter = match.number("n"), "H" if _is_half(match) else "Q"
    is_of_year = match.has("y") or match.has("r")
    if number > _IN_A_YEAR[letter] or (not is_of_year and _is_of_other(match)):
        return None
    if match.has("y"):
        return printed(f"{_year_said(scene, match.token('y')):04d}-{letter}{number}")
    if is_of_a_game(match):
        return None
    if scene.published is None:
        return Sense("DATE", f"XXXX-{letter}{number}")
    if match.has("r"):
        year = scene.published.year + {"last": -1, "next": 1}.get(match.low("r"), 0)
    else:
        year = _nearest(
            scene.published, number, 12 // _IN_A_YEAR[letter], scene.leaning(match.start, match.end)
        )
    return published(f"{year:04d}-{letter}{number}")


_IN_A_YEAR = {"Q": 4, "H": 2}


def _year_said(scene: Scene, token: Token) -> int:
    return two_digit_year(token.number, scene.published) if token.kind == "SHORT_YEAR" else token.number


def _nearest(published: date, number: int, months: int, lean: Direction) -> int:
    """The year of the latest such period that has begun, or of the next one."""
    starts = (number - 1) * months + 1
    if lean == "future":
        return published.year + (starts + months <= published.month)
    return published.year - (starts > published.month)


def _months_of_year(scene: Scene, match: Match) -> Reading:
    """Settles "the first three months of 2022", "the last six months of last year": a quarter, a half."""
    letter = {3: "Q", 6: "H"}.get(match.number("c"))
    year = match.number("y") if match.has("y") else scene.published.year - 1 if scene.published else None
    if letter is None or year is None:
        return None
    number = 1 if match.low("n") in ("first", "opening") else {"Q": 4, "H": 2}[letter]
    return (printed if match.has("y") else published)(f"{year:04d}-{letter}{number}")


def _is_of_other(match: Match) -> bool:
    """Whether it is the half of something else: "the first half of the 10th century"."""
    return match.end < len(match.tokens) and match.tokens[match.end].low == "of"


def _is_half(match: Match) -> bool:
    return match.token("n").kind == "HALF" or (match.has("u") and match.low("u") == "half")


def _season_of_year(scene: Scene, match: Match) -> Reading:
    season = calendar().seasons[match.low("s")]
    if match.has("y"):
        token = match.token("y")
        year = two_digit_year(token.number, scene.published) if token.kind == "SHORT_YEAR" else token.number
        return printed(f"{year:04d}-{season}")
    if scene.published is None:
        return None
    step = {"last": -1, "next": 1}.get(match.low("r"), 0)
    return published(f"{scene.published.year + step:04d}-{season}")


def _holiday(scene: Scene, match: Match) -> Reading:
    rule = calendar().holidays.get(match.low("h").replace(" '", "'").replace(" .", ".").replace("’", "'"))
    if rule is None:
        return None
    if match.has("y"):
        return printed(anchor.holiday(rule, match.number("y")).isoformat())
    if scene.published is None:
        return None
    lean = scene.leaning(match.start, match.end)
    year = scene.published.year
    if match.has("r"):
        step = {"last": -1, "next": 1}.get(match.low("r"), 0)
        return published(anchor.holiday(rule, year + step).isoformat())
    if not 2 < year < 9990:
        return None
    days = [anchor.holiday(rule, y) for y in (year - 1, year, year + 1)]
    against = 9 if lean else 3
    cost = [
        abs((d - scene.published).days) * (against if (d > scene.published) != (lean == "future") else 1)
        for d in days
    ]
    return published(days[cost.index(min(cost))].isoformat())


def _nine_eleven(scene: Scene, _match: Match) -> Reading:
    """Means the day of 2001 in whatever was published after it; before, a fraction."""
    later = scene.published is None or scene.published >= date(2001, 9, 11)
    return printed("2001-09-11") if later else None


_NTH = "n:(ORDINAL_WORD|ORDINAL) DASH? (fiscal|calendar)? DASH? u:(quarter|half)"
_QTR = f"(the|its|their|a)? (fiscal|calendar)? {_NTH}"
_OF_YEAR = "(of|in|COMMA)? (the|its|their|fiscal|financial|calendar|year){0,3}"

_HOLIDAY = "|".join(
    name.replace("'s", " POSSESSIVE").replace("'", " POSSESSIVE").replace(".", " DOT")
    for name in sorted(calendar().holidays, key=len, reverse=True)
)

RULES = (
    Rule(
        "quarter_of_year",
        f"{_QTR} {_OF_YEAR} y:(YEAR|SHORT_YEAR)",
        _quarter,
    ),
    Rule("quarter_of_this", f"{_QTR} (of|in)? r:(this|last|next|the) (fiscal|calendar)? year", _quarter),
    Rule("quarter_code", f"fiscal? n:(QUARTER|HALF) {_OF_YEAR} y:(YEAR|SHORT_YEAR)", _quarter),
    Rule("year_quarter_code", "y:MODERN DASH? n:(QUARTER|HALF)", _quarter),
    Rule("year_quarter", "y:MODERN POSSESSIVE? n:(ORDINAL_WORD|ORDINAL) DASH? u:(quarter|half)", _quarter),
    Rule(
        "this_year_quarter",
        "r:(this|last|next) year POSSESSIVE? n:(ORDINAL_WORD|ORDINAL) DASH? u:(quarter|half)",
        _quarter,
    ),
    Rule("quarter", f"{_QTR}", _quarter),
    Rule("bare_quarter_code", "n:(QUARTER|HALF)", _quarter),
    Rule(
        "months_of_year",
        "the? n:(first|opening|last|final) c:(NUMBER_WORD|NUMBER) months of (y:MODERN|last year)",
        _months_of_year,
    ),
    Rule("fiscal_year", "(the)? (fiscal|financial) year? y:(YEAR|SHORT_YEAR)", _fiscal),
    Rule("fiscal_code", "y:FISCAL", _fiscal),
    Rule("season_of_year", "(the)? s:SEASON (of)? y:(YEAR|SHORT_YEAR)", _season_of_year),
    Rule("season_of_this", "(the)? s:SEASON of r:(last|this|next) year", _season_of_year),
    Rule("holiday", f"h:({_HOLIDAY}) ((COMMA|of)? y:MODERN|(COMMA|of)? r:(last|this|next) year)?", _holiday),
    Rule("nine_eleven", "NINE_ELEVEN", _nine_eleven),
    Rule("decade", "(the)? y:DECADE", _decade),
    Rule("short_decade", "the:the? y:(SHORT_DECADE|DECADE_WORD)", _short_decade),
    Rule("century", "(the)? n:(ORDINAL_WORD|ORDINAL|NUMBER_WORD DASH ORDINAL_WORD) DASH? century", _century),
    Rule("the_year", "(the)? year y:YEAR", _year), Rule("year", "y:YEAR", _year),
    Rule("short_year", "y:SHORT_YEAR", _short_year),
)  # fmt: skip

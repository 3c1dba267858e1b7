"""Text to the tokens of the time grammar, each with its word classes and the number it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.lexicon.classes import calendar, grammar, quantities

__all__ = ["NUMBER_CLASSES", "Token", "number_classes", "tokens", "vocabulary", "word_classes"]


class Token(NamedTuple):
    """A word, number or mark; ``kind`` names what it looks like, ``number`` what it counts (or -1)."""

    text: str
    start: int
    end: int
    low: str
    kind: str
    number: int


# Order matters: what has an inner structure comes before its parts. Every repetition is possessive or
# bounded, so that no text costs more than linear time.
_TOKEN = re.compile(
    r"""
    (?P<ISO>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|(?=\W|$)))?(?![\w-]))
  | (?P<SLASH>[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})(?![\w/])
      | [0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2})(?![\w-])
      | [0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![\w/]) | [0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?!\w|\.\w))
  | (?P<NINE_ELEVEN>9/11(?![\w/]))
  | (?P<CLOCK>[0-9]{1,2}[:.][0-9]{2}(?:[:][0-9]{2})?(?=\s?(?:[AaPp]\.?[Mm]|GMT|BST|UTC|CET|EST|EDT)\b)
      | [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:])
      | [0-9]{1,2}(?=\s?[AaPp]\.?[Mm]\b))
  | (?P<MERIDIEM>(?:(?<=[0-9])|(?<=[0-9]\s))(?:[AaPp]\.\s?[Mm]\b\.? | [AaPp][Mm]\b))
  | (?P<DECADE>[0-9]{3}0['’]?s\b)
  | (?P<SHORT_DECADE>['’‘`]?[1-9]0['’]?s\b)
  | (?P<SHORT_YEAR>['’‘`][0-9]{2}(?![\w'’]))
  | (?P<ORDINAL>[0-9]{1,3}(?:st|nd|rd|th)\b)
  | (?P<QUARTER>Q[1-4](?![\w-]) | [1-4]Q(?![\w-]))
  | (?P<HALF>H[12](?![\w-]))
  | (?P<FISCAL>FY[ -]?(?:[0-9]{4}|[0-9]{2})(?!\w))
  | (?P<mixed>[^\W\d_]++[0-9]\w*+ | [0-9]++[^\W\d_]\w*+)
  | (?P<NUMBER>[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?)
  | (?P<OCLOCK>o['’]clock\b)
  | (?P<word>[^\W\d_]++)
  | (?P<POSSESSIVE>['’]s?(?!\w))
  | (?P<BREAK>\n[^\S\n]*+\n\s*+)
  | (?P<NEWLINE>\n)
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)

_MARKS = {",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "DASH", "‑": "DASH", "(": "OPEN",
          "/": "SLASH_MARK",
          ")": "CLOSE"}  # fmt: skip
_JOINING = frozenset("last next this early late in on of the since until by from to and between a".split())


def tokens(text: str) -> list[Token]:
    """All tokens in order. A line break inside a sentence is dropped, one after a headline is kept.

    >>> [t.low for t in tokens("On Oct. 3, 1998 at 5 p.m.")]
    ['on', 'oct', '.', '3', ',', '1998', 'at', '5', 'p.m.']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, start, end = match.lastgroup or "mark", match.start(), match.end()
        if kind == "NEWLINE":
            if found and _breaks(found[-1], text[end : end + 1]):
                found.append(Token("\n", start, end, "\n", "BREAK", -1))
            continue
        word = match.group()
        low = word.lower()
        if kind == "word":
            number = _WORD_NUMBERS.get(low, -1)
        elif kind in _DIGITS:
            number = _number(word)
        else:
            number = -1
            if kind == "mark":
                kind = _MARKS.get(word, "mark")
        found.append(Token(word, start, end, low, kind, number))
    return found


_DIGITS = frozenset(
    ("NUMBER", "DECADE", "SHORT_DECADE", "SHORT_YEAR", "ORDINAL", "QUARTER", "HALF", "FISCAL")
)
_NAMES, _WORDS = calendar(), quantities()
_NUMBERS = {word: n for word, n in {**_WORDS.numbers, **_WORDS.scales}.items() if 0 < n <= 1000}
_ORDINALS = {**_WORDS.ordinals, "thirtieth": 30}
_DECADES = {f"{tens[:-1]}ies": n for n, tens in enumerate(_WORDS.tens, 2)}
_WORD_NUMBERS: dict[str, int] = {
    **_NUMBERS, **_ORDINALS, **_NAMES.months, **_NAMES.short_months, **_NAMES.weekdays,
    **_NAMES.short_weekdays, **_DECADES,
}  # fmt: skip


def _number(word: str) -> int:
    """The digits of a short word as a number, -1 for decimals and for what is too long to count anything."""
    digits = "".join(c for c in word if c in "0123456789")
    return int(digits) if digits and len(digits) <= 9 and "." not in word else -1


def _breaks(before: Token, following: str) -> bool:
    """Whether a single line break parts two sentences or headlines, not the lines of a wrapped one."""
    if before.kind == "COMMA" or before.low in _JOINING:
        return False
    return not (following.islower() or following in "0123456789" or following == "")


def word_classes(word: str, *, capital: bool) -> Iterable[str]:
    """The classes of a lower-case word; names of days and months have theirs only with a capital."""
    if capital or word not in _NAMES.names:
        yield from (name for name, table in _TABLES.items() if word in table)


_TABLES: dict[str, Iterable[str]] = {
    "MONTH": _NAMES.months, "MONTH_SHORT": _NAMES.short_months, "WEEKDAY": _NAMES.weekdays,
    "WEEKDAY_SHORT": _NAMES.short_weekdays, "UNIT": _NAMES.units, "UNITS": _NAMES.unit_plurals,
    "NUMBER_WORD": _NUMBERS, "ORDINAL_WORD": _ORDINALS, "SEASON": _NAMES.seasons,
    "DAY_PART": _NAMES.day_parts, "DECADE_WORD": _DECADES, "VAGUE": _NAMES.vague,
    "SET_WORD": _NAMES.repeated, "BEFORE_DATE": grammar().preposition.year,
    "WEEKDAYS": frozenset(f"{day}s" for day in _NAMES.weekdays),
}  # fmt: skip


def vocabulary() -> frozenset[str]:
    """The words that have classes."""
    return frozenset(word for words in _TABLES.values() for word in words)


NUMBER_CLASSES = tuple(
    frozenset(classes.split())
    for classes in (
        "NUMBER", "NUMBER DAY HOUR", "NUMBER DAY HOUR TWO_DIGITS", "NUMBER DAY TWO_DIGITS",
        "NUMBER TWO_DIGITS", "NUMBER YEAR", "NUMBER YEAR MODERN",
    )
)  # fmt: skip


def number_classes(token: Token) -> frozenset[str]:
    """The classes of a number in digits: a day of a month, an hour, a year, the short form of a year."""
    n, text = token.number, token.text
    if len(text) <= 2 and n >= 0:
        two = len(text) == 2
        if 1 <= n <= 24:
            return NUMBER_CLASSES[2 if two else 1]
        return NUMBER_CLASSES[3 if n and n <= 31 else 4] if two else NUMBER_CLASSES[0]
    if len(text) == 4 and 1000 <= n <= 2199:
        return NUMBER_CLASSES[6 if 1900 <= n <= 2099 else 5]
    return NUMBER_CLASSES[0]

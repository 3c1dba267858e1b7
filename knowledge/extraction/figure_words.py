"""Amounts told without numerals: "dozens of", "half of", "a single", "one in five", "none of"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Span
from knowledge.text.numbers import in_digits
from knowledge.text.stopwords import STOPWORDS

__all__ = ["Number", "Qualifier", "amounts", "none"]

Qualifier = Literal["exact", "about", "over", "under", "at least", "at most", "range"]


class Number(NamedTuple):
    """A value in a sentence before it is known what it counts."""

    span: Span
    low: float
    high: float
    qualifier: Qualifier
    unit: str | None
    rest: int
    """Where the words after the number begin."""


_MANY = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "tens of thousands": 2e4,
    "hundreds of thousands": 2e5, "millions": 2e6, "tens of millions": 2e7, "hundreds of millions": 2e8,
    "billions": 2e9,
}  # fmt: skip
"""The least that a plural can mean: two of it; a score is twenty."""
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5,
    "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
_BOUNDS: dict[str, Qualifier] = {
    "more than": "over", "over": "over", "at least": "at least", "less than": "under", "fewer than": "under",
    "nearly": "under", "almost": "under", "about": "about", "around": "about", "some": "about",
    "roughly": "about", "up to": "at most",
}  # fmt: skip
_Q = rf"(?:\b(?P<q>{'|'.join(_BOUNDS)})\s+)?"
_MANY_OF = re.compile(
    rf"\b(?P<many>{'|'.join(sorted(_MANY, key=len, reverse=True))})"
    r"(?= of (?!(?:times|ways|thousands|millions)\b))",
    re.IGNORECASE,
)
_DOZEN = re.compile(rf"{_Q}\b(?P<n>an?|one|two|three|four|five|six|half a) dozen(?: or so)?\b", re.IGNORECASE)
_PART = re.compile(
    rf"{_Q}\b(?:(?:a|one|(?P<n>two|three|four))[ -](?P<part>thirds?|quarters?|fifths?|tenths?)"
    r"|(?P<half>half))"
    r"(?= (?:of )?(?:the|its|his|her|their|our|all)\b| of [a-z])",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?P<n>one|two|three) (?:in|out of) (?P<of>two|three|four|five|six|ten|\d+)\b", re.IGNORECASE
)
_ONE_OF = "person|man|woman|child|boy|girl|soldier|officer|sailor|worker|passenger|civilian|student|pilot"
_NOT_ONE = "of|day|thing|point|way|time|year|market|currency|mother|word"
_ONE = re.compile(
    rf"\b(?:(?:[Aa]t least|[Oo]nly|[Jj]ust) one|[Oo]ne(?= (?:more |other )?(?:{_ONE_OF})\b)"
    rf"|(?<![Nn]ot )\b[Aa] single)(?= [a-z])(?! (?:{_NOT_ONE})\b)"
)
_NONE = re.compile(
    r"\b(?P<n>[Nn]o|[Nn]one of (?:the|its|his|her|their))"
    r" (?P<counted>(?:[\w'’-]+ ){0,2}?[\w'’-]+s)"
    rf"(?= (?:{alternatives(grammar().auxiliaries)}|died|survived|came|took|left|stepped|remain\w*"
    r"|in|on|at|from|there)\b|[.,])"
    r"|\b(?P<n1>[Nn]ot (?:a single|one)) (?P<one>[a-z]+)"
)
_NO_COUNT = frozenset(
    """doubts plans signs details reports comments words ways means less process progress access business news
    was is has this always perhaps its his hers ours theirs yours us basis crisis circumstances conditions
    grounds reasons illusions charges talks of word thing time day""".split()
)
_NO_MORE = frozenset("longer more one matter doubt such less sooner fewer".split())


def none(text: str) -> Iterator[tuple[Number, str]]:
    """What is said to be none, with what there is none of: "no survivors", "not a single ship"."""
    for match in _NONE.finditer(text):
        group = "n" if match["n"] else "n1"
        told = match["counted"] or match["one"]
        if (
            told.split()[0].lower() in _NO_MORE
            or told.split()[-1].lower() in _NO_COUNT
            or any(w.lower() in STOPWORDS for w in told.split())
        ):
            continue
        span = Span(match.start(group), match.end(group))
        yield Number(span, 0.0, 0.0, "exact", None, span.end), told


def amounts(text: str) -> Iterator[Number]:
    """Amounts in words; each kind in the order of the text. What follows them is still to be read.

    "Hundreds" is two hundred at least, shares are percent.
    """
    for form, read in _FORMS:
        for match in form.finditer(text):
            value, unit, qualifier = read(match)
            yield Number(Span(*match.span()), value, value, qualifier, unit, match.end())


_Amount = tuple[float, str | None, Qualifier]


def _many(match: re.Match[str]) -> _Amount:
    return float(_MANY[match["many"].lower()]), None, "at least"


def _dozen(match: re.Match[str]) -> _Amount:
    count = 0.5 if match["n"].lower() == "half a" else _small(match["n"])
    return 12 * count, None, _bound(match, "about")


def _part(match: re.Match[str]) -> _Amount:
    part = _PARTS[(match["half"] or match["part"]).lower()]
    return round(100 * part * _small(match["n"] or "one"), 1), "percent", _bound(match, "exact")


def _share(match: re.Match[str]) -> _Amount:
    return round(100 * _small(match["n"]) / _small(match["of"]), 1), "percent", "exact"


def _single(match: re.Match[str]) -> _Amount:
    return 1.0, None, "at least" if match.group().lower().startswith("at") else "exact"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Amount]], ...] = (
    (_MANY_OF, _many),
    (_DOZEN, _dozen),
    (_PART, _part),
    (_IN, _share),
    (_ONE, _single),
)


def _bound(match: re.Match[str], otherwise: Qualifier) -> Qualifier:
    return _BOUNDS[match["q"].lower()] if match["q"] else otherwise


def _small(word: str) -> float:
    return 1.0 if word.lower() in ("a", "an", "one") else float(in_digits(word) or word)

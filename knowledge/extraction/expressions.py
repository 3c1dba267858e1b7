"""A sentence → the expressions in it that could answer: dates, numbers, money, names by their likely kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.lexicon.classes import alternatives, grammar, names, quantities, speech
from knowledge.model import Mention, Timex
from knowledge.text.numbers import PATTERN
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word

__all__ = ["Expression", "expressions"]

_WORDS, _GRAMMAR, _TITLES = quantities(), grammar(), names().titles
_SCALE = alternatives(_WORDS.scales, _WORDS.short_scales)
_NUMBER = re.compile(
    rf"(?<![\w.])\d[\d,.]*(?:\s?(?:{alternatives(_WORDS.scales)}))?(?!\w)"
    rf"|{PATTERN}|\b(?:hundreds|thousands|millions|billions|dozens?|half|twice|several|both)\b",
    re.IGNORECASE,
)
_SIGN = alternatives(sign for sign in _WORDS.currencies if not sign.isalpha())
_COIN = alternatives(word for word in _WORDS.currencies if word.isalpha())
_MONEY = re.compile(
    rf"(?:{_SIGN})\s?\d[\d,.]*(?:\s?(?:{_SCALE})\b)?|\b\d[\d,.]*\s?(?:(?:{_SCALE})\s)?(?:{_COIN})\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\b[\d.,]+\s?(?:%|per\s?cent\b|percentage)|\b(?:half|third|quarter|majority|\w+-thirds|\w+-quarters) of",
    re.IGNORECASE,
)
_UNIT = alternatives(
    _WORDS.units.keys() - {"%", "percent", "per cent"}, ("years old", "square", "page", "storey", "strong")
)
_MEASURE = re.compile(rf"\b[\d,.]+[\s-]?(?:million\s)?(?:{_UNIT})\b|\bage(?:d)?\s(?:of\s)?\d+", re.IGNORECASE)
_AGE = re.compile(
    r"\b\d{1,3}-year-olds?\b|\bage[ds]?\s(?:of\s)?\d{1,3}\b|(?<=[^\W\d]), \d{2}(?=[,.;])"
    r"|\b\d{1,3} years old\b|\bin (?:his|her|their) (?:early |late |mid-)?\d0s\b|\bturn(?:s|ed|ing) \d{2,3}\b"
)
_SHAPES = (("money", _MONEY), ("percent", _PERCENT), ("age", _AGE), ("measure", _MEASURE))
_IN_DIGITS = frozenset({"money", "age"})
_DIGIT = re.compile(r"\d")

_OFFICES = _TITLES.offices | _TITLES.ranks | _TITLES.trades
_HEADS = alternatives(_OFFICES, (f"{word}s" for word in _OFFICES), speech().speakers.people, _TITLES.people)
_LEADING = "senior former local armed masked unnamed anonymous state government military union"
_BEFORE = alternatives(
    _LEADING.split(),
    ("two", "three", "several", "some", "many"),
    _GRAMMAR.articles,
    _GRAMMAR.pronoun.possessive,
)
_SOMEBODY = re.compile(rf"\b(?:(?:{_BEFORE}|\w+-(?:backed|led|aligned))\s)+(?:{_HEADS})\b", re.IGNORECASE)
_SOMEWHERE = re.compile(
    rf"\b(?:{alternatives(_GRAMMAR.preposition.place - {'of', 'over', 'under', 'against'})})"
    rf"\s(?:{alternatives(_GRAMMAR.articles, _GRAMMAR.pronoun.possessive)})\s(?:[a-z-]+\s){{0,2}}[a-z]{{3,}}"
)


_NAMELESS = (("person", _SOMEBODY, 0.35), ("place", _SOMEWHERE, 0.3))
"""Who and where without a name, and how sure such words answer."""


class Expression(NamedTuple):
    """What could answer: its kind, its span in the sentence, the terms it is made of.

    And how sure the kind is.
    """

    kind: str
    start: int
    end: int
    terms: frozenset[str]
    sureness: float


def expressions(
    text: str, found: Sequence[Word], facts: Sequence[Mention | Timex] = (), *, offset: int = 0
) -> tuple[Expression, ...]:
    """All of them, in order of kind and place; numbers inside of dates, sums and measures are none.

    ``facts`` are the names and time expressions of the sentence, which begins at ``offset`` in their article.
    """
    result = [
        _expression(kind, start - offset, end - offset, found, sure)
        for fact in facts
        if isinstance(fact, Timex)
        for kind, start, end, sure in _times(fact)
    ]
    result += [_expression(kind, *match.span(), found, 1.0) for kind, match in _shaped(text)]
    result += _numbers(text, found, result)
    for kind, pattern, sure in _NAMELESS:
        result += [_expression(kind, *match.span(), found, sure) for match in pattern.finditer(text)]
    for fact in facts:
        if isinstance(fact, Mention):
            result += _names(found, fact, offset)
    return tuple(result)


def _shaped(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What has the shape of a sum, a share, an age or a measure."""
    digits = _DIGIT.search(text) is not None
    for kind, pattern in _SHAPES:
        if digits or kind not in _IN_DIGITS:
            yield from ((kind, match) for match in pattern.finditer(text))


def _numbers(text: str, found: Sequence[Word], taken: Sequence[Expression]) -> list[Expression]:
    return [
        _expression("number", *match.span(), found, _sureness(match.group()))
        for match in _NUMBER.finditer(text)
        if not any(one.start <= match.start() < one.end for one in taken)
    ]


def _sureness(number: str) -> float:
    return 1.0 if number[0].isdigit() else 0.5 if number.lower() in _VAGUE else 0.9


_VAGUE = frozenset({"one", "both", "half", "several"})


def _times(timex: Timex) -> Iterator[tuple[str, int, int, float]]:
    """A date, a length, or both: "since 2014" says when and how long. Words like "now" answer neither."""
    if timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF"):
        yield "date", timex.start, timex.end, 1.0
    if timex.type == "DURATION" or (timex.period is not None and timex.period.modifier == "since"):
        yield "duration", timex.start, timex.end, 1.0


_KINDS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "person": (("person", 1.0),),
    "place": (("place", 1.0), ("person", 0.25), ("organisation", 0.2)),
    "organisation": (("organisation", 1.0), ("person", 0.4)),
    "group": (("organisation", 0.9), ("person", 0.5)),
    "other": (("organisation", 0.4), ("place", 0.4), ("person", 0.3)),
}
"""What a name of each kind may answer: a country may have done what somebody did."""


def _names(found: Sequence[Word], mention: Mention, offset: int) -> list[Expression]:
    start, end = mention.start - offset, mention.end - offset
    base = _expression("name", start, end, found, 1.0 if mention.kind == "person" else 0.5)
    return [*(base._replace(kind=k, sureness=sure) for k, sure in _KINDS.get(mention.kind, ())), base]


def _expression(kind: str, start: int, end: int, found: Sequence[Word], sureness: float) -> Expression:
    inside = frozenset(w.term for w in found if w.start < end and w.end > start and w.term not in STOPWORDS)
    return Expression(kind, start, end, inside, sureness)

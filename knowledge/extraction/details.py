"""What ranking asks of a sentence beyond its words, as bytes: made once, when it is stored; opened for few.

An expression is its kind, its span in the sentence, the words that it is made of and its sureness; a period
is its days and its unit; then follow the terms of those who speak.
"""

from __future__ import annotations

import struct
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, get_args

from knowledge.extraction.expressions import Expression, expressions
from knowledge.model import Fact, Granularity, Mention, Period, Statement, Timex
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, terms

__all__ = ["KINDS", "expressions_in", "packed", "periods_in", "speakers_in"]


_HEAD = struct.Struct("<HH")
_EXPRESSION = struct.Struct("<BHHHHB")
_PERIOD = struct.Struct("<iiB")
KINDS: Final = tuple("date duration money percent age measure number person place organisation name".split())
_UNITS: tuple[Granularity, ...] = get_args(Granularity)
_OPEN = 0
"""In place of a day number where a period has no end; no day has it."""
_LONGEST = 0xFFFF
"""Letters of a sentence up to which expressions are kept; what is longer is a table, and no sentence."""
_SURE = 100
"""Steps of sureness."""


def packed(text: str, start: int, found: Sequence[Word], facts: Iterable[Fact]) -> bytes:
    """Of a sentence that begins at ``start`` in its article, with its words and its facts."""
    held = list(facts)
    named = [fact for fact in held if isinstance(fact, Mention | Timex)]
    made = [one for one in expressions(text, found, named, offset=start) if one.end <= _LONGEST]
    days = [fact.period for fact in held if isinstance(fact, Timex) and fact.period is not None]
    return b"".join(
        (
            _HEAD.pack(len(made), len(days)),
            *(_packed_expression(one, found) for one in made),
            *map(_packed_period, days),
            "\n".join(_terms_of_speakers(held)).encode(),
        )
    )


def _terms_of_speakers(facts: Iterable[Fact]) -> list[str]:
    return sorted({term for fact in facts if isinstance(fact, Statement) for term in terms(fact.speaker)})


def expressions_in(
    sentences: Iterable[tuple[bytes, Sequence[str]]], kinds: Container[str]
) -> list[tuple[Expression, ...]]:
    """The expressions of these kinds that were packed, of sentences each with its terms."""
    return [tuple(_unpacked(content, held, kinds)) for content, held in sentences]


def _unpacked(content: bytes, held: Sequence[str], kinds: Container[str]) -> Iterator[Expression]:
    expected, _ = _HEAD.unpack_from(content)
    rows = _EXPRESSION.iter_unpack(content[_HEAD.size : _HEAD.size + expected * _EXPRESSION.size])
    for kind, start, end, first, last, sure in rows:
        if KINDS[kind] in kinds:
            yield Expression(KINDS[kind], start, end, _content(held[first:last]), sure / _SURE)


def periods_in(content: bytes) -> tuple[Period, ...]:
    """The days that the sentence's time expressions mean."""
    start, after = _dated(content)
    return tuple([_period(*days) for days in _PERIOD.iter_unpack(content[start:after])])


def speakers_in(content: bytes) -> frozenset[str]:
    """Terms of those who say something in it."""
    said = content[_dated(content)[1] :].decode()
    return frozenset(said.split("\n")) if said else frozenset()


def _dated(content: bytes) -> tuple[int, int]:
    """Where the periods stand."""
    expected, dated = _HEAD.unpack_from(content)
    start = _HEAD.size + expected * _EXPRESSION.size
    return start, start + dated * _PERIOD.size


@lru_cache(maxsize=4096)  # news speak of the same days
def _period(first: int, after: int, unit: int) -> Period:
    return Period(first=_date(first), after=_date(after), granularity=_UNITS[unit])


def _packed_expression(one: Expression, found: Sequence[Word]) -> bytes:
    inside = [n for n, word in enumerate(found) if word.start < one.end and word.end > one.start]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return _EXPRESSION.pack(
        KINDS.index(one.kind), one.start, one.end, first, last, round(one.sureness * _SURE)
    )


def _packed_period(one: Period) -> bytes:
    return _PERIOD.pack(_day(one.first), _day(one.after), _UNITS.index(one.granularity))


def _content(held: Sequence[str]) -> frozenset[str]:
    return frozenset(term for term in held if term not in STOPWORDS)


def _day(day: date | None) -> int:
    return _OPEN if day is None else day.toordinal()


def _date(number: int) -> date | None:
    return None if number == _OPEN else date.fromordinal(number)

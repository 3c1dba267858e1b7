"""A figure in its sentence → the place where it counts, and what it counts where that stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Mention, Sentence, Span
from knowledge.text.numbers import PATTERN
from knowledge.text.stopwords import STOPWORDS

__all__ = ["noun_before", "place_of"]

_REACH = 100
"""Letters behind a number within which a place may be its own."""
_DIGITS = re.compile(rf"\b(?:\d|{PATTERN}\b)", re.IGNORECASE)
_CLAUSE = re.compile(rf"[,;]? (?:{alternatives(grammar().subordinators - {'as', 'than'})}|but)\b|;")
_WHERE = re.compile(
    rf"\b(?:{alternatives(grammar().preposition.place | {'for'})})\s(?:(?:the|[a-z-]+)\s){{0,2}}$"
)
_TOTAL = re.compile(
    r"\bnumber of ((?:[\w.'’-]+ ){0,3}?[\w.'’-]+)"
    r"(?= (?:in|at|on|of|from|for|to|was|were|has|had|is|rose|fell|stood|will|would|,))",
    re.IGNORECASE,
)
_LEVEL_OF = re.compile(
    r"\b((?:[a-z-]+ )?(?:toll|population|workforce|membership|circulation|turnout|attendance|caseload))"
    r" (?:[\w'’-]+ ){0,8}(?:to|at|of|reached|hit|passed|was|is) (?:from )?$"
)


def place_of(
    text: str, number: Span, sentence: Sentence, counted: str, names: Sequence[Mention]
) -> str | None:
    """The place told behind a number, else the one between it and its noun ("the toll in Osk rose to 4")."""
    places = [m for m in names if _is_where(text, m)]
    noun = noun_before(text[sentence.start : number.start])
    if noun and noun[1] == counted:
        before = [m for m in places if sentence.start + noun.end(1) < m.start < number.start]
        if before:
            return before[-1].entity
    return next(_behind(text, number, places), None)


def _behind(text: str, number: Span, places: Sequence[Mention]) -> Iterator[str]:
    for place in places:
        between = text[number.end : place.start]
        if 0 <= place.start - number.end < _REACH and not _is_of_next(between):
            yield place.entity


def _is_where(text: str, name: Mention) -> bool:
    lead = text[max(0, name.start - 30) : name.start]
    return name.kind == "place" and bool(_WHERE.search(lead)) and not _is_before_noun(text, name.end)


def _is_of_next(between: str) -> bool:
    """Whether a clause of its own begins before a place, with a number that the place belongs to."""
    clause = _CLAUSE.search(between)
    return clause is not None and _DIGITS.search(between, clause.end()) is not None


def _is_before_noun(text: str, end: int) -> bool:
    """Whether a country only tells whose something is ("for the US forces")."""
    following = re.match(r" ([a-z]{3,}s)\b", text[end:])
    return following is not None and following[1] not in STOPWORDS


def noun_before(lead: str) -> re.Match[str] | None:
    """What a number counts that stands before it ("the number of ferries in Osk rose to 12")."""
    found = [*_TOTAL.finditer(lead), *_LEVEL_OF.finditer(lead)]
    return found[-1] if found else None

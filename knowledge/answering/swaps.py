"""What the sentence tells of another: another nation, year, number, rank or direction than is asked about.

Near misses are made so: a question against a passage, one of its words exchanged for one of the same class
(Rajpurkar, Jia, Liang 2018, "Know What You Don't Know", table 4: entity swap, antonym, negation).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from knowledge.lexicon.classes import calendar, quantities
from knowledge.lexicon.nations import by_term
from knowledge.retrieval.comparison import Comparison
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form

__all__ = ["swapped", "turned"]

_MET = 0.5
_NEAR = 2
"""Words between which two stand together."""
_IN_PLACE, _SOMEWHERE = 1.0, 0.5

_CLASSES: Mapping[str, Sequence[str]] = {
    "month": [name for name in calendar().months if name != "may"],
    "weekday": [*calendar().weekdays],
    "rank": [*quantities().ordinal_forms[:10], "last", "final"],
    "degree": """most least largest smallest biggest oldest youngest highest lowest longest shortest earliest
        latest best worst""".split(),
}
_WAYS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")


class Member(NamedTuple):
    """A word of a class whose words exclude each other, and which of them it is."""

    sort: str
    value: str


@cache
def _members() -> Mapping[str, Member]:
    found = {normal_form(w): Member(sort, w) for sort, members in _CLASSES.items() for w in members}
    for way in _WAYS:
        found |= {way: Member("way", way), normal_form(f"{way}ern"): Member("way", way)}
    return found | {term: Member("nation", country) for term, country in by_term().items()}


def _member(term: str) -> Member | None:
    if term.isdigit():
        year = len(term) == 4 and 1000 <= int(term) < 2100
        return Member("year" if year else "number", term)
    return _members().get(term)


def swapped(comparison: Comparison) -> float:
    """Whether the sentence has another member of a class where the question has one that it does not hold.

    One where both stand beside the same word ("the Turkish minister", "the Iraqi prime minister"), one half
    where the other stands anywhere, else 0. Days that the sentence means without naming them are held.
    """
    query, page = comparison.query, comparison.page
    asked, told = _placed(query.order), _placed(page.terms)
    named = frozenset(asked.values())
    others = [place for place, one in told.items() if one not in named]
    lacking = _lacking(asked, frozenset(told.values()), comparison)
    instead = [(at, place) for at, place in product(lacking, others) if asked[at].sort == told[place].sort]
    if any(_beside(query.order, at) & _beside(page.terms, place) for at, place in instead):
        return _IN_PLACE
    return _SOMEWHERE if instead else 0.0


def _lacking(asked: Mapping[int, Member], held: frozenset[Member], comparison: Comparison) -> list[int]:
    """The places of those that the sentence does not hold, nor meets in another way."""
    strengths = zip(comparison.query.units, comparison.match.strength, strict=True)
    met = {unit.at: strength for unit, strength in strengths}
    return [at for at, one in asked.items() if one not in held and met.get(at, 0.0) < _MET]


def _placed(order: Sequence[str]) -> dict[int, Member]:
    """The members of classes among words, by their places."""
    return {at: member for at, term in enumerate(order) if (member := _member(term))}


def _beside(order: tuple[str, ...], at: int) -> frozenset[str]:
    window = (*order[max(0, at - _NEAR) : at], *order[at + 1 : at + 1 + _NEAR])
    return frozenset(term for term in window if term not in STOPWORDS)


_TURNS = ("un", "non", "in", "im", "il", "ir", "dis", "anti", "de")
_STEM = 4
"""Letters of a word that are left behind a prefix, at least."""
_WORDS = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(rf"\b({'|'.join(_TURNS)})-", re.IGNORECASE)


def turned(comparison: Comparison) -> bool:
    """Whether one has a word and the other only its contrary by a prefix: "officially", "unofficially"."""
    asked, told = _plain_words(comparison.query.text), _plain_words(comparison.page.sentence.text)
    return _contrary(asked - told, told - asked) or _contrary(told - asked, asked - told)


def _plain_words(text: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(_HYPHEN.sub(r"\1", text))}


def _contrary(ones: set[str], others: set[str]) -> bool:
    """Whether a word of the others begins as one does behind its prefix."""
    rests = {w[len(p) :] for w in ones for p in _TURNS if w.startswith(p) and len(w) - len(p) >= _STEM}
    return any(other.startswith(rest[: max(_STEM + 1, len(rest) - 3)]) for rest in rests for other in others)

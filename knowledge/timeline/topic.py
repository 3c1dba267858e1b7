"""Which events concern a topic: its names by all their names, its nouns in the event's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.lexicon.classes import grammar
from knowledge.retrieval.query import Unit
from knowledge.retrieval.understanding import understand
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["CLOSE", "EXACT", "Topic", "Words", "concerns", "joined", "read"]

EXACT = 0.8
"""The word itself, an alias, or its repaired spelling."""
CLOSE = 0.55
"""How surely a word must mean the topic's; 0.6 is a close synonym. Tried on requests over the digests."""
_PREFIXES = frozenset("anti pro non counter".split())
_CUTS = grammar().prepositions


class Topic(NamedTuple):
    """What a request is about; no units for everything."""

    text: str
    units: tuple[Unit, ...]
    head: int | None
    """Place of the noun that the others describe ("workers" in "ferry workers in Kallvik"), if any."""
    places: frozenset[int] = frozenset()
    """The units that say where ("in Kallvik"): an event in another place does not concern the topic."""


class Words(NamedTuple):
    """Terms in order, as phrases need them, and as a set."""

    order: tuple[str, ...]
    held: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text."""
        order = terms(text)
        return cls(order, frozenset(order))


def read(text: str, store: Store) -> Topic:
    """The topic's units with all that they may be called; words that carry nothing are left out."""
    if not text:
        return Topic("", (), None)
    units = tuple(u for u in understand(text, store).units if u.text.lower() not in _PREFIXES)
    places = frozenset(
        i
        for i, u in enumerate(units)
        if re.search(rf"\b(?:in|at|near)\s+(?:the\s+)?{re.escape(u.text)}", text, re.IGNORECASE)
    )
    return Topic(text, units, _head(text, units), places)


def _head(text: str, units: Sequence[Unit]) -> int | None:
    """The last common noun before the first preposition that follows one."""
    order = [word.lower() for word in text.replace("-", " ").split()]
    head = None
    for i, unit in enumerate(units):
        last = unit.text.lower().split()[-1].split("-")[-1].strip(".,?!'’")
        at = next((k for k, word in enumerate(order) if word.strip(".,?!'’") == last), len(order))
        if head is not None and _CUTS & set(order[:at]) and i > head:
            break
        if not unit.name and not _is_named(unit) and unit.text[:1].isalpha():
            head = i
    return head


def _is_named(unit: Unit) -> bool:
    """Whether a word that no table knows as a name is written like one."""
    return unit.text[:1].isupper()


def strength(unit: Unit, words: Words) -> float:
    """How surely the words name the unit, from 0 to 1."""
    best = max(
        (s for form, s in unit.forms.items() if form in words.held and form not in STOPWORDS), default=0.0
    )
    for phrase, sure in unit.phrases:
        if sure > best and words.held.issuperset(phrase) and _has_run(words.order, phrase):
            best = sure
    return best


def _has_run(order: Sequence[str], phrase: Sequence[str]) -> bool:
    n = len(phrase)
    return any(tuple(order[i : i + n]) == tuple(phrase) for i in range(len(order) - n + 1))


def concerns(
    topic: Topic,
    *,
    reach: Words,
    sentence: Words,
    around: Words,
    names: Words,
    place: str | None = None,
    head: float = CLOSE,
) -> bool:
    """Whether an event concerns the topic.

    ``reach`` are the words of the event itself, ``names`` its participants, ``around`` title and paragraph.
    The head noun must stand in the reach, meant at least as surely as ``head``. One name of the topic must
    stand in the sentence, the others at least around it; where the topic says where, an event in another
    place does not concern it.
    """
    if not topic.units:
        return not topic.text
    if topic.head is not None and strength(topic.units[topic.head], reach) < head:
        return False
    near = 0
    for i, unit in enumerate(topic.units):
        if i == topic.head or max(strength(unit, sentence), strength(unit, names)) >= CLOSE:
            near += 1
        elif strength(unit, around) < CLOSE or (i in topic.places and place):
            return False
    return near > 0


def joined(texts: Iterable[str]) -> Words:
    """The words of several texts."""
    return Words.of(" . ".join(texts))

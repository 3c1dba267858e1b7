"""What is typed so far → the names that may be meant: begun so, told as an office, or spelt with a slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.model import Role
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["completions"]

_SHORTEST = 3
"""Letters from which offices are looked through."""
_OFFICES, _TOLD = 4, 100
"""Words of offices that may be meant, and sentences that tell who has one, the newest of each."""
_SPELT = 4
"""Letters from which a slip is looked for."""
_LONG = 7
"""Letters of a word that may hold two slips."""
_LOOKED_AT = 400
"""Names with the first letters of what was typed, among which a slip in an unfinished word is looked for."""


def completions(typed: str, store: Store, most: int) -> tuple[str, ...]:
    """At most so many, those that begin as typed first; slips are looked for where nothing else is found."""
    text, names = " ".join(typed.split()), store.names
    found = dict.fromkeys(names.starting(text, most))
    if len(text) >= _SHORTEST and len(found) < most:
        found |= dict.fromkeys(names.inside(text, most))
        found |= dict.fromkeys(_in_office(text.casefold().split(), store))
    if not found and len(text) >= _SPELT:
        found = dict.fromkeys(entry.name for entry in names.alike(text) if entry.mentions)
    if not found and len(text) >= _SPELT:
        found = dict.fromkeys(_begun_alike(text, names.starting(text[: _SHORTEST - 1], _LOOKED_AT)))
    return tuple(found)[:most]


def _in_office(begun: list[str], store: Store) -> list[str]:
    """Who has an office with words that begin so: "secretary of" of a Secretary of State."""
    shared = _shared(max(begun, key=len))
    found = store.names.office_terms(shared, _OFFICES) if shared else ()
    roles = [one.fact for term in found for one in store.facts("role", terms=[term], most=_TOLD)]
    held = Counter(
        role.entity for role in roles if isinstance(role, Role) and _has(role.role.casefold().split(), begun)
    )
    return sorted(held, key=lambda name: (-held[name], name))


def _shared(word: str) -> str:
    """What a word shares with its term, which may end otherwise."""
    term = next(iter(terms(word)), "")
    return next(word[:end] for end in range(len(word), -1, -1) if term.startswith(word[:end]))


def _has(words: list[str], begun: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in begun)


def _begun_alike(text: str, names: Iterable[str]) -> Iterator[str]:
    """Names one of whose words, or from that on all of them, begin nearly so."""
    begun, slips = text.casefold(), 1 if len(text) < _LONG else 2
    for name in names:
        words = name.casefold().split()
        rests = (" ".join(words[at:]) for at in range(len(words)))
        if any(_near(begun, rest, slips) for rest in rests):
            yield name


def _near(begun: str, rest: str, slips: int) -> bool:
    """Whether it is that many slips from some beginning of it."""
    lengths = range(len(begun) - slips, len(begun) + slips + 1)
    return any(OSA.distance(begun, rest[:length], score_cutoff=slips) <= slips for length in lengths)

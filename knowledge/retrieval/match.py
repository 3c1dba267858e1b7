"""How a question's units stand in a sentence: which are met, how surely, where, and what they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.retrieval.query import Query

__all__ = ["Lookup", "Match", "lookup", "match", "strengths"]

_FUZZY = (
    72.0  # of 100; below, unlike words meet (tried on questions with a slip in every long word: 70 to 80)
)


class Lookup(NamedTuple):
    """For each term that matters: the units it may mean, with how surely."""

    by_term: Mapping[str, tuple[tuple[int, float], ...]]
    by_phrase: tuple[tuple[tuple[str, ...], int, float], ...]
    weights: tuple[float, ...]
    total: float
    names: tuple[int, ...] = ()
    """Numbers of the units that are names."""
    others: tuple[int, ...] = ()
    focus: tuple[int, ...] = ()
    """Of those that what is asked about is made of."""


class Match(NamedTuple):
    """One sentence against the question."""

    strength: tuple[float, ...]
    """For each unit, how surely it is met, 0 when it is not."""
    places: tuple[int, ...]
    """For each unit, where it is met first, -1 when it is not."""


def lookup(query: Query, pool: Iterable[str]) -> Lookup:
    """The question's forms.

    And those words of the pool that look like a form of an unknown or inflected word.
    """
    table = _by_term(query, sorted(set(pool)))
    weights = tuple(unit.weight for unit in query.units)
    return Lookup(
        {term: tuple(sorted(slot.items())) for term, slot in table.items()},
        tuple((p, number, s) for number, unit in enumerate(query.units) for p, s in unit.phrases),
        weights, sum(weights) or 1.0,
        _where(unit.name for unit in query.units),
        _where(not unit.name for unit in query.units),
        _where(unit.focus for unit in query.units),
    )  # fmt: skip


def _by_term(query: Query, pool: list[str]) -> dict[str, dict[int, float]]:
    table: dict[str, dict[int, float]] = {}
    for number, unit in enumerate(query.units):
        for term, strength in unit.forms.items():
            slot = table.setdefault(term, {})
            slot[number] = max(slot.get(number, 0.0), strength)
        for term, strength in _lookalikes(unit.forms, pool):
            table.setdefault(term, {}).setdefault(number, strength)
    return table


def _where(holds: Iterable[bool]) -> tuple[int, ...]:
    return tuple(number for number, is_so in enumerate(holds) if is_so)


def _lookalikes(forms: Mapping[str, float], pool: list[str]) -> list[tuple[str, float]]:
    """Words of the pool like the unit's first or surest forms; cubed likeness, as likeness misleads."""
    found = []
    for term, strength in forms.items():
        if strength >= 0.9 and len(term) >= 4 and not term[0].isdigit():
            for other, score, _ in process.extract(
                term, pool, scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=6
            ):
                if other != term and not other[0].isdigit():
                    found.append((other, strength * (score / 100) ** 3))
    return found


def match(held: Sequence[str], table: Lookup) -> Match:
    """Strength and first place of each unit in a sentence of these terms."""
    strength = [0.0] * len(table.weights)
    places = [-1] * len(table.weights)
    for term in table.by_term.keys() & held:
        at = held.index(term)
        for number, sure in table.by_term[term]:
            if sure > strength[number] or (sure == strength[number] and at < places[number]):
                strength[number], places[number] = sure, at
    for phrase, number, sure in table.by_phrase:
        if sure > strength[number]:
            place = _run(phrase, held)
            if place >= 0:
                strength[number], places[number] = sure, place
    return Match(tuple(strength), tuple(places))


def _run(phrase: tuple[str, ...], held: Sequence[str]) -> int:
    """Where the phrase stands, at most four words put between two of its own ("pull some 200 troops out").

    -1 for nowhere.
    """
    if any(term not in held for term in phrase):
        return -1
    for at in range(held.index(phrase[0]), len(held)):
        if held[at] == phrase[0]:
            place = at
            for term in phrase[1:]:
                window = held[place + 1 : place + 6]
                if term not in window:
                    break
                place += 1 + window.index(term)
            else:
                return at
    return -1


def strengths(held: Iterable[str], table: Lookup) -> list[float]:
    """For each unit how surely it stands among some terms (a paragraph's, an article's, a title's)."""
    strength = [0.0] * len(table.weights)
    for term in table.by_term.keys() & held:
        for number, sure in table.by_term[term]:
            strength[number] = max(strength[number], sure)
    return strength

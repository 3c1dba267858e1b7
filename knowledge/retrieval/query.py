"""A question understood, as a value: what it asks for and about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from knowledge.model import Period
from knowledge.retrieval.kinds import Asked
from knowledge.text.stopwords import STOPWORDS

__all__ = ["CONTEXT", "Query", "Unit"]

CONTEXT = 100
"""Places from here on are a context's words."""


class Unit(NamedTuple):
    """One thing the question speaks of: a word or a name, with everything it may be called."""

    text: str
    forms: Mapping[str, float]
    """Single terms with how surely they mean it."""
    phrases: tuple[tuple[tuple[str, ...], float], ...]
    """Runs of terms with how surely they mean it."""
    weight: float
    """How much the unit tells: inverse document frequency.

    Less for slight words and for a context's words.
    """
    name: bool
    known: bool
    """Whether the articles know the word itself, as it was typed."""
    repaired: str | None
    at: int
    """Its place among the question's words; words of a context come after all others."""
    focus: bool = False


class Query(NamedTuple):
    """A question understood."""

    text: str
    asked: Asked
    units: tuple[Unit, ...]
    terms: frozenset[str]
    """All terms of the question, function words left out: an answer should bring others."""
    order: tuple[str, ...]
    """The question's terms in order."""
    scope: tuple[Period, ...]
    numbers: frozenset[str]
    understood: str | None
    """The question as understood, where a repair or a context changed it."""
    negated: bool = False
    elliptical: bool = False
    searched: int = 1
    """How many sentences the question is read against."""

    def weights(self) -> dict[str, float]:
        """Terms for the index with their weights."""
        found: dict[str, float] = {}
        for unit in self.units:
            scale = min(1.0, unit.weight / 3) if unit.weight < 3 else 1.0
            for term, strength in unit.forms.items():
                found[term] = max(found.get(term, 0.0), strength * scale)
            for phrase, strength in unit.phrases:
                for term in phrase:
                    if term not in STOPWORDS:
                        found[term] = max(found.get(term, 0.0), strength * scale * 0.5)
        return found

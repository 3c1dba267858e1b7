"""A question understood, as a value: what it asks for and about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from knowledge.model import Period
from knowledge.retrieval.kinds import Asked
from knowledge.text.stopwords import STOPWORDS

__all__ = ["CONTEXT", "AskedDays", "Query", "Unit"]

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


class AskedDays(NamedTuple):
    """A time expression of the question: "8 October 2024", "in March", "last week"."""

    units: tuple[int, ...]
    """Numbers of the units that are its words."""
    value: str
    """As TIMEX3 writes it; with "X" for what the question leaves open ("XXXX-05-03")."""
    period: Period | None
    """The days meant, where the question settles them."""


class Query(NamedTuple):
    """A question understood."""

    text: str
    asked: Asked
    units: tuple[Unit, ...]
    terms: frozenset[str]
    """All terms of the question, function words left out: an answer should bring others."""
    order: tuple[str, ...]
    """The question's terms in order."""
    days: tuple[AskedDays, ...]
    numbers: frozenset[str]
    understood: str | None
    """The question as understood, where a repair or a context changed it."""
    negated: bool = False
    elliptical: bool = False
    searched: int = 1
    """How many sentences the question is read against."""
    context: str | None = None
    """The question before, where this one leans on it."""

    @property
    def scope(self) -> tuple[Period, ...]:
        """The days the question is about, where it settles any."""
        return tuple(asked.period for asked in self.days if asked.period is not None)

    @property
    def asked_in_full(self) -> str:
        """The question as it was understood, behind the one that it leans on."""
        own = self.text if self.context else self.understood or self.text
        return f"{self.context} {own}" if self.context else own

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

"""How much of one sentence another says in other words, by the table of everyday words of like meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from knowledge.retrieval.tables import english, everyday

__all__ = ["figures", "said_otherwise", "telling_weight"]

LONGEST = 3
"""Words of the longest phrase that is looked for ("take into custody")."""
EVERYDAY = 0.25
"""What an everyday word tells of a story, of what a rarer one or a name does."""


def telling_weight(words: Iterable[str]) -> float:
    """How much the words tell of what a text is about."""
    return sum(EVERYDAY if word in english() or (word,) in everyday() else 1.0 for word in words)


def said_otherwise(words: Collection[str], sentence: tuple[str, ...]) -> float:
    """The share of the words that a sentence of these terms holds, or a word or phrase of like meaning.

    >>> from knowledge.text.words import terms
    >>> said_otherwise({"cancel", "tour"}, terms("The guides had called off their trips."))
    1.0
    """
    held = _phrases(sentence)
    met = sum((word,) in held or not held.isdisjoint(_likes(word)) for word in words)
    return met / len(words) if words else 0.0


@lru_cache(maxsize=2048)
def _phrases(sentence: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Of a sentence, which is compared with many: its words, and those that stand together."""
    places = range(len(sentence))
    return frozenset(sentence[at : at + n] for n in range(1, LONGEST + 1) for at in places)


@lru_cache(maxsize=8192)
def _likes(word: str) -> frozenset[tuple[str, ...]]:
    likes: Mapping[tuple[str, ...], float] = everyday().get((word,), {})
    return frozenset(likes)


def figures(sentence: Iterable[str]) -> frozenset[str]:
    """The numbers of a sentence of these terms, those in words as digits.

    >>> from knowledge.text.words import terms
    >>> sorted(figures(terms("Nineteen men and 60,000 books")))
    ['19', '60000']
    """
    return frozenset(term for term in sentence if term[0].isdigit())

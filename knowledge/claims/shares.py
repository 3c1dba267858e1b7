"""How much of a claim part a sentence tells: shares of its words, weighed by their rarity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.claims.checks import Finding
from knowledge.claims.facts import Asked, Told
from knowledge.extraction.clauses_words import family
from knowledge.text.words import Word, words

__all__ = ["Shares", "shares"]

FAR, NEAR = 0.25, 0.65
"""Cosines of a word and the sentence's nearest: below the first it is missed, from the second on it is met.
"Spying" has 0.63 where espionage is told, "killed" 0.2 in the place of "keeps"."""
LONGEST = 5
"""Words; what is longer is shown as a whole clause and doubts none of its words."""


class Shares(NamedTuple):
    """Each from 0 to 1."""

    told: float
    """In the same words, or in others by the tables."""
    meant: float
    """The same, where what the words mean counts as well."""
    rest: float
    """Told, the words aside for which a check finds something else or nothing."""
    rest_meant: float
    around: float
    """What is not meant, but stands in the sentence before or the title: whom "he" is."""
    order: float
    """Of the words told, those that stand in the claim's order."""
    words: int
    """Not a share: the claim's words, those aside for which a check finds something else or nothing."""


def shares(
    asked: Asked,
    told: Told,
    lacking: Iterable[Word],
    findings: Iterable[Finding],
    rare: Mapping[str, float],
    nearness: Mapping[int, float],
) -> Shares:
    """``nearness`` is by the places of the words that lack; where it is not known, a word is missed."""
    missed = {word.start: _missed(nearness.get(word.start, 0.0)) for word in lacking}
    doubted = _doubted(findings)
    every = asked.content
    elsewhere = {start: 0.0 if _is_around(start, asked, told) else lost for start, lost in missed.items()}
    rest = [word for word in every if word.term not in doubted] or every
    return Shares(
        _share(every, dict.fromkeys(missed, 1.0), rare),
        _share(every, missed, rare),
        _share(rest, dict.fromkeys(missed, 1.0), rare),
        _share(rest, missed, rare),
        _share(every, elsewhere, rare) - _share(every, missed, rare),
        _order(every, told),
        len(rest) if doubted else len(every),
    )


def _is_around(start: int, asked: Asked, told: Told) -> bool:
    return any(word.start == start and word.term in told.around for word in asked.content)


def _order(found: Sequence[Word], told: Told) -> float:
    """The longest run of the claim's words that the sentence has in the same order, not only side by side."""
    places = [at for word in found if (at := _place(word, told)) is not None]
    longest = [1] * len(places)
    for n, here in enumerate(places):
        longest[n] = 1 + max((longest[m] for m in range(n) if places[m] <= here), default=0)
    return max(longest, default=0) / len(places) if places else 0.0


def _place(word: Word, told: Told) -> int | None:
    return next((at for at, one in enumerate(told.words) if family(one.term) == family(word.term)), None)


def _missed(cosine: float) -> float:
    return min(1.0, max(0.0, (NEAR - cosine) / (NEAR - FAR)))


def _share(found: Sequence[Word], missed: Mapping[int, float], rare: Mapping[str, float]) -> float:
    whole = sum(rare.get(word.term, 0.0) for word in found)
    lost = sum(rare.get(word.term, 0.0) * missed.get(word.start, 0.0) for word in found)
    return 1 - lost / whole if whole else 0.0


def _doubted(findings: Iterable[Finding]) -> frozenset[str]:
    """Terms of the claim's words that a check has something to say of."""
    shown = [
        text
        for finding in findings
        for text in (*finding.unmet, *(conflict.claimed for conflict in finding.conflicts))
        if len(text.split()) <= LONGEST
    ]
    return frozenset(word.term for text in shown for word in words(text))

"""A word that no article knows → the known words that may be meant, surest first."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from knowledge.finding.tables import everyday, names
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import fold, normal_form

if TYPE_CHECKING:
    from knowledge.seams import Store

__all__ = ["Repair", "is_common", "repairs"]

_SHORTEST = 4


class Repair(NamedTuple):
    """A known term, how surely it is meant, in (0, 1], and how it would be written."""

    term: str
    sureness: float
    written: str


def repairs(word: str, store: Store, vocabulary: Mapping[str, int]) -> list[Repair]:
    """Known terms that may be meant, surest first; empty when nothing is near enough.

    First the store's neighbours of the term, then every single slip of the written word, then two slips in long
    words with the same first letter (P. Norvig, "How to write a spelling corrector", for the order).
    """
    folded = fold(word)
    if len(folded) < _SHORTEST or folded[0].isdigit():
        return []
    term = normal_form(word)
    found = {near: Repair(near, _sureness(term, near), near) for near in store.near(term) if len(near) >= 3}
    for other in _slips(folded):
        known = normal_form(other)
        if known in vocabulary and len(known) >= 3:
            sure = max(_sureness(term, known), ratio(folded, other) / 100 - 0.08 * (folded[0] != other[0]))
            if known not in found or (found[known].sureness, found[known].written == known) < (sure, True):
                found[known] = Repair(known, min(0.97, sure), other)
    if not found and len(folded) >= 7:
        found = _two_slips(term, vocabulary)
    best = sorted(found.values(), key=lambda r: (-r.sureness, -vocabulary.get(r.term, 0), r.term))[:4]
    return [repair for repair in best if repair.sureness >= best[0].sureness - 0.15]


def _sureness(term: str, known: str) -> float:
    """Long words and slips inside of the word are surer than short ones and slips of the first letter."""
    likeness = ratio(term, known) / 100 - 0.08 * (known[0] != term[0])
    return float(max(0.1, min(0.97, likeness)))


def _slips(word: str) -> set[str]:
    """Every word that one letter left out, put in, changed or swapped makes of this one."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = string.ascii_lowercase
    return (
        {a + b[1:] for a, b in splits if b}
        | {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
        | {a + c + b[1:] for a, b in splits if b for c in letters}
        | {a + c + b for a, b in splits for c in letters}
    )


def _two_slips(term: str, vocabulary: Mapping[str, int]) -> dict[str, Repair]:
    near: dict[str, Repair] = {}
    for known in vocabulary:
        if known[0] == term[0] and abs(len(known) - len(term)) <= 2 and len(known) >= 5:
            distance = OSA.distance(term, known, score_cutoff=2)
            if distance <= 2:
                near[known] = Repair(known, 0.85 - 0.15 * distance, known)
    return near


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    table = {term for phrase in everyday() for term in phrase} | {t for p in names() for t in p}
    return frozenset(table | STOPWORDS)


def is_common(term: str) -> bool:
    """Whether a term is ordinary English or a well-known name, and so is hardly a slip of the pen."""
    return term in _common()

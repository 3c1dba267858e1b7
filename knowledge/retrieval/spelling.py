"""A word that no article knows → the known words that may be meant, surest first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from knowledge.retrieval.tables import english, everyday, names
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import fold

if TYPE_CHECKING:
    from knowledge.protocols import Neighbour, Store

__all__ = ["SHORTEST", "Repair", "is_common", "is_english", "repairs"]

SHORTEST, _LONG = 4, 7


class Repair(NamedTuple):
    """A known term, how surely it is meant, in (0, 1], and how it would be written."""

    term: str
    sureness: float
    written: str


def repairs(word: str, store: Store) -> list[Repair]:
    """Known terms that may be meant, surest first; empty when nothing is near enough.

    One slip first; two only in long words, and only when one explains nothing.
    """
    folded = fold(word)
    if len(folded) < SHORTEST or not folded.isalpha():
        return []
    found = store.neighbours(folded)
    if not found and len(folded) >= _LONG:
        found = _two_slips(folded, store)
    best: dict[str, Repair] = {}
    for near in found:
        repair = Repair(near.term, _sureness(folded, near), near.word)
        if repair.sureness > best.get(near.term, _NONE).sureness:
            best[near.term] = repair
    counts = {near.term: near.sentences for near in found}
    order = sorted(best.values(), key=lambda r: (-r.sureness, -counts[r.term], r.term))
    return [repair for repair in order[:4] if repair.sureness >= order[0].sureness - 0.15]


_NONE = Repair("", 0.0, "")


def _sureness(folded: str, near: Neighbour) -> float:
    """Long words and slips inside of the word are surer than short ones and slips of the first letter."""
    likeness = ratio(folded, near.word) / 100 - 0.08 * (near.word[0] != folded[0])
    likeness += 0.04 * (OSA.distance(folded, near.word) == 1 and sorted(folded) == sorted(near.word))
    return float(max(0.1, min(0.97, likeness)))


def _two_slips(folded: str, store: Store) -> tuple[Neighbour, ...]:
    """One letter left out and one slip more: most of the words two slips away."""
    shorter = dict.fromkeys(folded[:i] + folded[i + 1 :] for i in range(1, len(folded)))
    found = {near: None for one in shorter for near in store.neighbours(one) if near.word[0] == folded[0]}
    return tuple(near for near in found if OSA.distance(folded, near.word, score_cutoff=2) <= 2)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    table = {term for phrase in everyday() for term in phrase} | {t for p in names() for t in p}
    return frozenset(table | STOPWORDS)


def is_common(term: str) -> bool:
    """Whether a term is of everyday English or a well-known name, and so is hardly a slip of the pen."""
    return term in _common()


def is_english(term: str) -> bool:
    """Whether a term is everyday English or any other that is written often: as it stands, it is meant."""
    return is_common(term) or term in english()

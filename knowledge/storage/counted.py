"""What tantivy counts with, and which of its hits may be among the best by other counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.storage.bm25 import MOST, rarity

__all__ = ["Counted", "counted_in", "first_of_ties"]

UNSURE = 1e-5
"""The share by which sums of tantivy's short numbers may be off."""

ALIKE = 2e-6
"""The share by which they may differ where the same is summed in another order."""


class Counted(NamedTuple):
    """The sentences and their average length; those that are gone count until their segment is merged."""

    sentences: int
    average: float

    def boosts(self, weights: Mapping[str, float], holding: Mapping[str, int]) -> dict[str, float]:
        """What each term is to be multiplied with, to be worth what is wanted."""
        return {t: weight / rarity(self.sentences, holding[t]) for t, weight in weights.items() if holding[t]}

    def least(self, kth: float, boosts: Mapping[str, float], average: float) -> float:
        """The score that a hit needs to be among the best by another average, where the ``kth`` has this one.

        A score changes by the share between the two averages at most.
        """
        apart = min(average / self.average, self.average / average)
        return kth * apart * (1 - UNSURE) - UNSURE * MOST * sum(boosts.values())


def counted_in(explained: str) -> Counted:
    """What the explanation of a score says that it was made with."""
    told: dict[str, float] = {}
    waiting = [json.loads(explained)]
    while waiting:
        part = waiting.pop()
        told[part["description"].partition(",")[0]] = part["value"]
        waiting += part.get("details", ())
    return Counted(int(told["N"]), told["avgdl"])


def first_of_ties(scores: Sequence[float], ids: Sequence[int], k: int) -> Iterator[int]:
    """Ids by falling scores; of more than ``k`` that are alike, the ``k`` lowest.

    >>> list(first_of_ties([3.0, 2.0, 2.0, 2.0], [9, 8, 6, 7], 2))
    [9, 6, 7]
    """
    group: list[int] = []
    before = 0.0
    for score, number in zip(scores, ids, strict=True):
        if score < before * (1 - ALIKE):
            yield from sorted(group)[:k]
            group = []
        group.append(number)
        before = score
    yield from sorted(group)[:k]

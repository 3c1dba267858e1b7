"""Features to a score: a sum of small trees, each rising with every feature.

From a readable file of weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from knowledge.retrieval.features import FEATURES

__all__ = ["Trees", "default_scorer", "load_trees"]

_BITS = 52
"""Leaves of a tree; more would not be told apart in a float."""
_ALL = (1 << 64) - 1


class Trees:
    """Boosted regression trees. A node is [feature, threshold, left, right]; a negative child is a leaf.

    All trees are walked at once for all rows (QuickScorer, Lucchese et al. 2015): leaves are bits from left
    to right, a node that does not hold takes away the leaves on its left, and the first that remains is it.
    """

    def __init__(self, features: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> None:
        import numpy as np

        self.features = tuple(features)
        grown = [_Tree.of(tree["nodes"], tree["leaves"]) for tree in trees if tree["nodes"]]
        width = max((len(tree.features) for tree in grown), default=0)
        leaves = max((len(tree.leaves) for tree in grown), default=0)
        if leaves > _BITS:
            raise ValueError(f"a tree has {leaves} leaves, and {_BITS} is the most")
        # Nodes that are missing in smaller trees always hold, and take nothing away. By node, tree, row: what
        # is added up lies apart, as NumPy is quick along the last.
        shape = (len(grown), width)
        columns = np.array([_filled(tree.features, width, 0) for tree in grown], dtype=np.intp)
        thresholds = np.array([_filled(tree.thresholds, width, math.inf) for tree in grown])
        masks = np.array([_filled(tree.masks, width, _ALL) for tree in grown], dtype=np.uint64)
        self._columns = np.ascontiguousarray(columns.reshape(shape).T)
        self._thresholds = np.ascontiguousarray(thresholds.reshape(shape).T)[:, :, None]
        self._masks = np.ascontiguousarray(masks.reshape(shape).T)[:, :, None]
        self._leaves = np.array([_filled(tree.leaves, leaves, 0.0) for tree in grown])

    def raws(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Of each row the sum of the leaves, in the order of the trees: any real number."""
        import numpy as np

        if not len(rows) or not len(self._leaves):
            return [0.0] * len(rows)
        values = np.ascontiguousarray(np.asarray(rows, dtype=np.float64).T)
        holds = values[self._columns] <= self._thresholds
        left = np.bitwise_and.reduce(np.where(holds, np.uint64(_ALL), self._masks), axis=0)
        first = np.frexp((left & (~left + np.uint64(1))).astype(np.float64))[1] - 1
        found = self._leaves[np.arange(len(self._leaves))[:, None], first]
        sums: list[float] = np.cumsum(found, axis=0)[-1].tolist()  # in order, so that no row sways another
        return sums

    def raw(self, features: Sequence[float]) -> float:
        """Of one row."""
        return self.raws([features])[0]

    def score(self, features: Sequence[float]) -> float:
        """In [0, 1]."""
        return self.squash(self.raw(features))

    @staticmethod
    def squash(raw: float) -> float:
        """Any real number into [0, 1], order kept."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, raw))))


class _Tree(NamedTuple):
    """A tree's nodes, each with the leaves that remain where it does not hold; leaves from the left."""

    features: list[int]
    thresholds: list[float]
    masks: list[int]
    leaves: list[float]

    @classmethod
    def of(cls, nodes: Sequence[Sequence[float]], leaves: Sequence[float]) -> Self:
        tree = cls([], [], [], [])
        tree._grow(nodes, leaves, 0)
        return tree

    def _grow(self, nodes: Sequence[Sequence[float]], leaves: Sequence[float], at: int) -> None:
        if at < 0:
            self.leaves.append(float(leaves[~at]))
            return
        feature, threshold, left, right = nodes[at]
        before = len(self.leaves)
        self._grow(nodes, leaves, int(left))
        gone = (1 << len(self.leaves)) - (1 << before)
        self._grow(nodes, leaves, int(right))
        self.features.append(int(feature))
        self.thresholds.append(float(threshold))
        self.masks.append(_ALL & ~gone)


T = TypeVar("T")


def _filled(held: Sequence[T], length: int, rest: T) -> list[T]:
    return [*held, *[rest] * (length - len(held))]


def load_trees(path: Path, known: Sequence[str]) -> Trees:
    """Reads a weights file whose features are all among those known, wherever they stand there.

    Raises ValueError for a file that was learned from a feature which is no more.
    """
    held = json.loads(path.read_text(encoding="utf-8"))
    if missing := set(held["features"]) - set(known):
        raise ValueError(f"{path.name} was learned from {', '.join(sorted(missing))}: learn it anew")
    places = [known.index(name) for name in held["features"]]
    trees = [
        {
            **tree,
            "nodes": [(places[f], threshold, left, right) for f, threshold, left, right in tree["nodes"]],
        }
        for tree in held["trees"]
    ]
    return Trees(known, trees)


@lru_cache(maxsize=1)
def default_scorer() -> Trees:
    """The scorer that comes with the program."""
    return load_trees(Path(__file__).with_name("weights.json"), FEATURES)

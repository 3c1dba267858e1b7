"""Features to a score: a sum of small trees, each rising with every feature.

From a readable file of weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.retrieval.features import FEATURES

__all__ = ["Trees", "default_scorer", "load_trees"]


class Trees:
    """Boosted regression trees. A node is [feature, threshold, left, right]; a negative child is a leaf."""

    def __init__(self, features: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> None:
        self.features = tuple(features)
        self._trees = [
            ([(int(f), float(t), int(a), int(b)) for f, t, a, b in tree["nodes"]], tuple(tree["leaves"]))
            for tree in trees
            if tree["nodes"]
        ]

    def raw(self, features: Sequence[float]) -> float:
        """The sum of the leaves: any real number."""
        total = 0.0
        for nodes, leaves in self._trees:
            at = 0
            while at >= 0:
                feature, threshold, left, right = nodes[at]
                at = left if features[feature] <= threshold else right
            total += leaves[~at]
        return total

    def score(self, features: Sequence[float]) -> float:
        """In [0, 1]."""
        return self.squash(self.raw(features))

    @staticmethod
    def squash(raw: float) -> float:
        """Any real number into [0, 1], order kept."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, raw))))


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

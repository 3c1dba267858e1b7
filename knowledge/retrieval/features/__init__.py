"""Why a sentence may answer a question: named features in [0, 1], each rising with the likelihood.

A module of this package that registers features is named once, in the import below.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features import form, kind, order, words
from knowledge.retrieval.features.kind import SHAPED
from knowledge.retrieval.features.registry import Feature, feature, registered

__all__ = ["FEATURES", "SHAPED", "Feature", "feature", "features", "groups", "registered"]

_MODULES = (words, order, kind, form)
_OWN = registered()
FEATURES = (*(one.name for one in _OWN), *(f"{one.name}_relative" for one in _OWN))
"""The features, then each as a share of the best among a question's candidates."""


def groups() -> tuple[str, ...]:
    """The names of the groups, each once."""
    return tuple(dict.fromkeys(one.group for one in _OWN))


def features(candidates: Sequence[Comparison]) -> list[tuple[float, ...]]:
    """All features of a question's candidates, in their order, each in the order of ``FEATURES``."""
    functions = [one.function for one in _OWN]
    own = [[function(candidate) for function in functions] for candidate in candidates]
    best = [max(column) or 1.0 for column in zip(*own, strict=True)]
    return [(*row, *[value / most for value, most in zip(row, best, strict=True)]) for row in own]

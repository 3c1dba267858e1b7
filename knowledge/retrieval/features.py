"""Why a sentence may answer a question: named features in [0, 1], in a fixed order.

Each rising with the likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.retrieval.comparison import Comparison, Groups
from knowledge.retrieval.features_form import FORM
from knowledge.retrieval.features_kind import KIND, SHAPED
from knowledge.retrieval.features_order import ORDER
from knowledge.retrieval.features_words import WORDS

__all__ = ["FEATURES", "GROUPS", "SHAPED", "features"]

GROUPS: Groups = {**WORDS, **ORDER, **KIND, **FORM}
"""The features by group, in the order of a weights file."""

_OWN = tuple(name for group in GROUPS.values() for name, _ in group)
FEATURES = (*_OWN, *(f"{name}_relative" for name in _OWN))
"""The features, then each as a share of the best among a question's candidates."""

_FUNCTIONS = tuple(function for group in GROUPS.values() for _, function in group)


def features(candidates: Sequence[Comparison]) -> list[tuple[float, ...]]:
    """All features of a question's candidates, in their order, each in the order of ``FEATURES``."""
    own = [tuple(function(comparison) for function in _FUNCTIONS) for comparison in candidates]
    best = [max(column) or 1.0 for column in zip(*own, strict=True)]
    return [(*row, *(value / most for value, most in zip(row, best, strict=True))) for row in own]

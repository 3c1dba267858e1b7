"""Whether the best candidate holds the kind of thing that is asked for, beside what it is asked of."""

from __future__ import annotations

from knowledge.answering.signals.registry import Found, signal
from knowledge.retrieval.features import FEATURES, SHAPED

_KIND = FEATURES.index("kind_present")
_FOCUS = FEATURES.index("kind_focus")
_WORDINGS = tuple(FEATURES.index(name) for name in ("pattern", "speaker"))
_UNMISTAKABLE = frozenset({"date", "number", "money", "percent"})
"""Kinds whose shape leaves no doubt about whether they are there."""


@signal()
def kind_missed(found: Found) -> float:
    """How surely the kind asked for is not in the sentence; 0 for kinds without a shape."""
    present = found.best.hit.features[_KIND]
    return 1.0 - present if found.query.asked in SHAPED else 0.0


@signal()
def wording_missed(found: Found) -> float:
    """A cause, a means or somebody's words are asked for, and the sentence is not worded so."""
    if found.query.asked not in {"cause", "manner", "statement"}:
        return 0.0
    return max(0.0, 1.0 - 2 * min(found.best.hit.features[at] for at in _WORDINGS))

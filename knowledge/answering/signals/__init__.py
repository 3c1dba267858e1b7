"""Named numbers on which the confidence rests that the first candidate answers.

A module of this package that registers signals is named once, in the import below.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.signals import kinds, meaning, reader, words
from knowledge.answering.signals.registry import By, Found, Signal, registered, signal
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked

__all__ = ["By", "Found", "Signal", "registered", "signal", "signals"]

_MODULES = (words, kinds, meaning, reader)


def signals(query: Query, ranked: Sequence[Ranked]) -> dict[str, float]:
    """All signals by their names; ``ranked``, best first, must not be empty."""
    found = Found(query, ranked)
    return {one.name: one.function(found) for one in registered()}

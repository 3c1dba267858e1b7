"""How sure it is that the first candidate answers: a calibrated probability from named signals.

Logistic, with one weight a signal and a set of weights for what is at hand (letters, meaning, reader), fitted
across corpora by ``benchmarks/training/decision.py``; docs/training.md shows how reliable it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge.answering.signals import By, signals
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked

__all__ = ["Weights", "at_hand", "confidence", "evidence", "weights"]


class Weights(NamedTuple):
    """Of a logistic model; a signal without a weight has no say."""

    bias: float
    of: Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Mapping[By, Weights]:
    """The weights that come with the program, by what is at hand."""
    held = json.loads(Path(__file__).with_name("decision.json").read_text(encoding="utf-8"))
    return {by: Weights(held[by]["bias"], held[by]["weights"]) for by in ("letters", "meaning", "reader")}


def confidence(query: Query, ranked: Sequence[Ranked]) -> float:
    """The probability that the first candidate answers, to a thousandth; 0 when nothing was found."""
    if not ranked:
        return 0.0
    total = weights()[at_hand(ranked[0])].bias + sum(evidence(query, ranked).values())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def evidence(query: Query, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What each signal that has a say adds to the log-odds; ``ranked`` must not be empty."""
    of = weights()[at_hand(ranked[0])].of
    return {name: of[name] * value for name, value in signals(query, ranked).items() if name in of}


def at_hand(best: Ranked) -> By:
    """What had a say in the ranking."""
    if best.reading is not None:
        return "reader"
    return "letters" if best.meaning is None else "meaning"

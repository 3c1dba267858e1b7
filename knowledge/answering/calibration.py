"""Signals → the calibrated probability that the first hit answers: boosted trees, from a readable file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.retrieval.scorer import Trees

__all__ = ["Gate", "load_gate"]


class Gate(NamedTuple):
    """The trees' sum on a logistic scale that was fitted to questions the trees had not seen (Platt 1999)."""

    trees: Trees
    slope: float
    bias: float

    def probability(self, signals: Sequence[float]) -> float:
        """That the first hit answers, in [0, 1]."""
        return Trees.squash(self.slope * self.trees.raw(signals) + self.bias)


def load_gate(path: Path) -> Gate:
    """Reads a weights file, whose names of signals are the trees' features."""
    held = json.loads(path.read_text(encoding="utf-8"))
    return Gate(Trees(held["signals"], held["trees"]), held["slope"], held["bias"])

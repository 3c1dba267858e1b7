"""Learns when to answer: a logistic model over the gate's signals, out-of-fold throughout.

And how well calibrated.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rows import Question
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from knowledge.answering.answer_gate import SIGNALS, signals
from knowledge.finding.query import understand
from knowledge.finding.scorer import Trees
from knowledge.finding.search import cases, order
from knowledge.seams import Index, Store

__all__ = ["Example", "area", "crossed", "example", "fit", "reliability", "write"]


class Example(NamedTuple):
    """One question's signals; ``sort`` says where it is from, ``weight`` how much it counts in training."""

    question: Question
    sort: str
    right: bool
    values: tuple[float, ...]
    weight: float
    fold: int


def example(
    question: Question, store: Store, index: Index, trees: Trees, *, sort: str, weight: float, fold: int
) -> Example | None:
    """The signals of the best hit by these trees, None when nothing is found; asked elsewhere.

    Nothing is right.
    """
    query = understand(question.text, store, context=question.context)
    ranked = order(cases(query, store, index), trees)
    if not ranked:
        return None
    right = question.answerable and question.right(
        ranked[0].hit.sentence, ranked[0].case.page.paragraph.source
    )
    return Example(question, sort, right, signals(query, ranked), weight, fold)


def _matrix(
    examples: Sequence[Example],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    return (
        np.array([e.values for e in examples]),
        np.array([int(e.right) for e in examples]),
        np.array([e.weight for e in examples]),
    )


class Gated(NamedTuple):
    """A logistic model: weights in the order of the signals, and a bias."""

    weights: NDArray[np.float64]
    bias: float

    def logit(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Before the logistic function."""
        return values @ self.weights + self.bias


_ANSWERABLE = 0.5  # how much "is it told at all" counts beside "is the first hit right"; tried from 0 to 3


def fit(examples: Sequence[Example]) -> Gated:
    """Two ridge-penalised models, one for a right first hit, one for near misses; their sum, calibrated.

    Both are linear in the signals, so that their weighted sum is one model again. C by trial,
    flat from 0.1 to 1.
    """
    values, right, weight = _matrix(examples)
    told = np.array([int(e.question.answerable) for e in examples])
    hit = LogisticRegression(C=0.3, max_iter=3000).fit(values, right, sample_weight=weight)
    near = np.array([e.sort != "reworded" for e in examples])
    known = LogisticRegression(C=0.3, max_iter=3000).fit(values[near], told[near], sample_weight=weight[near])
    weights = hit.coef_[0] + _ANSWERABLE * known.coef_[0]
    bias = float(hit.intercept_[0] + _ANSWERABLE * known.intercept_[0])
    raw = Gated(weights, bias).logit(values)[:, None]
    scale = LogisticRegression(C=1e6).fit(raw, right, sample_weight=weight)
    slope = float(scale.coef_[0][0])
    return Gated(weights * slope, bias * slope + float(scale.intercept_[0]))


def crossed(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Confidence for each example by a gate that never saw its fold."""
    values, _, _ = _matrix(examples)
    fold = np.array([e.fold for e in examples])
    sure = np.zeros(len(examples))
    for number in sorted(set(fold.tolist())):
        model = fit([e for e in examples if e.fold != number])
        sure[fold == number] = 1 / (1 + np.exp(-model.logit(values[fold == number])))
    return sure


def area(examples: Sequence[Example], sure: NDArray[np.float64], sort: str) -> float:
    """AUROC of confidence, answerable against unanswerable."""
    kept = [i for i, e in enumerate(examples) if e.sort == sort]
    return float(roc_auc_score([examples[i].question.answerable for i in kept], sure[kept]))


def reliability(
    right: Sequence[bool], sure: Sequence[float], bins: int = 10
) -> list[tuple[float, float, int]]:
    """For each tenth of confidence that occurs: mean confidence, share right, and how many."""
    result = []
    for low in range(bins):
        kept = [
            i
            for i, s in enumerate(sure)
            if low / bins <= s < (low + 1) / bins or (low == bins - 1 and s == 1)
        ]
        if kept:
            mean = sum(sure[i] for i in kept) / len(kept)
            result.append((mean, sum(right[i] for i in kept) / len(kept), len(kept)))
    return result


def write(model: Gated, path: Path, note: str) -> None:
    """One weight a line."""
    weights = {name: round(float(w), 4) for name, w in zip(SIGNALS, model.weights, strict=True)}
    held = {"about": note, "bias": round(model.bias, 4), "weights": weights}
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


def gathered(found: Iterable[Example | None]) -> list[Example]:
    """Without the questions for which nothing was found: they are declined whatever the gate says."""
    return [e for e in found if e is not None]

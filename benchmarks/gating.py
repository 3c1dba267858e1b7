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
from scipy.optimize import minimize
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


_ANSWERABLE = 1.0  # how much "is it told at all" counts beside "is the first hit right"; tried from 0 to 1.5
_PENALTY = 2.0  # ridge; tried from 2 to 30
_FREE = (
    "asked_",
    "few_words",
    "elliptical",
    "same_article",
    "best_novelty",
    "best_brevity",
    "best_substance",
)
_RISES = ("best_", "raw", "margin", "most_", "kind_in_three", "last_word_met", "weight_met")


def _bounds() -> list[tuple[float | None, float | None]]:
    """What speaks for an answer may not count against it, nor the other way round.

    Without bounds, redundant signals take turns.
    """
    found: list[tuple[float | None, float | None]] = []
    for name in SIGNALS:
        if name.startswith(_FREE):
            found.append((None, None))
        else:
            found.append((0.0, None) if name.startswith(_RISES) else (None, 0.0))
    return found


def _logistic(
    values: NDArray[np.float64], labels: NDArray[np.int64], weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Ridge-penalised logistic regression under the bounds: weights and bias."""
    signs = 2.0 * labels - 1.0

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = signs * (values @ parameters[:-1] + parameters[-1])
        slope = -signs * weight / (1 + np.exp(margin))
        total = float(weight @ np.logaddexp(0, -margin) + _PENALTY / 2 * parameters[:-1] @ parameters[:-1])
        return total, np.append(values.T @ slope + _PENALTY * parameters[:-1], slope.sum())

    start = np.zeros(values.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*_bounds(), (None, None)])
    return found.x[:-1], float(found.x[-1])


def fit(examples: Sequence[Example]) -> Gated:
    """Two logistic models, one for a right first hit, one for near misses; their weighted sum, calibrated.

    Both are linear in the signals, so that the sum is one model again.
    """
    values, right, weight = _matrix(examples)
    told = np.array([int(e.question.answerable) for e in examples])
    near = np.array([e.sort != "reworded" for e in examples])
    hit, hit_bias = _logistic(values, right, weight)
    known, known_bias = _logistic(values[near], told[near], weight[near])
    weights = hit + _ANSWERABLE * known
    bias = hit_bias + _ANSWERABLE * known_bias
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

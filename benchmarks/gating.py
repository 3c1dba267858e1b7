"""Learns when to answer: boosted trees over the gate's signals, and how well calibrated; out of fold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from numpy.typing import NDArray
from ranking import exported
from rows import Question
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from knowledge.answering.signals import signals
from knowledge.protocols import Index, Store
from knowledge.retrieval.candidates import comparisons
from knowledge.retrieval.ranking import order
from knowledge.retrieval.scorer import Trees
from knowledge.retrieval.understanding import understand

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
    ranked = order(comparisons(query, store, index), trees)
    if not ranked:
        return None
    right = question.answerable and question.right(
        ranked[0].hit.sentence, ranked[0].comparison.page.paragraph.source
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
    """Trees for a right first hit and trees for near misses, summed, on a calibrated scale."""

    right: lightgbm.Booster
    told: lightgbm.Booster
    weight: float
    """How much "is it told at all" counts beside "is the first hit right"."""
    slope: float
    bias: float

    def raw(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The trees' sum."""
        return _sum(self.right, self.told, self.weight, values)

    def sure(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probabilities."""
        return 1 / (1 + np.exp(-(self.slope * self.raw(values) + self.bias)))


ROUNDS = 300
SHAPE: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 24, "min_data_in_leaf": 40, "lambda_l2": 10.0,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "seed": 20200304,
    "deterministic": True, "force_row_wise": True, "num_threads": 2, "verbose": -1,
}  # fmt: skip
"""Tried with 4 to 31 leaves and 150 to 400 rounds: 24 are better than 8 by 0.015 of AUROC, more no better.
Bound to rise with what speaks for an answer they lose 0.01 on public questions and 0.04 on news; a logistic
model loses as much."""
INNER = 3
"""Parts by which the scale is fitted: the trees are too sure of what they have seen."""


def _sum(
    right: lightgbm.Booster, told: lightgbm.Booster, weight: float, values: NDArray[np.float64]
) -> NDArray[np.float64]:
    total = right.predict(values, raw_score=True) + weight * told.predict(values, raw_score=True)
    return np.asarray(total, dtype=np.float64)


def _grown(examples: Sequence[Example]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """The trees; reworded questions have no near misses, and teach the second none."""
    near = [e for e in examples if e.sort != "reworded"]
    values, right, weight = _matrix(examples)
    near_values, _, near_weight = _matrix(near)
    told = np.array([int(e.question.answerable) for e in near])
    return (
        lightgbm.train(SHAPE, lightgbm.Dataset(values, right, weight=weight), ROUNDS),
        lightgbm.train(SHAPE, lightgbm.Dataset(near_values, told, weight=near_weight), ROUNDS),
    )


def fit(examples: Sequence[Example], told: float) -> Gated:
    """Trees from all examples; their scale from trees that had not seen the example's fold.

    ``told`` weighs "is it told at all"; tried from 0 to 6: more of it tells near misses better, and wrong
    first hits worse.
    """
    values, right, weight = _matrix(examples)
    part = np.array([e.fold % INNER for e in examples])
    strange = np.zeros(len(examples))
    for number in range(INNER):
        grown = _grown([e for e in examples if e.fold % INNER != number])
        strange[part == number] = _sum(*grown, told, values[part == number])
    scale = LogisticRegression(C=1e6).fit(strange[:, None], right, sample_weight=weight)
    return Gated(*_grown(examples), told, float(scale.coef_[0][0]), float(scale.intercept_[0]))


def crossed(examples: Sequence[Example], told: float) -> NDArray[np.float64]:
    """Confidence for each example by a gate that never saw its fold."""
    values, _, _ = _matrix(examples)
    fold = np.array([e.fold for e in examples])
    sure = np.zeros(len(examples))
    for number in sorted(set(fold.tolist())):
        model = fit([e for e in examples if e.fold != number], told)
        sure[fold == number] = model.sure(values[fold == number])
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


def write(model: Gated, names: Sequence[str], path: Path, note: str) -> None:
    """One tree a line."""
    trees = [*exported(model.right), *(_weighed(tree, model.weight) for tree in exported(model.told))]
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    head = json.dumps({"about": note, "slope": round(model.slope, 6), "bias": round(model.bias, 6)})
    signals = json.dumps(list(names))
    path.write_text(f'{head[:-1]},\n"signals": {signals},\n"trees": [\n{lines}\n]}}\n', encoding="utf-8")


def _weighed(tree: dict[str, list[Any]], weight: float) -> dict[str, list[Any]]:
    return {"nodes": tree["nodes"], "leaves": [round(weight * leaf, 5) for leaf in tree["leaves"]]}


def gathered(found: Iterable[Example | None]) -> list[Example]:
    """Without the questions for which nothing was found: they are declined whatever the gate says."""
    return [e for e in found if e is not None]

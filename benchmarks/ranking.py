"""Learns to rank: small boosted trees that rise with every feature, cross-validated by article.

As readable JSON.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from rows import Row

from knowledge.retrieval.features import FEATURES, registered
from knowledge.retrieval.scorer import Trees

__all__ = ["FOLDS", "Quality", "as_trees", "columns_without", "crossed", "fit", "folds", "quality", "write"]

FOLDS = 5
SEED = 7


class Quality(NamedTuple):
    """Over answerable questions: share with a right first hit, and the mean reciprocal rank among ten."""

    questions: int
    recall_1: float
    mrr_10: float


def folds(groups: Sequence[str]) -> dict[str, int]:
    """Articles shared out among the folds, the same way every time."""
    order = sorted(set(groups))
    random.Random(SEED).shuffle(order)  # noqa: S311 - not for secrets
    return {group: number % FOLDS for number, group in enumerate(order)}


def columns_without(group: str | None) -> list[int]:
    """Positions of the features that are left when a group and its shares are left out."""
    gone = {one.name for one in registered() if one.group == group}
    return [i for i, name in enumerate(FEATURES) if name.removesuffix("_relative") not in gone]


def fit(rows: Sequence[Row], columns: Sequence[int], *, trees: int = 250) -> lightgbm.Booster:
    """LambdaMART; parameters by trial with cross-validation, quality is flat around them."""
    held = [row for row in rows if row.question.answerable and any(row.right)]
    matrix = np.array([values for row in held for values in row.features], dtype=np.float64)[:, columns]
    labels = np.array([value for row in held for value in row.right])
    parameters: dict[str, Any] = {
        "objective": "lambdarank", "learning_rate": 0.08, "num_leaves": 12, "min_data_in_leaf": 200,
        "lambda_l2": 5.0, "lambdarank_truncation_level": 5, "feature_fraction": 0.7, "bagging_fraction": 0.8,
        "bagging_freq": 1, "monotone_constraints": [1] * len(columns),
        "monotone_constraints_method": "advanced",
        "seed": SEED, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    weights = [row.question.weight for row in held for _ in row.right]
    data = lightgbm.Dataset(matrix, labels, group=[len(row.right) for row in held], weight=weights)
    return lightgbm.train(parameters, data, trees)


def quality(booster: lightgbm.Booster, rows: Sequence[Row], columns: Sequence[int]) -> tuple[int, int, float]:
    """Answerable questions, right first hits, and the sum of reciprocal ranks among ten."""
    count = right = 0
    total = 0.0
    for row in rows:
        if not row.question.answerable:
            continue
        count += 1
        if not row.features:
            continue
        scores = booster.predict(np.array(row.features)[:, columns], num_threads=1)
        order = np.lexsort((row.ids, -np.asarray(scores)))[:10]
        rank = next((place for place, at in enumerate(order, 1) if row.right[at]), None)
        right += rank == 1
        total += 1 / rank if rank else 0.0
    return count, right, total


def crossed(
    training: Sequence[Row], tested: Sequence[Sequence[Row]], columns: Sequence[int], *, trees: int = 250
) -> list[Quality]:
    """Quality on each of the tested sets, every article judged by trees that never saw it."""
    shares = folds([row.question.group for row in training])
    sums = [np.zeros(3) for _ in tested]
    for fold in range(FOLDS):
        booster = fit([r for r in training if shares[r.question.group] != fold], columns, trees=trees)
        for number, rows in enumerate(tested):
            sums[number] += quality(booster, [r for r in rows if shares[r.question.group] == fold], columns)
    return [Quality(int(n), float(right / n), float(total / n)) for n, right, total in sums]


def _walk(node: dict[str, Any], nodes: list[list[float]], leaves: list[float]) -> int:
    if "leaf_value" in node:
        leaves.append(round(node["leaf_value"], 5))
        return -len(leaves)
    at = len(nodes)
    nodes.append([])
    left, right = _walk(node["left_child"], nodes, leaves), _walk(node["right_child"], nodes, leaves)
    nodes[at] = [node["split_feature"], round(node["threshold"], 5), left, right]
    return at


def as_trees(booster: lightgbm.Booster) -> Trees:
    """The booster as the program's own scorer."""
    return Trees(FEATURES, exported(booster))


def exported(booster: lightgbm.Booster) -> list[dict[str, list[Any]]]:
    """Trees of ``[feature, threshold, left, right]``; a negative child is a leaf, counted from -1 down."""
    result = []
    for tree in booster.dump_model()["tree_info"]:
        nodes: list[list[float]] = []
        leaves: list[float] = []
        _walk(tree["tree_structure"], nodes, leaves)
        result.append({"nodes": nodes, "leaves": leaves})
    return result


def write(booster: lightgbm.Booster, path: Path, note: str) -> None:
    """One tree a line, so that a change can be read."""
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in exported(booster))
    features = json.dumps(list(FEATURES))
    path.write_text(
        f'{{"about": {json.dumps(note)},\n"features": {features},\n"trees": [\n{lines}\n]}}\n',
        encoding="utf-8",
    )

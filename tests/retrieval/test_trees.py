"""Trees are walked all at once, and give what walking each of them gives."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from knowledge.retrieval import scorer
from knowledge.retrieval.features import FEATURES
from knowledge.retrieval.scorer import Trees, default_scorer

WEIGHTS = json.loads(Path(scorer.__file__).with_name("weights.json").read_text(encoding="utf-8"))


def walked(trees: list[dict[str, Any]], row: list[float]) -> float:
    """Node by node, tree by tree."""
    total = 0.0
    for tree in trees:
        at = 0
        while at >= 0:
            feature, threshold, left, right = tree["nodes"][at]
            at = left if row[feature] <= threshold else right
        total += tree["leaves"][~at]
    return total


def test_the_programs_trees_give_what_walking_them_node_by_node_gives() -> None:
    dice = random.Random(5)
    thresholds = sorted({node[1] for tree in WEIGHTS["trees"] for node in tree["nodes"]})
    rows = [[dice.choice([dice.random(), dice.choice(thresholds)]) for _ in FEATURES] for _ in range(200)]
    order = [FEATURES.index(name) for name in WEIGHTS["features"]]
    expected = [walked(WEIGHTS["trees"], [row[place] for place in order]) for row in rows]
    assert default_scorer().raws(rows) == expected


def test_a_row_has_its_score_whatever_stands_beside_it() -> None:
    dice = random.Random(6)
    rows = [[dice.random() for _ in FEATURES] for _ in range(40)]
    assert default_scorer().raws(rows) == [default_scorer().raw(row) for row in rows]


def test_no_rows_and_no_trees_are_no_trouble() -> None:
    assert default_scorer().raws([]) == []
    assert Trees(["a"], []).raws([[0.5]]) == [0.0]
    lopsided = [
        {"nodes": [[0, 0.5, -1, 1], [0, 0.7, -2, -3]], "leaves": [1.0, 2.0, 3.0]},
        {"nodes": [[0, 0.6, -1, -2]], "leaves": [0.0, 10.0]},
    ]
    assert Trees(["a"], lopsided).raws([[0.5], [0.55], [0.65], [0.8]]) == [1.0, 2.0, 12.0, 13.0]

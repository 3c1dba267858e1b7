"""Invented news that tell events several times → the weights by which two tellings are one event.

    PYTHONPATH=.:benchmarks:tests python benchmarks/training/retellings.py [--write]

Right pairs are those of data/merges/learn.txt, wrong ones its others and those of unrelated stories, as if
they were of one day. The figures are those of pairs judged by a model that has not seen their set. With
``--write`` the weights go into knowledge/timeline/retelling.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from examples.marked_stories import marked_stories
from invented import DATA, read
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import in_memory
from knowledge.model import Article
from knowledge.protocols import Encoder
from knowledge.timeline.material import everything
from knowledge.timeline.retelling import (
    LEAST,
    ONE_STORY,
    WEIGHTS,
    Retelling,
    Stories,
    likeness,
    may_be_retold,
    same_days,
)
from knowledge.timeline.telling import Telling, others_each
from knowledge.timeline.tellings import tellings

LEARN = DATA / "merges" / "learn.txt"
STRICTNESS, APART, EVERY = 10.0, 0.02, 3
"""Of the model; what a pair of unrelated stories weighs; and of these one in so many is learned from."""


class Pairs(NamedTuple):
    """Pairs of tellings of one set, and which tell one event."""

    values: NDArray[np.float64]
    right: NDArray[np.bool_]


def told_in(articles: list[Article], encoder: Encoder) -> tuple[list[Telling], Vectors]:
    """All tellings of the articles with days."""
    kept = in_memory(articles)
    vectors = Vectors(encoder, None)
    vectors.follow(kept.store)
    every = everything(kept.store, within=None, most=100_000).told
    return sorted(tellings(every, (), planned=False), key=lambda t: t.key), vectors


def compared(found: list[Telling], vectors: Vectors, pairs: list[tuple[int, int]]) -> NDArray[np.float64]:
    """What is learned from: a row for each pair."""
    stories = Stories(found)
    ids = [(found[i].sentence.id, found[j].sentence.id) for i, j in pairs]
    cosines = vectors.between(set(ids))
    rows = [
        likeness(found[i], found[j], stories, cosines.get(n)) for (i, j), n in zip(pairs, ids, strict=True)
    ]
    return np.array(rows, dtype=float).reshape(len(pairs), len(Retelling._fields))


def told_twice(encoder: Encoder) -> Iterator[Pairs]:
    """Of each set the pairs of two articles whose days agree; what has no letter is an event of its own."""
    for articles, label in marked_stories(LEARN):
        found, vectors = told_in(articles, encoder)
        stories = Stories(found)
        pairs = [(i, j) for i, j in same_days(found) if may_be_retold(found[i], found[j], stories)]
        letters = [label.get(telling.sentence.text) for telling in found]
        right = [letters[i] is not None and letters[i] == letters[j] for i, j in pairs]
        yield Pairs(compared(found, vectors, pairs), np.array(right, dtype=bool))


def apart(encoder: Encoder) -> NDArray[np.float64]:
    """Pairs of unrelated stories with a word in common, whatever their days."""
    paths = [*sorted((DATA / "written").glob("*.txt"))[::4], *sorted(DATA.glob("news-*.txt"))[::4]]
    articles = []
    for path in paths:
        for article in read(path)[0]:
            source = article.source.model_copy(update={"id": f"{path.stem}/{article.source.id}"})
            articles.append(article.model_copy(update={"source": source}))
    found, vectors = told_in(articles, encoder)
    shelf = [telling.sentence.source.split("/")[0] for telling in found]
    pairs = [
        (i, j)
        for i, j in combinations(range(len(found)), 2)
        if shelf[i] != shelf[j]
        and not found[i].content.isdisjoint(found[j].content)
        and not others_each(found[i], found[j])
    ]
    return compared(found, vectors, pairs)


def fitted(found: list[Pairs], unrelated: NDArray[np.float64], used: list[int]) -> LogisticRegression:
    """A model of these columns."""
    learned = unrelated[::EVERY]
    x = np.concatenate([*(p.values for p in found), learned])[:, used]
    y = np.concatenate([*(p.right for p in found), np.zeros(len(learned), dtype=bool)])
    weights = np.concatenate([np.ones(len(x) - len(learned)), np.full(len(learned), APART)])
    return LogisticRegression(C=STRICTNESS, max_iter=5000).fit(x, y, sample_weight=weights)


def learned(found: list[Pairs], unrelated: NDArray[np.float64], name: str) -> dict[str, float]:
    """The weights, reported by models that have not seen the set they judge."""
    used = [n for n, field in enumerate(Retelling._fields) if name == "meaning" or field != "meaning"]
    held_out = []
    for out in (p for p in found if len(p.right)):
        model = fitted([p for p in found if p is not out], unrelated, used)
        held_out.append(model.predict_proba(out.values[:, used])[:, 1])
    taken = np.concatenate(held_out) >= LEAST
    right = np.concatenate([p.right for p in found])
    model = fitted(found, unrelated, used)
    sure = model.predict_proba(unrelated[:, used])[:, 1] >= LEAST
    of_one = unrelated[:, Retelling._fields.index("related")] >= ONE_STORY
    print(
        f"{name}: {len(right)} pairs, {right.sum()} right; precision {right[taken].mean():.3f}, recall "
        f"{right[taken].sum() / right.sum():.3f}; of {len(unrelated)} unrelated pairs {(sure & of_one).sum()}"
    )
    weights = dict.fromkeys(Retelling._fields, 0.0)
    for place, weight in zip(used, model.coef_[0].round(3).tolist(), strict=True):
        weights[Retelling._fields[place]] = weight
    return {**weights, "constant": round(float(model.intercept_[0]), 3)}


def main() -> None:
    """Learn, report, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = open_encoder()
    assert encoder is not None, "the extra `semantic` is not installed"
    found, unrelated = list(told_twice(encoder)), apart(encoder)
    weights = {name: learned(found, unrelated, name) for name in ("meaning", "letters")}
    if options.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

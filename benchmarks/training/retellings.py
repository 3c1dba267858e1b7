"""Invented news that tell events several times → the weights by which two tellings are one event.

    PYTHONPATH=.:benchmarks:tests python benchmarks/training/retellings.py [--write]

Right pairs are those of data/merges/learn.txt, wrong ones its others and those of unrelated stories, as if
they were of one day. The figures are those of pairs judged by a model that has not seen their set. With
``--write`` the weights go into knowledge/timeline/retelling.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
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
from knowledge.timeline.retelling import LEAST, NO_RIVAL, WEIGHTS, Compared, Retelling, may_be_retold
from knowledge.timeline.stories import ONE_STORY, ONE_SUBJECT, Stories, pairs_of_days
from knowledge.timeline.telling import Telling
from knowledge.timeline.tellings import tellings

LEARN = DATA / "merges" / "learn.txt"
STRICTNESS, APART, EVERY = 10.0, 0.02, 9
"""Of the model; what a pair of unrelated stories weighs; and of these one in so many is learned from."""
Values = NDArray[np.float64]


class Pairs(NamedTuple):
    """Pairs of tellings of one set, and which tell one event."""

    values: Values
    right: NDArray[np.bool_]


def told_in(articles: list[Article], encoder: Encoder) -> tuple[list[Telling], Vectors]:
    """All tellings of the articles with days."""
    kept = in_memory(articles)
    vectors = Vectors(encoder, None)
    vectors.follow(kept.store)
    every = everything(kept.store, within=None, most=100_000).told
    return sorted(tellings(every, (), planned=False), key=lambda t: t.key), vectors


def told_twice(encoder: Encoder, *, letters: bool) -> Iterator[Pairs]:
    """Of each set the pairs of two articles whose days agree; what has no letter is an event of its own."""
    for articles, label in marked_stories(LEARN):
        found, vectors = told_in(articles, encoder)
        pairs = list(pairs_of_days(found))
        near = {} if letters else vectors.between(numbers(found, pairs))
        stories = Stories(found, pairs, near)
        pairs = [(i, j) for i, j in pairs if stories.is_one(found[i], found[j])]
        values = as_rows(map(Compared(found, pairs, stories, near), pairs))
        marks = [label.get(telling.sentence.text) for telling in found]
        right = np.array([marks[i] is not None and marks[i] == marks[j] for i, j in pairs], dtype=bool)
        kept = np.array([may_be_retold(found[i], found[j]) for i, j in pairs], dtype=bool)
        yield Pairs(values[kept], right[kept])


def apart(encoder: Encoder, *, letters: bool) -> Values:
    """Pairs of unrelated stories with a word in common, as if no report told anything else of that day."""
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
        and not (found[i].content | found[i].around).isdisjoint(found[j].content | found[j].around)
        and may_be_retold(found[i], found[j])
    ][::EVERY]
    near = {} if letters else vectors.between(numbers(found, pairs))
    stories = Stories(found, pairs, near)
    values = as_rows(map(Compared(found, pairs, stories, near), pairs))
    values[:, Retelling._fields.index("before_rivals")] = NO_RIVAL
    return values


def numbers(found: list[Telling], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs by the numbers of their sentences."""
    return [(found[i].sentence.id, found[j].sentence.id) for i, j in pairs]


def as_rows(found: Iterable[Retelling]) -> Values:
    """A row for each."""
    return np.array(list(found), dtype=float).reshape(-1, len(Retelling._fields))


def fitted(found: list[Pairs], unrelated: Values, used: list[int]) -> LogisticRegression:
    """A model of these columns."""
    x = np.concatenate([*(p.values for p in found), unrelated])[:, used]
    y = np.concatenate([*(p.right for p in found), np.zeros(len(unrelated), dtype=bool)])
    weights = np.concatenate([np.ones(len(x) - len(unrelated)), np.full(len(unrelated), APART)])
    return LogisticRegression(C=STRICTNESS, max_iter=5000).fit(x, y, sample_weight=weights)


def learned(found: list[Pairs], unrelated: Values, name: str) -> dict[str, float]:
    """The weights, reported by models that have not seen the set they judge."""
    unknown = () if name == "meaning" else ("meaning", "subject")
    used = [n for n, field in enumerate(Retelling._fields) if field not in unknown]
    held_out = []
    for out in (p for p in found if len(p.right)):
        model = fitted([p for p in found if p is not out], unrelated, used)
        held_out.append(model.predict_proba(out.values[:, used])[:, 1])
    taken = np.concatenate(held_out) >= LEAST
    right = np.concatenate([p.right for p in found])
    model = fitted(found, unrelated, used)
    sure = model.predict_proba(unrelated[:, used])[:, 1] >= LEAST
    related, subject = (unrelated[:, Retelling._fields.index(field)] for field in ("related", "subject"))
    of_one = (related >= ONE_STORY) | (subject >= ONE_SUBJECT)
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
    weights = {}
    for name in ("meaning", "letters"):
        letters = name == "letters"
        found, unrelated = list(told_twice(encoder, letters=letters)), apart(encoder, letters=letters)
        weights[name] = learned(found, unrelated, name)
    if options.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Trains what meaning adds to ranking, reports quality with and without, writes the weights.

    python benchmarks/training/meaning.py PUBLIC_DIR [--step N] [--dry] [--vectors FILE]

PUBLIC_DIR as for ``letters.py``, after which this is to be run again. For every article the letters' score
comes from trees that never saw it, and meaning's share is learned on top of that score; what is reported is
out of fold by article. All seeded: the same data give the same weights to the digit.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import letters as by_letters
import lightgbm
import numpy as np
import ranking
import rows as learning
from rows import Question, Row

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Near, Vectors
from knowledge.model import Hit
from knowledge.protocols import Encoder, Index, Store
from knowledge.retrieval import meaning
from knowledge.retrieval.candidates import comparisons
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.features import features
from knowledge.retrieval.nearness import Nearness, nearby, nearness
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import MeaningScore, Ranked
from knowledge.retrieval.scorer import Trees
from knowledge.retrieval.understanding import understand

ROOT = Path(__file__).parents[2]
TREES = ROOT / "knowledge" / "retrieval" / "meaning.json"
ROUNDS = 150
NOTE = "Learned by benchmarks/training/meaning.py"


class Opened(NamedTuple):
    """A set of articles with vectors for all their sentences."""

    store: Store
    index: Index
    vectors: Vectors


class Looked(NamedTuple):
    """A question with its candidates and what meaning says of them; ``ranked`` by strange letters."""

    question: Question
    sort: str
    fold: int
    query: Query
    found: list[Comparison]
    row: Row
    near: list[Near]
    opened: Opened
    ranked: tuple[Ranked, ...] = ()
    told: Nearness | None = None
    values: tuple[tuple[float, ...], ...] = ()

    @property
    def right(self) -> list[int]:
        """Of each of the ranked, whether it is right."""
        labels = dict(zip(self.row.ids, self.row.right, strict=True))
        return [labels[one.hit.sentence.id] for one in self.ranked]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--dry", action="store_true", help="write no weights")
    parser.add_argument(
        "--vectors", type=Path, default=None, help="a file in which to keep the public vectors"
    )
    chosen = parser.parse_args()
    encoder = open_encoder()
    if encoder is None:
        parser.error("the extra `semantic` is not installed")
    letters = judged_by_strangers(questions(chosen.data, chosen.step, encoder, chosen.vectors))
    print(f"{len(letters)} questions looked at", flush=True)
    report_ranking(letters)
    if not chosen.dry:
        write_trees(fit(letters))


# What is learned from


def questions(public: Path, step: int, encoder: Encoder, kept: Path | None) -> list[Looked]:
    """All questions with their candidates, not yet ranked."""
    store, index = learning.library(learning.archive(public / "archive.jsonl"))
    opened = with_vectors(store, index, encoder, kept)
    asked = learning.public_questions(public / "questions.jsonl", step)
    typed = learning.public_questions(public / "questions_typos.jsonl", 2 * step)
    chance = random.Random(ranking.SEED)  # noqa: S311 - not for secrets
    other = [learning.reworded(q, chance) for q in asked[::3] if q.answerable]
    shares = ranking.folds([q.group for q in asked])
    looked = []
    for sort, held in (("public", asked), ("with slips", typed), ("reworded", other)):
        looked += [look(q, sort, shares[q.group], opened) for q in held]
    news = by_letters.news_questions()
    away = ranking.folds([q.group for one in news for q in one.questions])
    for one in news:
        near = with_vectors(*one.opened, encoder, None)
        looked += [look(q, "invented", away[q.group], near) for q in one.questions]
    return [one for one in looked if one.found]


def with_vectors(store: Store, index: Index, encoder: Encoder, kept: Path | None) -> Opened:
    """With vectors that have followed the store."""
    vectors = Vectors(encoder, kept)
    vectors.follow(store)
    return Opened(store, index, vectors)


def look(question: Question, sort: str, fold: int, opened: Opened) -> Looked:
    """The candidates of letters and meaning."""
    query = understand(question.text, opened.store, context=question.context)
    near = nearby(query.understood or query.text, opened.vectors)
    found = comparisons(query, opened.store, opened.index, also=[one.sentence for one in near])
    row = learning.row(question, found)
    return Looked(question, sort, fold, query, found, row, near, opened)


def judged_by_strangers(looked: Sequence[Looked]) -> list[Looked]:
    """Each ranked by letters' trees that never saw its article."""
    judged = []
    columns = ranking.columns_without(None)
    for fold in range(ranking.FOLDS):
        known = [one.row for one in looked if one.fold != fold]
        booster = ranking.fit(known, columns)
        judged += [ranked_by(booster, one) for one in looked if one.fold == fold]
    return judged


def ranked_by(booster: lightgbm.Booster, one: Looked) -> Looked:
    """With the letters' score and the features of both."""
    values = features(one.found)
    raws = booster.predict(np.array(values), num_threads=1)
    ranked = [
        Ranked(Hit(comparison.page.sentence, Trees.squash(float(raw)), own), comparison, float(raw))
        for comparison, own, raw in zip(one.found, values, raws, strict=True)
    ]
    ranked.sort(key=lambda r: (-r.raw, r.hit.sentence.id))
    text = one.query.understood or one.query.text
    told = nearness(one.found, one.near, text, one.opened.vectors, corpus_of(one.opened.store))
    return one._replace(ranked=tuple(ranked), told=told, values=tuple(meaning.features(ranked, told)))


# Ranking


def fit(looked: Sequence[Looked]) -> lightgbm.Booster:
    """LambdaMART on top of the letters' score. Made to rise with every feature it found a tenth less."""
    held = [one for one in looked if one.question.answerable and any(one.right)]
    parameters: dict[str, Any] = {
        "objective": "lambdarank", "learning_rate": 0.08, "num_leaves": 8, "min_data_in_leaf": 200,
        "lambda_l2": 5.0, "lambdarank_truncation_level": 5, "feature_fraction": 0.7, "bagging_fraction": 0.8,
        "bagging_freq": 1, "seed": ranking.SEED, "deterministic": True, "force_row_wise": True,
        "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    data = lightgbm.Dataset(
        np.array([values for one in held for values in one.values]),
        np.array([right for one in held for right in one.right]),
        group=[len(one.ranked) for one in held],
        weight=[one.question.weight for one in held for _ in one.ranked],
        init_score=[r.raw for one in held for r in one.ranked],
    )
    return lightgbm.train(parameters, data, ROUNDS)


def both(booster: lightgbm.Booster, one: Looked) -> list[Ranked]:
    """Ranked by both."""
    shares = booster.predict(np.array(one.values), num_threads=1)
    told = one.told
    assert told is not None
    weighed = []
    for r, share, values in zip(one.ranked, shares, one.values, strict=True):
        number = r.hit.sentence.id
        said = MeaningScore(float(share), told.alike[number], told.aligned[number], told.near, values)
        weighed.append(r._replace(raw=r.raw + float(share), meaning=said))
    return sorted(weighed, key=lambda r: (-r.raw, r.hit.sentence.id))


def crossed(looked: Sequence[Looked]) -> list[list[Ranked]]:
    """Each by both, trained without its fold."""
    boosters = [fit([one for one in looked if one.fold != fold]) for fold in range(ranking.FOLDS)]
    return [both(boosters[one.fold], one) for one in looked]


def report_ranking(looked: Sequence[Looked]) -> None:
    """R@1 and MRR@10 without and with meaning, out of fold."""
    found = crossed(looked)
    print("ranking, cross-validated     questions   R@1 letters  with meaning   MRR letters  with meaning")
    for sort in ("public", "with slips", "reworded", "invented"):
        kept = [i for i, one in enumerate(looked) if one.sort == sort and one.question.answerable]
        plain = [reciprocal(looked[i], looked[i].ranked) for i in kept]
        more = [reciprocal(looked[i], found[i]) for i in kept]
        first = [sum(r == 1 for r in each) / len(kept) for each in (plain, more)]
        mean = [sum(each) / len(kept) for each in (plain, more)]
        print(f"  {sort:26} {len(kept):9} {first[0]:13.4f} {first[1]:13.4f} {mean[0]:13.4f} {mean[1]:13.4f}")


def reciprocal(one: Looked, ranked: Sequence[Ranked]) -> float:
    """One over the place of the first right hit among ten, else 0."""
    labels = dict(zip(one.row.ids, one.row.right, strict=True))
    return next((1 / n for n, r in enumerate(ranked[:10], 1) if labels[r.hit.sentence.id]), 0.0)


# Gate


def write_trees(booster: lightgbm.Booster) -> None:
    """One tree a line, as for the letters."""
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in ranking.exported(booster))
    about = json.dumps(f"{NOTE}; [feature, threshold, at most, above].")
    names = json.dumps(list(meaning.FEATURES))
    TREES.write_text(
        f'{{"about": {about},\n"features": {names},\n"trees": [\n{lines}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()

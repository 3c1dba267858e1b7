"""Trains what meaning adds to ranking and gate, reports quality with and without, writes the weights.

    python benchmarks/meaning_train.py EVAL_DIR [--originals DIR] [--step N] [--dry]

EVAL_DIR as for ``train.py``, which learns what the letters say, and after which this is to be run again. For
every article the letters' score comes from trees that never saw it, and meaning's share is learned on top of
that score; what is reported is out of fold by article. All seeded: the same data give the same weights to the
digit. Encoding the 5,309 public sentences takes a minute or two on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gating
import lightgbm
import numpy as np
import ranking
import rows as learning
import train
from rows import Question, Row

from knowledge.answering import confidence, signals
from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Near, Vectors
from knowledge.model import Hit
from knowledge.protocols import Encoder, Index, Store
from knowledge.retrieval import meaning
from knowledge.retrieval.candidates import comparisons
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features import features
from knowledge.retrieval.meaning import MeaningScore, Told
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.scorer import Trees
from knowledge.retrieval.understanding import understand

ROOT = Path(__file__).parent.parent
WITNESS = ROOT / "knowledge" / "retrieval" / "meaning.json"
GATE = ROOT / "knowledge" / "answering" / "meaning.json"
ROUNDS = 150
TOLD = 1.5
NOTE = "Learned by benchmarks/meaning_train.py"


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
    told: Told | None = None
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
    parser.add_argument("--originals", type=Path, default=None, help="the folder of the digests' originals")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--dry", action="store_true", help="write no weights")
    parser.add_argument(
        "--vectors", type=Path, default=None, help="a file in which to keep the public vectors"
    )
    chosen = parser.parse_args()
    encoder = open_encoder()
    if encoder is None:
        parser.error("the extra `semantic` is not installed")
    letters = judged_by_strangers(
        questions(chosen.data, chosen.originals, chosen.step, encoder, chosen.vectors)
    )
    print(f"{len(letters)} questions looked at", flush=True)
    report_ranking(letters)
    if not chosen.dry:
        write_trees(fit(letters))
    examples = gate_examples(letters)
    report_gate(examples)
    if not chosen.dry:
        gate = gating.fit([with_meaning for with_meaning, _ in examples], TOLD)
        gating.write(gate, confidence.SIGNALS, GATE, f"{NOTE}; [signal, threshold, at most, above].")


# What is learned from


def questions(
    data: Path, originals: Path | None, step: int, encoder: Encoder, kept: Path | None
) -> list[Looked]:
    """All questions with their candidates, not yet ranked."""
    public = data / "squad"
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
    news = train.news_questions(data, originals)
    away = ranking.folds([q.group for one in news for q in one.questions])
    strays = [q._replace(answerable=False, weight=0.3) for q in asked[:: 8 * max(1, 4 // step)]]
    for number, one in enumerate(news):
        near = with_vectors(*one.opened, encoder, None)
        looked += [look(q, one.sort, away[q.group], near) for q in one.questions]
        looked += [look(q, "elsewhere", shares[q.group], near) for q in strays[number :: len(news)]]
    return [one for one in looked if one.found]


def with_vectors(store: Store, index: Index, encoder: Encoder, kept: Path | None) -> Opened:
    """With vectors that have followed the store."""
    vectors = Vectors(encoder, kept)
    vectors.follow(store)
    return Opened(store, index, vectors)


def look(question: Question, sort: str, fold: int, opened: Opened) -> Looked:
    """The candidates of both witnesses."""
    query = understand(question.text, opened.store, context=question.context)
    near = meaning.nearby(query.understood or query.text, opened.vectors)
    found = comparisons(query, opened.store, opened.index, also=[one.sentence for one in near])
    row = learning.row(question, found)
    if sort == "elsewhere":
        row = row._replace(right=[0] * len(row.right))
    return Looked(question, sort, fold, query, found, row, near, opened)


def judged_by_strangers(looked: Sequence[Looked]) -> list[Looked]:
    """Each ranked by letters' trees that never saw its article."""
    judged = []
    columns = ranking.columns_without(None)
    for fold in range(ranking.FOLDS):
        known = [one.row for one in looked if one.fold != fold and one.sort != "elsewhere"]
        booster = ranking.fit(known, columns)
        judged += [ranked_by(booster, one) for one in looked if one.fold == fold]
    return judged


def ranked_by(booster: lightgbm.Booster, one: Looked) -> Looked:
    """With the letters' score and the features of both witnesses."""
    values = features(one.found)
    raws = booster.predict(np.array(values), num_threads=1)
    ranked = [
        Ranked(Hit(comparison.page.sentence, Trees.squash(float(raw)), own), comparison, float(raw))
        for comparison, own, raw in zip(one.found, values, raws, strict=True)
    ]
    ranked.sort(key=lambda r: (-r.raw, r.hit.sentence.id))
    text = one.query.understood or one.query.text
    told = meaning.nearness_of(ranked, one.near, text, one.opened.vectors, one.opened.store)
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
    """Ranked by both witnesses."""
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
    """Each by both witnesses, trained without its fold."""
    boosters = [fit([one for one in looked if one.fold != fold]) for fold in range(ranking.FOLDS)]
    return [both(boosters[one.fold], one) for one in looked]


def report_ranking(looked: Sequence[Looked]) -> None:
    """R@1 and MRR@10 without and with meaning, out of fold."""
    found = crossed(looked)
    print("ranking, cross-validated     questions   R@1 letters  with meaning   MRR letters  with meaning")
    for sort in ("public", "with slips", "reworded", *train.NEWS):
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


def gate_examples(looked: Sequence[Looked]) -> list[tuple[gating.Example, gating.Example]]:
    """Of each question the signals with meaning and those of the letters alone, all out of fold."""
    asked = [one for one in looked if one.sort != "with slips"]
    trees = {fold: fit([one for one in looked if one.fold != fold]) for fold in range(ranking.FOLDS)}
    pairs = []
    for one in asked:
        ranked = both(trees[one.fold], one)
        alone = example(one, list(one.ranked), signals.signals(one.query, one.ranked))
        pairs.append((example(one, ranked, confidence.signals(one.query, ranked)), alone))
    return pairs


def example(one: Looked, ranked: Sequence[Ranked], values: tuple[float, ...]) -> gating.Example:
    """Labelled by the first of the ranked."""
    labels = dict(zip(one.row.ids, one.row.right, strict=True))
    right = one.question.answerable and bool(labels[ranked[0].hit.sentence.id])
    weight = min(one.question.weight, train.NEWS_WEIGHT_GATE)
    return gating.Example(one.question, one.sort, right, values, weight, one.fold)


def report_gate(examples: Sequence[tuple[gating.Example, gating.Example]]) -> None:
    """AUROC and answers from a confidence of a half, without and with meaning, out of fold."""
    for number, name in ((1, "letters alone"), (0, "with meaning")):
        kept = [pair[number] for pair in examples]
        sure = gating.crossed(kept, train.TOLD if number else TOLD)
        for sort in ("public", "reworded", "elsewhere", *train.NEWS):
            these = [i for i, e in enumerate(kept) if e.sort == sort]
            said = [i for i in these if sure[i] >= 0.5]
            good = sum(kept[i].right for i in said)
            silent = sum(not kept[i].question.answerable for i in these if sure[i] < 0.5)
            mixed = len({kept[i].question.answerable for i in these}) == 2
            area = f"{gating.area(kept, sure, sort):.4f}" if mixed else "     -"
            print(
                f"gate, {name:14} {sort:10} AUROC {area}  asked {len(these):5}  answered {len(said):5}  right"
                f" {good:5}  honest {(good + silent) / len(these):.3f}"
            )


# Writing


def write_trees(booster: lightgbm.Booster) -> None:
    """One tree a line, as for the letters."""
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in ranking.exported(booster))
    about = json.dumps(f"{NOTE}; [feature, threshold, at most, above].")
    names = json.dumps(list(meaning.FEATURES))
    WITNESS.write_text(
        f'{{"about": {about},\n"features": {names},\n"trees": [\n{lines}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()

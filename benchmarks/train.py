"""Trains the ranking trees and the gate, reports cross-validated quality, and writes the weights.

    python benchmarks/train.py EVAL_DIR [--originals DIR] [--step N] [--ablation] [--gate] [--dry]

EVAL_DIR holds ``squad/archive.jsonl``, ``squad/questions.jsonl`` and ``squad/questions_typos.jsonl``, and may
hold ``seeds/questions.jsonl`` and ``seeds/followups.jsonl``, asked of the digests and of their originals.
Everything is seeded; the same data give the same weights to the digit. ``--step 3`` takes every third
question: a quick look.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import NamedTuple

import gating
import invented
import ranking
import rows as learning
from rows import Question, Row

from knowledge.answering.signals import SIGNALS
from knowledge.protocols import Index, Store
from knowledge.retrieval.features import GROUPS

ROOT = Path(__file__).parent.parent
RANKER = ROOT / "knowledge" / "retrieval" / "weights.json"
GATE = ROOT / "knowledge" / "answering" / "letters.json"
# An invented question counts as this many public ones: news in everyday words is what the program is for.
NEWS_WEIGHT = 4.0
NEWS_WEIGHT_GATE = 3.0  # tried from 1 to 16: news gain and public questions lose with every step
TOLD = 2.0  # by letters alone near misses are hard to tell, so that it counts more than beside meaning
NEWS = ("invented", "digests", "originals")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--originals", type=Path, default=None, help="the folder of the digests' originals")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--dry", action="store_true", help="write no weights")
    parser.add_argument("--gate", action="store_true", help="write the gate only")
    chosen = parser.parse_args()
    public = chosen.data / "squad"
    store, index = learning.library(learning.archive(public / "archive.jsonl"))
    asked = learning.public_questions(public / "questions.jsonl", chosen.step)
    typed = learning.public_questions(public / "questions_typos.jsonl", chosen.step)
    chance = random.Random(ranking.SEED)  # noqa: S311 - not for secrets
    other = [learning.reworded(q, chance) for q in asked if q.answerable]
    sets = {
        name: list(learning.rows([q for q in questions if q.answerable], store, index))
        for name, questions in (("as asked", asked), ("with slips", typed), ("reworded", other))
    }
    trained = [row for rows in sets.values() for row in rows]
    news = news_questions(chosen.data, chosen.originals)
    told = [row for one in news for row in learning.rows(one.questions, *one.opened)]
    if not chosen.gate:
        report_ranking(trained, sets)
    if chosen.ablation:
        report_ablation(trained, sets)
    if not chosen.dry and not chosen.gate:
        booster = ranking.fit([*trained, *told], ranking.columns_without(None))
        ranking.write(
            booster, RANKER, "Learned by benchmarks/train.py; [feature, threshold, at most, above]."
        )
    examples = gate_examples(trained, told, asked, other, (store, index), news)
    report_gate(examples)
    if not chosen.dry:
        note = "Learned by benchmarks/train.py; [signal, threshold, at most, above]."
        gating.write(gating.fit(examples, TOLD), SIGNALS, GATE, note)


Opened = tuple[Store, Index]


class News(NamedTuple):
    """Questions about one set of news, ``sort`` saying of which kind it is."""

    sort: str
    questions: list[Question]
    opened: Opened


def news_questions(data: Path, originals: Path | None) -> list[News]:
    """The invented news, the digests and, where they are at hand, the digests' originals."""
    found = [
        News(
            "invented",
            [
                Question(
                    f"{corpus.name}-{n}", q.question, corpus.name, bool(q.keys), q.keys, q.context, True,
                    weight=NEWS_WEIGHT,
                )
                for n, q in enumerate(corpus.asked)
            ],
            learning.library(corpus.articles),
        )
        for corpus in invented.shelves()
    ]  # fmt: skip
    for path in (data / "seeds" / "questions.jsonl", data / "seeds" / "followups.jsonl"):
        if path.exists():
            asked = learning.seed_questions(path, weight=NEWS_WEIGHT)
            found.append(News("digests", asked, learning.library(learning.digests(ROOT / "seeds"))))
            if originals is not None:
                found.append(News("originals", asked, learning.library(learning.originals(originals))))
    return found


def report_ranking(trained: list[Row], sets: dict[str, list[Row]]) -> None:
    """R@1 and MRR@10 of each set, by cross-validation over the articles."""
    found = ranking.crossed(trained, list(sets.values()), ranking.columns_without(None))
    print("ranking, cross-validated by article     questions    R@1  MRR@10")
    for name, quality in zip(sets, found, strict=True):
        print(f"  {name:36} {quality.questions:10} {quality.recall_1:6.3f}  {quality.mrr_10:6.3f}")


def report_ablation(trained: list[Row], sets: dict[str, list[Row]]) -> None:
    """The same with one group of features left out at a time, on the questions as asked and reworded."""
    tested = [sets["as asked"], sets["reworded"]]
    print("ablation, cross-validated               as asked R@1  MRR@10   reworded R@1  MRR@10")
    for group in (None, *GROUPS):
        plain, other = ranking.crossed(trained, tested, ranking.columns_without(group), trees=80)
        name = f"without {group}" if group else "all features"
        print(
            f"  {name:37} {plain.recall_1:12.3f} {plain.mrr_10:7.3f}"
            f" {other.recall_1:14.3f} {other.mrr_10:7.3f}",
            flush=True,
        )


def gate_examples(
    trained: list[Row], told: list[Row], asked: list[Question], other: list[Question], opened: Opened,
    news: list[News],
) -> list[gating.Example]:  # fmt: skip
    """Signals of questions ranked by trees that never saw their article.

    And of the same questions asked elsewhere.
    """
    shares = ranking.folds([row.question.group for row in trained])
    away = ranking.folds([row.question.group for row in told])
    columns = ranking.columns_without(None)
    trees = [
        ranking.as_trees(
            ranking.fit(
                [r for r in trained if shares[r.question.group] != fold]
                + [r for r in told if away[r.question.group] != fold],
                columns,
            )
        )
        for fold in range(ranking.FOLDS)
    ]
    found: list[gating.Example | None] = []
    for sort, questions in (("public", asked), ("reworded", other[::3])):
        for q in questions:
            fold = shares[q.group]
            found.append(gating.example(q, *opened, trees[fold], sort=sort, weight=1.0, fold=fold))
    for one in news:
        for q in one.questions:
            fold = away[q.group]
            found.append(
                gating.example(q, *one.opened, trees[fold], sort=one.sort, weight=NEWS_WEIGHT_GATE, fold=fold)
            )
    for number, q in enumerate(asked[::8]):
        fold, place = shares[q.group], news[number % len(news)].opened
        stray = q._replace(answerable=False)
        found.append(gating.example(stray, *place, trees[fold], sort="elsewhere", weight=0.3, fold=fold))
    return gating.gathered(found)


def report_gate(examples: list[gating.Example]) -> None:
    """AUROC, false answers elsewhere, and the reliability table, all out of fold."""
    sure = gating.crossed(examples, TOLD)
    for sort in ("public", *NEWS):
        print(f"gate, {sort}: AUROC answerable against unanswerable {gating.area(examples, sure, sort):.3f}")
    for sort in ("public", "reworded", "elsewhere", *NEWS):
        kept = [i for i, e in enumerate(examples) if e.sort == sort]
        said = [i for i in kept if sure[i] >= 0.5]
        right = sum(examples[i].right for i in said)
        print(f"  {sort:10} {len(kept):6} asked, {len(said):6} answered, {right:6} of them right")
    print("reliability     confidence  share right  questions")
    for sort in ("public", *NEWS):
        kept = [i for i, e in enumerate(examples) if e.sort == sort]
        table = gating.reliability([examples[i].right for i in kept], [float(sure[i]) for i in kept])
        for mean, share, count in table:
            print(f"  {sort:14} {mean:10.2f} {share:12.2f} {count:10}")


if __name__ == "__main__":
    main()

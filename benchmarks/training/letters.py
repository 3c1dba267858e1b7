"""Trains the ranking trees of the letters, reports cross-validated quality, and writes the weights.

    python benchmarks/training/letters.py PUBLIC_DIR [--step N] [--ablation] [--dry]

PUBLIC_DIR holds ``archive.jsonl``, ``questions.jsonl`` and ``questions_typos.jsonl``; the invented news of
benchmarks/data come along, save `unseen`, on which the decision is fitted. All is seeded; the same data
give the same weights to the digit.
``--step 3`` takes every third public question: a quick look.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import invented
import ranking
import rows as learning
from rows import Question, Row

from knowledge.protocols import Index, Store
from knowledge.retrieval.features import groups

ROOT = Path(__file__).parents[2]
RANKER = ROOT / "knowledge" / "retrieval" / "weights.json"
# An invented question counts as this many public ones: news in everyday words is what the program is for.
NEWS_WEIGHT = 4.0


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--dry", action="store_true", help="write no weights")
    chosen = parser.parse_args()
    public = chosen.data
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
    news = news_questions()
    told = [row for one in news for row in learning.rows(one.questions, *one.opened)]
    report_ranking(trained, sets)
    if chosen.ablation:
        report_ablation(trained, sets)
    if not chosen.dry:
        booster = ranking.fit([*trained, *told], ranking.columns_without(None))
        ranking.write(
            booster,
            RANKER,
            "Learned by benchmarks/training/letters.py; [feature, threshold, at most, above].",
        )


Opened = tuple[Store, Index]


class News(NamedTuple):
    """Questions about one set of news."""

    questions: list[Question]
    opened: Opened


def news_questions() -> list[News]:
    """The invented news with what is asked of them."""
    return [
        News(
            [
                Question(
                    f"{shelf.name}-{n}", q.question, shelf.name, bool(q.keys), q.keys, q.context,
                    partial=True, weight=NEWS_WEIGHT,
                )
                for n, q in enumerate(shelf.asked)
            ],
            learning.library(shelf.articles),
        )
        for folder in (invented.DATA, invented.DATA / "written")
        for shelf in invented.shelves(folder)
    ]  # fmt: skip


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
    for group in (None, *groups()):
        plain, other = ranking.crossed(trained, tested, ranking.columns_without(group), trees=80)
        name = f"without {group}" if group else "all features"
        print(
            f"  {name:37} {plain.recall_1:12.3f} {plain.mrr_10:7.3f}"
            f" {other.recall_1:14.3f} {other.mrr_10:7.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

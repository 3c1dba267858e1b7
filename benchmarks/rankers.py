"""Compares rankers on public questions: bm25s, tantivy's BM25, rapidfuzz and Dateline, side by side.

    python benchmarks/rankers.py EVAL_DIR [--step N]

Prints R@1 and MRR@10 of the sentence that answers, and the median time of a question. Dateline is
judged by cross-validation over articles (trees that never saw the question's article); its shipped weights
saw all of them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import ranking
import rows as learning
from rapidfuzz import fuzz, process
from rows import Question, Row

from knowledge.model import Sentence
from knowledge.protocols import Index, Store
from knowledge.retrieval.candidates import comparisons
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.proposing import proposed
from knowledge.retrieval.ranking import order
from knowledge.retrieval.understanding import understand
from knowledge.text.words import terms

Ranker = Callable[[Question], list[Sentence]]
TOP = 10


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--step", type=int, default=4, help="take every N-th question")
    chosen = parser.parse_args()
    public = chosen.data / "squad"
    store, index = learning.library(learning.archive(public / "archive.jsonl"))
    held = [s for source in store.sources() for s in store.sentences_of(source.id)]
    sets = {
        name: [q for q in learning.public_questions(public / f"{name}.jsonl", chosen.step) if q.answerable]
        for name in ("questions", "questions_typos")
    }
    rankers: dict[str, Ranker] = {
        "rapidfuzz token_set_ratio": _rapidfuzz(held),
        "bm25s": _bm25s(held),
        "tantivy BM25": _tantivy(store, index),
        "Dateline, cross-validated": _crossed(sets["questions"], store, index),
    }
    print(f"{'':28} {'questions':>10} {'R@1':>7} {'MRR@10':>7} {'slips R@1':>10} {'MRR@10':>7} {'ms':>7}")
    for name, ranker in rankers.items():
        plain, typed = _judge(ranker, sets["questions"]), _judge(ranker, sets["questions_typos"])
        print(
            f"{name:28} {len(sets['questions']):10} {plain[0]:7.3f} {plain[1]:7.3f}"
            f" {typed[0]:10.3f} {typed[1]:7.3f} {plain[2]:7.2f}",
            flush=True,
        )


def _judge(ranker: Ranker, questions: Sequence[Question]) -> tuple[float, float, float]:
    """R@1, MRR@10 and the median milliseconds."""
    hits = reciprocal = 0.0
    times = []
    for question in questions:
        start = time.perf_counter()
        found = ranker(question)[:TOP]
        times.append((time.perf_counter() - start) * 1000)
        place = next((n for n, s in enumerate(found, 1) if question.matches(s.text)), None)
        hits += place == 1
        reciprocal += 1 / place if place else 0.0
    return hits / len(questions), reciprocal / len(questions), statistics.median(times)


def _rapidfuzz(held: list[Sentence]) -> Ranker:
    texts = [s.text.lower() for s in held]

    def rank(question: Question) -> list[Sentence]:
        best = process.extract(question.text.lower(), texts, scorer=fuzz.token_set_ratio, limit=TOP)
        return [held[at] for _, _, at in best]

    return rank


def _bm25s(held: list[Sentence]) -> Ranker:
    """With our own terms, so that only the ranking is compared, and its own parameters."""
    retriever = bm25s.BM25()
    retriever.index([list(terms(s.text)) for s in held], show_progress=False)

    def rank(question: Question) -> list[Sentence]:
        found, _ = retriever.retrieve([list(terms(question.text))], k=TOP, show_progress=False)
        return [held[at] for at in found[0]]

    return rank


def _tantivy(store: Store, index: Index) -> Ranker:
    def rank(question: Question) -> list[Sentence]:
        wanted = dict.fromkeys(terms(question.text), 1.0)
        return list(store.sentences([c.sentence for c in proposed(wanted, TOP, corpus_of(store), index)]))

    return rank


def _crossed(questions: Sequence[Question], store: Store, index: Index) -> Ranker:
    """The program's own path, with the trees of the fold that leaves the question's article out."""
    chance = random.Random(ranking.SEED)  # noqa: S311 - not for secrets
    asked = [*questions, *(learning.reworded(q, chance) for q in questions)]
    trained: list[Row] = list(learning.rows(asked, store, index))
    shares = ranking.folds([row.question.group for row in trained])
    columns = ranking.columns_without(None)
    trees = [
        ranking.as_trees(ranking.fit([r for r in trained if shares[r.question.group] != fold], columns))
        for fold in range(ranking.FOLDS)
    ]

    def rank(question: Question) -> list[Sentence]:
        found = comparisons(understand(question.text, store), store, index)
        return [r.hit.sentence for r in order(found, trees[shares[question.group]])]

    return rank


if __name__ == "__main__":
    main()

"""Questions of time over the invented news → how surely an answer by dated events is right.

    PYTHONPATH=.:benchmarks python benchmarks/training/time_questions.py [--write] [--show]

Each question is asked of its own articles alone, and of all articles together. An answer is right when it
cites what data/timelines/questions.txt names; an answer to what no article tells is wrong. The figures are
those of a model that has not seen the question's articles. With ``--write`` the weights learned from all go
into knowledge/timeline/confidence.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
from invented import DATA, asked_of_shelves
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from timelines import TODAY, library

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.model import Timeline
from knowledge.retrieval.searchable import Searchable
from knowledge.timeline.confidence import WEIGHTS, Signals
from knowledge.timeline.questions import Kind, question_of_time
from knowledge.timeline.replies import found_in_time

QUESTIONS = DATA / "timelines" / "questions.txt"
KINDS: tuple[Kind, ...] = get_args(Kind)
OPEN = ("list", "latest")
C = 1.0
"""Strictness: 0.1 gives the same order and chances nearer to the middle."""


class Asked(NamedTuple):
    """A question with the parts that its answer cites, each in one of several wordings; none: no answer."""

    shelf: str
    question: str
    parts: tuple[tuple[str, ...], ...]

    def right(self, told: Timeline, kind: Kind) -> bool:
        """Whether the first citations of the events are what was asked for."""
        quotes = [entry.citations[0].quote for entry in told.events]
        met = [any(word in quote for quote in quotes for word in part) for part in self.parts]
        if kind not in OPEN or not met:
            return bool(met) and all(met)
        own = sum(any(word in quote for part in self.parts for word in part) for quote in quotes)
        return 2 * sum(met) >= len(met) and 2 * own >= len(quotes)


class Row(NamedTuple):
    """An answer by dated events."""

    shelf: str
    kind: Kind
    signals: Signals
    right: bool


def questions(path: Path = QUESTIONS) -> Iterator[Asked]:
    """As the comment at the head of the file says."""
    for shelf, question, keys in asked_of_shelves(path):
        yield Asked(shelf, question, tuple(tuple(key.split("~")) for key in keys if key != "-"))


def answers(asked: Sequence[Asked], *, show: bool) -> Iterator[Row]:
    """Of the questions that dated events answer."""
    encoder = open_encoder()
    paths = {name: DATA / "unseen" / f"{name}.txt" for name in dict.fromkeys(a.shelf for a in asked)}
    alone = {name: library({name: path}, Vectors(encoder, None)) for name, path in paths.items()}
    together = library(paths, Vectors(encoder, None))
    for one in asked:
        for searched in (alone[one.shelf], together):
            row = _answer(one, searched)
            if show:
                print("-----" if row is None else "right" if row.right else "WRONG", one.question)
            if row:
                yield row


def _answer(asked: Asked, searched: Searchable) -> Row | None:
    form = question_of_time(asked.question)
    found = form and found_in_time(form, searched, today=TODAY)
    if not form or not found:
        return None
    return Row(asked.shelf, form.kind, found.signals, asked.right(found.told, form.kind))


def columns(rows: Sequence[Row]) -> NDArray[np.float64]:
    """The signals, then one column for each kind."""
    return np.array([[*row.signals, *(float(row.kind == kind) for kind in KINDS)] for row in rows])


def main() -> None:
    """Learn, report, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true", help="each question, and whether its answer is right")
    options = parser.parse_args()
    asked = list(questions())
    rows = list(answers(asked, show=options.show))
    values, right = columns(rows), np.array([row.right for row in rows])
    shelves = np.array([row.shelf for row in rows])
    chance = np.zeros(len(rows))
    for shelf in set(shelves):
        model = LogisticRegression(C=C).fit(values[shelves != shelf], right[shelves != shelf])
        chance[shelves == shelf] = model.predict_proba(values[shelves == shelf])[:, 1]
    told = sum(bool(one.parts) for one in asked)
    print(f"{len(asked)} questions, {told} of them told; {right.sum()} right of {len(rows)} answers (twice)")
    print(f"AUROC {roc_auc_score(right, chance):.3f}")
    for kind in KINDS:
        of = np.array([row.kind == kind for row in rows])
        print(
            f"  {kind:8} {of.sum():4} answers, {right[of].mean():.2f} right, chance {chance[of].mean():.2f}"
        )
    for low, high in ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)):
        of = (chance >= low) & (chance < high)
        print(f"  chance {low:.2f} to {high:.2f}: {of.sum():4} answers, {right[of].mean():.2f} right")
    if options.write:
        model = LogisticRegression(C=C).fit(values, right)
        names = (*Signals._fields, *KINDS)
        weights = dict(zip(names, model.coef_[0].round(3).tolist(), strict=True))
        weights["constant"] = round(float(model.intercept_[0]), 3)
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

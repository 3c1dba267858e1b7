"""Fits how sure an answer is: questions of several corpora, judged, → weights of the signals, and a report.

    python benchmarks/training/decision.py gather OUT.jsonl --by reader [--news FOLDER ...] [--public DIR]
    python benchmarks/training/decision.py fit EXAMPLES.jsonl [...] --by reader [--write]

``--by`` says what is at hand: letters alone, meaning too, the reader too; each has its own weights.
``gather`` asks every question of its own articles and writes one line for each: the signals and whether the
first candidate answers. ``fit`` leaves each corpus out in turn to report what carries over, then fits on all.
The reader must not have seen the news that is gathered here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import invented
import numpy as np
import rows as learning
from rows import Question
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from knowledge.answering.judging import ranked_by_all
from knowledge.answering.signals import signals
from knowledge.comprehension.opening import open_reader
from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import in_memory
from knowledge.model import Article
from knowledge.protocols import Encoder, Reader
from knowledge.retrieval.searchable import Searchable

WEIGHTS = Path(__file__).parents[2] / "knowledge" / "answering" / "decision.json"
C = 0.03
"""Inverse strength of the ridge, over signals of unit variance: weak evidence gets a small weight."""
ANSWERED = 2 / 3
"""Share of questions that the sources answer, as people ask; the corpora have more near misses than that."""


_LETTERS = (
    "score", "margin_elsewhere", "unmet", "gap", "unknown", "unmet_name", "unmet_number", "unmet_days",
    "another", "library", "kind_missed", "wording_missed",
)  # fmt: skip
USED = {
    "letters": _LETTERS,
    "meaning": (*_LETTERS, "near", "words_met"),
    "reader": (
        "answers", "answers_best", "span_is_no_kind", "kind_missed", "unmet_name", "unmet_days", "near",
    ),
}  # fmt: skip
"""With the reader the ranking's own score and margin made it less sure on articles that neither had seen: few
signals carried over better than all (AUROC .87 against .84 on the validation questions)."""


class Example(NamedTuple):
    """A question judged: whether any sentence answers, and whether the first one does."""

    corpus: str
    group: str
    question: str
    answerable: bool
    right: bool
    signals: dict[str, float]
    first: tuple[tuple[float, float | None, bool], ...]
    """Of the first candidates the score with the reader, its logit, whether it is right."""


def searchable(articles: Sequence[Article], encoder: Encoder | None, reader: Reader | None) -> Searchable:
    """The articles in memory, with vectors where an encoder is at hand."""
    held = in_memory(articles)
    vectors = Vectors(encoder, None) if encoder is not None else None
    if vectors is not None:
        vectors.follow(held.store)
    return Searchable(held.store, held.index, vectors, reader)


def examples(corpus: str, searched: Searchable, asked: Sequence[Question]) -> Iterator[Example]:
    """Each question judged."""
    for question in asked:
        query, ranked = ranked_by_all(question.text, searched, context=question.context)
        if not ranked:
            continue
        found = [question.answerable and question.matches(one.hit.sentence.text) for one in ranked[:10]]
        first = tuple(
            (round(one.raw, 4), one.reading.answers if one.reading else None, right)
            for one, right in zip(ranked[:10], found, strict=True)
        )
        yield Example(
            corpus,
            question.group,
            question.text,
            question.answerable,
            found[0],
            signals(query, ranked),
            first,
        )


def gather(chosen: argparse.Namespace) -> None:
    """Write the examples of all corpora that were named."""
    encoder = open_encoder() if chosen.by != "letters" else None
    reader = open_reader(*([chosen.reader] if chosen.reader else [])) if chosen.by == "reader" else None
    with chosen.out.open("w", encoding="utf-8") as out:
        for folder in chosen.news or ():
            for shelf in invented.shelves(folder):
                searched = searchable(shelf.articles, encoder, reader)
                asked = [
                    Question("", q.question, shelf.name, bool(q.keys), q.keys, q.context, partial=True)
                    for q in shelf.asked
                ]
                write(examples(folder.name, searched, asked), out)
        if chosen.public:
            searched = searchable(learning.archive(chosen.public / "archive.jsonl"), encoder, reader)
            public = learning.public_questions(chosen.public / "questions.jsonl", chosen.step)
            write(examples("public", searched, public), out)


def write(found: Iterator[Example], out: Any) -> None:
    """One JSON object a line."""
    for example in found:
        out.write(json.dumps(example._asdict(), ensure_ascii=False) + "\n")
        out.flush()


def fit(chosen: argparse.Namespace) -> None:
    """Report each corpus from the others, then fit on all."""
    held = [json.loads(line) for path in chosen.examples for line in path.open(encoding="utf-8")]
    names = USED[chosen.by]
    values = np.array([[one["signals"][name] for name in names] for one in held])
    right = np.array([one["right"] for one in held])
    answerable = np.array([one["answerable"] for one in held])
    corpora = np.array([one["corpus"] for one in held])
    weight = np.array([1 / max(1, (corpora == c).sum()) for c in corpora]) * len(held)
    share = (weight * answerable).sum() / weight.sum()
    weight *= np.where(answerable, ANSWERED / share, (1 - ANSWERED) / (1 - share))
    for corpus in sorted(set(corpora)):
        inside = corpora == corpus
        if inside.all():
            continue
        model = fitted(values[~inside], right[~inside], weight[~inside])
        report(corpus, model.predict_proba(values[inside])[:, 1], right[inside], answerable[inside])
    model = fitted(values, right, weight)
    report("all, fitted", model.predict_proba(values)[:, 1], right, answerable)
    scale = values.std(axis=0) + 1e-9
    weights = dict(zip(names, (round(float(w), 3) for w in model[-1].coef_[0] / scale), strict=True))
    bias = float(model[-1].intercept_[0] - (model[-1].coef_[0] * values.mean(axis=0) / scale).sum())
    for name, value in sorted(weights.items(), key=lambda pair: -abs(pair[1])):
        print(f"  {name:20} {value:8.3f}")
    if chosen.write:
        known = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
        known["about"] = "Fitted by benchmarks/training/decision.py; logistic, one weight a signal."
        known[chosen.by] = {"bias": round(bias, 3), "weights": weights}
        WEIGHTS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def fitted(values: Any, right: Any, weight: Any) -> Any:
    """Signals brought to unit variance, then a logistic model with a ridge."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=C, max_iter=3000))
    return model.fit(values, right, logisticregression__sample_weight=weight)


def report(corpus: str, sure: Any, right: Any, answerable: Any) -> None:
    """How well it tells right first candidates, and what a threshold makes of it."""
    told = roc_auc_score(right, sure) if 0 < right.sum() < len(right) else float("nan")
    near = roc_auc_score(answerable, sure) if 0 < answerable.sum() < len(answerable) else float("nan")
    print(
        f"{corpus:14} {len(right):5} first right {right[answerable].mean():.3f}"
        f"  AUROC right {told:.3f} answerable {near:.3f}"
    )
    for at in (0.4, 0.5, 0.6):
        said = sure >= at
        honest = (said & right).sum() + (~said & ~answerable).sum()
        wrong = (said & ~right).sum() / max(1, said.sum())
        print(f"      from {at}: honest {honest / len(right):.3f} wrong {wrong:.3f} said {said.mean():.2f}")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    gathering = commands.add_parser("gather")
    gathering.add_argument("out", type=Path)
    gathering.add_argument("--news", type=Path, nargs="*")
    gathering.add_argument("--public", type=Path)
    gathering.add_argument("--step", type=int, default=8)
    gathering.add_argument("--reader", type=Path, default=None, help="a folder of weights")
    gathering.set_defaults(run=gather)
    fitting = commands.add_parser("fit")
    fitting.add_argument("examples", type=Path, nargs="+")
    fitting.add_argument("--write", action="store_true")
    fitting.set_defaults(run=fit)
    for command in (gathering, fitting):
        command.add_argument("--by", choices=("letters", "meaning", "reader"), required=True)
    chosen = parser.parse_args()
    chosen.run(chosen)


if __name__ == "__main__":
    main()

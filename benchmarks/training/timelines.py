"""Requests over the invented news → the weights by which an event concerns the topic of a timeline.

    PYTHONPATH=.:benchmarks python benchmarks/training/timelines.py [--written FOLDER] [--write]

For topics of names, of other words (a theme) and of both there is a logistic model each, with meaning and
without. A model's strictness and cut are chosen by leaving out one shelf in five after the other. With
``--write`` the weights go into knowledge/timeline/relevance.json.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from invented import DATA, asked_of_shelves, read
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import in_memory
from knowledge.model import Article
from knowledge.protocols import Encoder
from knowledge.retrieval.searchable import Searchable
from knowledge.timeline.features import features
from knowledge.timeline.material import Told, gather
from knowledge.timeline.relevance import WEIGHTS, kind_of
from knowledge.timeline.request import understood
from knowledge.timeline.topic import topic_of

TODAY = date(2026, 9, 1)
FOLDS = 5
BETA = 0.5
"""What recall counts beside precision where a cut is chosen: an event that is not asked for harms more."""
GROUPS = 5
OUT = {
    (mode, kind): (*part, *("meaning",) * (mode == "letters"))
    for mode in ("meaning", "letters")
    for kind, part in (
        ("names", ("theme", "both")),
        ("theme", ("names", "others", "person", "both")),
        ("both", ()),
    )
}
"""Parts of the names of features that say nothing of such topics."""
BACKGROUND, UNLISTED = 0.4, 0.3
"""Weights of an older event in an article that is asked for whole, and of one that is not listed in an
article of which others are."""


_SENTENCES = re.compile(r"(\w+)\.(\d+(?: \.\d+)*)")


class Asked(NamedTuple):
    """A request with what it asks for: articles, events by their words or sentences; and what it does not."""

    shelf: str
    request: str
    whole: frozenset[str]
    words: tuple[str, ...]
    without: tuple[str, ...]
    sentences: frozenset[tuple[str, int]]


class Rows(NamedTuple):
    """The events of one request."""

    asked: Asked
    kind: str
    names: tuple[str, ...]
    """Of the columns."""
    values: NDArray[np.float64]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


def requests(path: Path) -> Iterator[Asked]:
    """As the comment at the head of the file says."""
    for shelf, request, parts in asked_of_shelves(path):
        whole = {f"{shelf}/{name}" for part in parts for name in re.findall(r"(?:^|(?<= ))\*(\S+)", part)}
        without = [found[1] for part in parts if (found := re.search(r"(?:^|(?<= ))-(.+)", part))]
        sentences = {
            (f"{shelf}/{found[1]}", int(number))
            for part in parts
            if (found := _SENTENCES.fullmatch(part))
            for number in found[2].split(" .")
        }
        words = [part for part in parts if part[0] not in "*-" and not _SENTENCES.fullmatch(part)]
        yield Asked(shelf, request, frozenset(whole), tuple(words), tuple(without), frozenset(sentences))


def library(shelves: dict[str, Path], vectors: Vectors | None) -> Searchable:
    """The articles of the shelves, each called by its shelf."""
    articles: list[Article] = []
    for name, path in shelves.items():
        for article in read(path)[0]:
            source = article.source.model_copy(update={"id": f"{name}/{article.source.id}"})
            articles.append(article.model_copy(update={"source": source}))
    found = in_memory(articles)
    if vectors is not None:
        vectors.follow(found.store)
    return Searchable(found.store, found.index, vectors)


def pairs(
    asked: Sequence[Asked], paths: dict[str, Path], encoder: Encoder
) -> Iterator[tuple[Asked, Searchable]]:
    """Each request with its own shelf alone, and with it among a dozen others."""
    names = list(paths)
    for k in range(GROUPS):
        group = {name: paths[name] for name in names[k::GROUPS]}
        large = library(group, Vectors(encoder, None))
        for name in group:
            here = [a for a in asked if a.shelf == name]
            small = library({name: paths[name]}, Vectors(encoder, None)) if here else large
            yield from ((a, searched) for a in here for searched in (small, large))


def label(asked: Asked, told: Told) -> tuple[float, float]:
    """Whether an event is asked for, and how much that counts."""
    text, source = told.sentence.text, told.scene.source
    if asked.sentences:
        return float((source.id, told.sentence.number) in asked.sentences), 1.0
    if any(words in text for words in asked.words):
        return 1.0, 1.0
    if any(words in text for words in asked.without):
        return 0.0, 1.0
    if source.id in asked.whole:
        period = told.event.period
        day = (period.first or period.last) if period else None
        old = day is None or source.published is None or abs((source.published - day).days) > 60
        return 1.0, BACKGROUND if old else 1.0
    return 0.0, UNLISTED if source.id.startswith(f"{asked.shelf}/") else 1.0


def rows(asked: Asked, searched: Searchable) -> Rows | None:
    """The events of a request in one library; None where the library has none."""
    request = understood(asked.request, today=TODAY)
    topic = topic_of(request.anchor or request.topic, searched.store, story=request.story)
    cases = features(topic, gather(topic, searched))
    if not cases:
        print("nothing for", asked.request)
        return None
    labels = [label(asked, case.told) for case in cases]
    values = np.array([list(case.features.values()) for case in cases])
    right, weights = (np.array(column) for column in zip(*labels, strict=True))
    return Rows(asked, kind_of(topic), tuple(cases[0].features), values, right, weights / np.sqrt(len(cases)))


def fitted(found: Sequence[Rows], used: Sequence[int], c: float) -> LogisticRegression:
    """A model of these features."""
    model = LogisticRegression(C=c, max_iter=5000)
    x = np.concatenate([r.values[:, used] for r in found])
    y = np.concatenate([r.labels for r in found])
    return model.fit(x, y, sample_weight=np.concatenate([r.weights for r in found]) * 10)


def score(
    found: Sequence[Rows], chances: Sequence[NDArray[np.float64]], cut: float
) -> tuple[float, float, float]:
    """Weighted precision, recall and both as one figure, each request counting alike."""
    precision, recall = [], []
    for r, p in zip(found, chances, strict=True):
        taken = p >= cut
        right = (r.weights * r.labels)[taken].sum()
        if r.labels.any():
            recall.append(right / (r.weights * r.labels).sum())
        if taken.any():
            precision.append(right / r.weights[taken].sum())
    p, q = (float(np.mean(found)) if found else 0.0 for found in (precision, recall))
    return p, q, (1 + BETA) * p * q / max(1e-9, BETA * p + q)


def crossed(found: Sequence[Rows], used: Sequence[int], c: float) -> list[NDArray[np.float64]]:
    """The chances of each request's events by a model that has not seen its shelf."""
    shelves = sorted({r.asked.shelf for r in found})
    fold = {name: at % FOLDS for at, name in enumerate(shelves)}
    models = [fitted([r for r in found if fold[r.asked.shelf] != k], used, c) for k in range(FOLDS)]
    return [models[fold[r.asked.shelf]].predict_proba(r.values[:, used])[:, 1] for r in found]


def learned(found: Sequence[Rows], used: Sequence[int], name: str) -> dict[str, float]:
    """The weights of the best model, its cut among them."""
    best = (0.0, 0.0, 0.0, 0.0, 0.0)
    for c in (0.03, 0.1, 0.3, 1.0, 3.0, 10.0):
        chances = crossed(found, used, c)
        for cut in np.arange(0.1, 0.9, 0.02):
            p, q, f = score(found, chances, cut)
            best = max(best, (f, p, q, c, float(cut)))
    f, p, q, c, cut = best
    print(
        f"{name:16} {len(found):4} requests  precision {p:.3f} recall {q:.3f} F {f:.3f}  C {c} cut {cut:.2f}"
    )
    model = fitted(found, used, c)
    weights = dict(zip((found[0].names[i] for i in used), model.coef_[0].round(3).tolist(), strict=True))
    return {"cut": round(cut, 2), "constant": round(float(model.intercept_[0]), 3), **weights}


def main() -> None:
    """Learn, report, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--written", type=Path, default=DATA / "written")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    paths = {path.stem: path for path in sorted(DATA.glob("news-*.txt"))}
    paths |= {f"written/{path.stem}": path for path in sorted(options.written.glob("*.txt"))}
    asked = list(requests(DATA / "timelines" / "requests.txt"))
    encoder = open_encoder()
    assert encoder is not None, "the extra `semantic` is not installed"
    found = [r for a, searched in pairs(asked, paths, encoder) if (r := rows(a, searched))]
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for mode in ("meaning", "letters"):
        weights[mode] = {}
        for kind in ("names", "theme", "both"):
            some = [r for r in found if r.kind == kind]
            used = [
                i for i, name in enumerate(some[0].names) if not set(OUT[mode, kind]) & set(name.split("_"))
            ]
            weights[mode][kind] = learned(some, used, f"{mode} {kind}")
    if options.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

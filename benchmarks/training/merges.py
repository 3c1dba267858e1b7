"""Invented news that tell events several times → the weights by which two tellings are one event.

    PYTHONPATH=.:benchmarks python benchmarks/training/merges.py [--write] [FILE...]

The figures are those of pairs that a model judges which has not seen their set, then of the groups of a
timeline by the weights that are in use, for the FILEs (the one that is learned from where none is named).
With ``--write`` weights go into knowledge/timeline/merging.json.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from invented import DATA
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from timelines import library

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.protocols import Encoder
from knowledge.retrieval.searchable import Searchable
from knowledge.timeline.likeness import WEIGHTS, Common, Likeness, likeness
from knowledge.timeline.material import everything
from knowledge.timeline.merging import paired
from knowledge.timeline.pipeline import timeline
from knowledge.timeline.tellings import tellings

LEARN = DATA / "merges" / "learn.txt"
TODAY = date(2026, 1, 1)
WANTED = 0.9
"""Precision of pairs at which strictness is chosen: what is wrongly one entry hides an event."""


class Told(NamedTuple):
    """Articles that are searched together, and the event of each sentence that tells one."""

    searched: Searchable
    label: dict[str, str]


class Pairs(NamedTuple):
    """Pairs of tellings of one set."""

    values: NDArray[np.float64]
    right: NDArray[np.bool_]


def sets(path: Path, encoder: Encoder | None) -> Iterator[Told]:
    """As the comment at the head of tests/timeline/data/merges.txt says."""
    for block in re.split(r"^= .*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        label: dict[str, str] = {}
        built = []
        for part in re.split(r"^# ", block, flags=re.MULTILINE)[1:]:
            head, *lines = part.strip().splitlines()
            name, title, publisher, day = (field.strip() for field in head.split("|"))
            found = [re.fullmatch(r"(?:\{(\w+)\})?(.+)", line.strip()) for line in lines if line.strip()]
            told = [(match[1], match[2].strip()) for match in found if match]
            label |= {sentence: letter for letter, sentence in told if letter}
            source = Source(
                id=name, title=title, publisher=publisher, published=date.fromisoformat(day),
                published_basis="catalogue",
            )  # fmt: skip
            built.append(Article.of(source, [sentence for _, sentence in told]))
        kept = in_memory(built)
        vectors = Vectors(encoder, None) if encoder else None
        if vectors:
            vectors.follow(kept.store)
        yield Told(Searchable(kept.store, kept.index, vectors), label)


def pairs(one: Told, of: Callable[[str], str] = str) -> Pairs:
    """Of all tellings of two articles, or of two stories of them, whose days meet.

    What has no letter is an event of its own.
    """
    every = everything(one.searched.store, within=None, most=1000).told
    ordered = sorted(tellings(every, (), planned=False), key=lambda t: t.key)
    stories = [of(telling.sentence.source) for telling in ordered]
    met = [(i, j) for i, j in paired(ordered) if stories[i] != stories[j]]
    assert one.searched.vectors
    cosines = one.searched.vectors.between({(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in met})
    values, right, common = [], [], Common(ordered)
    for i, j in met:
        a, b = ordered[i], ordered[j]
        values.append(likeness(a, b, common, cosine=cosines[a.sentence.id, b.sentence.id]))
        letters = [one.label.get(t.sentence.text) for t in (a, b)]
        right.append(letters[0] is not None and letters[0] == letters[1])
    return Pairs(np.array(values, dtype=float).reshape(len(met), -1), np.array(right, dtype=bool))


def apart(encoder: Encoder) -> Pairs:
    """Of tellings in stories that have nothing to do with each other: no two are one event."""
    paths = {path.stem: path for path in sorted(DATA.glob("news-*.txt"))[::2]}
    return pairs(Told(library(paths, Vectors(encoder, None)), {}), of=lambda source: source.split("/")[0])


def learned(found: Sequence[Pairs], used: Sequence[int], name: str) -> dict[str, float]:
    """The weights of the strictness that finds most at the wanted precision, sets left out in turn."""
    right = np.concatenate([p.right for p in found])
    best: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    for strictness in (0.1, 0.3, 1.0, 3.0, 10.0):
        chance = np.concatenate(
            [
                fitted([p for p in found if p is not out], used, strictness).predict_proba(
                    out.values[:, used]
                )[:, 1]
                for out in found
                if len(out.right)
            ]
        )
        for cut in np.arange(0.2, 0.9, 0.02):
            taken = chance >= cut
            precision = right[taken].mean() if taken.any() else 0.0
            if precision >= WANTED:
                best = max(best, (right[taken].sum() / right.sum(), precision, strictness, float(cut)))
    recall, precision, strictness, cut = best
    print(f"{name}: {len(right)} pairs, {right.sum()} right; recall {recall:.3f} precision {precision:.3f}")
    print(f"   strictness {strictness}, cut {cut:.2f}")
    model = fitted(found, used, strictness)
    weights = dict.fromkeys(Likeness._fields, 0.0)
    for place, weight in zip(used, model.coef_[0].round(3).tolist(), strict=True):
        weights[Likeness._fields[place]] = weight
    return {**weights, "constant": round(float(model.intercept_[0]), 3)}


def fitted(found: Sequence[Pairs], used: Sequence[int], strictness: float) -> LogisticRegression:
    """A model of these features."""
    x = np.concatenate([p.values[:, used] for p in found if len(p.right)])
    return LogisticRegression(C=strictness, max_iter=2000).fit(x, np.concatenate([p.right for p in found]))


def entries(one: Told, *, show: bool) -> tuple[int, int, int]:
    """Of the sentences of a timeline: pairs that tell one event, pairs in one entry, and pairs of both."""
    shown = timeline("", one.searched, today=TODAY).events
    kept = [sorted({c.quote for c in entry.citations} & one.label.keys()) for entry in shown]
    same = (p for p in combinations(sorted(one.label), 2) if one.label[p[0]] == one.label[p[1]])
    wanted = {frozenset(p) for p in same}
    made = {frozenset(p) for entry in kept for p in combinations(entry, 2)}
    for pair in (wanted ^ made) if show else ():
        print("missed" if pair in wanted else "WRONG ", " | ".join(sorted(text[:80] for text in pair)))
    return len(wanted), len(made), len(wanted & made)


def main() -> None:
    """Learn, report, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true", help="pairs that are missed or wrong")
    parser.add_argument("files", type=Path, nargs="*", default=[LEARN])
    options = parser.parse_args()
    encoder = open_encoder()
    assert encoder is not None, "the extra `semantic` is not installed"
    found = [pairs(one) for one in sets(LEARN, encoder)] + [apart(encoder)]
    every = range(len(Likeness._fields))
    letters = [n for n in every if Likeness._fields[n] != "meaning"]
    weights = {"meaning": learned(found, every, "meaning"), "letters": learned(found, letters, "letters")}
    if options.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    for path in options.files:
        for name, used in (("meaning", encoder), ("letters", None)):
            counts = np.array([entries(one, show=options.show) for one in sets(path, used)]).sum(0)
            wanted, made, right = counts.tolist()
            print(
                f"{path.name}, {name}: recall {right}/{wanted} = {right / wanted:.3f},"
                f" precision {right}/{made} = {right / max(1, made):.3f}"
            )


if __name__ == "__main__":
    main()

"""What meaning adds to a candidate's score, beside the letters.

The letters' score is the start, and a few small trees add to it by how near each candidate is in meaning; so
the share of each in a score is known, and the letters can be trained anew without the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.retrieval.features import FEATURES as OF_LETTERS
from knowledge.retrieval.nearness import Nearness
from knowledge.retrieval.ranked import MeaningScore, Ranked
from knowledge.retrieval.scorer import Trees, load_trees

__all__ = ["FEATURES", "default_meaning_trees", "features", "with_meaning"]

_TAKEN_OVER = ("coverage", "relative_paragraph", "kind_present", "kind_near", "names", "focus", "brevity")
_PLACES = tuple(OF_LETTERS.index(name) for name in _TAKEN_OVER)

FEATURES = (
    "letters", "letters_below", "letters_place",
    "own", "own_below", "own_place", "own_paragraph", "own_around",
    "titled", "titled_below", "titled_place", "titled_paragraph", "titled_around",
    "aligned", "aligned_below", "aligned_place", "aligned_even", "aligned_gap",
    *_TAKEN_OVER,
)  # fmt: skip
"""Of the letters: the score, how far it is below the best, one over its place. Of the meaning, for a sentence
by itself and after its title: the cosine, how far it is below the best, one over its place, how far the
paragraph's best is below the best, the paragraph's mean. How well the question's words are met one by one,
how far that is below the best, one over its place, the same without weights, and the gap that is left. And
some of the letters' own features."""


def with_meaning(ranked: Sequence[Ranked], near: Nearness) -> list[Ranked]:
    """The candidates by letters and meaning, best first, ties by id."""
    trees, weighed, rows = default_meaning_trees(), [], features(ranked, near)
    for one, values, share in zip(ranked, rows, trees.raws(rows), strict=True):
        number = one.hit.sentence.id
        said = MeaningScore(share, near.alike[number], near.aligned[number], near.near, values)
        hit = one.hit._replace(score=trees.squash(one.raw + share))
        weighed.append(one._replace(hit=hit, raw=one.raw + share, meaning=said))
    return sorted(weighed, key=lambda r: (-r.raw, r.hit.sentence.id))


def features(ranked: Sequence[Ranked], told: Nearness) -> list[tuple[float, ...]]:
    """Of every candidate, in the order of ``FEATURES``; ``ranked`` by the letters, best first."""
    near, alike = told.near, told.alike
    ids = [one.hit.sentence.id for one in ranked]
    views = []
    for view in range(2):
        cosine = {number: pair[view] for number, pair in alike.items()}
        best = max([cosine[i] for i in ids] + [one.alike[view] for one in near], default=0.0)
        place = {i: 1 / n for n, i in enumerate(sorted(ids, key=lambda i: (-cosine[i], i)), 1)}
        around = [[cosine[i] for i in one.comparison.page.paragraph.ids if i in cosine] for one in ranked]
        views.append(
            [
                (cosine[i], cosine[i] - best, place[i], max(held) - best, sum(held) / len(held))
                for i, held in zip(ids, around, strict=True)
            ]
        )
    met = {i: told.aligned[i].met for i in ids}
    most = max(met.values(), default=0.0)
    first = {i: 1 / n for n, i in enumerate(sorted(ids, key=lambda i: (-met[i], i)), 1)}
    word_by_word = [(met[i], met[i] - most, first[i], told.aligned[i].even, told.aligned[i].gap) for i in ids]
    top = ranked[0].raw if ranked else 0.0
    return [
        (one.raw, one.raw - top, 1 / n, *own, *titled, *by_word, *(one.hit.features[p] for p in _PLACES))
        for n, (one, own, titled, by_word) in enumerate(zip(ranked, *views, word_by_word, strict=True), 1)
    ]


@lru_cache(maxsize=1)
def default_meaning_trees() -> Trees:
    """The trees that come with the program."""
    return load_trees(Path(__file__).with_name("meaning.json"), FEATURES)

"""What meaning adds to a candidate's score, beside the letters.

The letters' score is the start, and a few small trees add to it by how near each candidate is in meaning; so
the share of each in a score is known, and the letters can be trained anew without the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.retrieval.features import FEATURES as OF_LETTERS
from knowledge.retrieval.nearness import Nearness
from knowledge.retrieval.ranked import MeaningScore, Ranked, reordered
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
    rows = features(ranked, near)
    shares = default_meaning_trees().raws(rows)
    told = [
        one._replace(meaning=MeaningScore(share, near.alike[i], near.aligned[i], near.near, values))
        for one, values, share in zip(ranked, rows, shares, strict=True)
        for i in (one.hit.sentence.id,)
    ]
    return reordered(told, [one.raw + share for one, share in zip(ranked, shares, strict=True)])


def features(ranked: Sequence[Ranked], told: Nearness) -> list[tuple[float, ...]]:
    """Of every candidate, in the order of ``FEATURES``; ``ranked`` by the letters, best first."""
    views = [_by_view(ranked, told, view) for view in range(2)]
    by_word = _word_by_word(ranked, told)
    top = ranked[0].raw if ranked else 0.0
    return [
        (one.raw, one.raw - top, 1 / n, *own, *titled, *words, *(one.hit.features[p] for p in _PLACES))
        for n, (one, own, titled, words) in enumerate(zip(ranked, *views, by_word, strict=True), 1)
    ]


def _by_view(ranked: Sequence[Ranked], told: Nearness, view: int) -> list[tuple[float, ...]]:
    """By the cosine of the sentence alone (0), or after its title (1)."""
    cosine = {number: pair[view] for number, pair in told.alike.items()}
    own = [cosine[one.hit.sentence.id] for one in ranked]
    best = max([*own, *(one.alike[view] for one in told.near)], default=0.0)
    place = _places({one.hit.sentence.id: cosine[one.hit.sentence.id] for one in ranked})
    around = [[cosine[i] for i in one.comparison.page.paragraph.ids if i in cosine] for one in ranked]
    return [
        (value, value - best, place[one.hit.sentence.id], max(held) - best, sum(held) / len(held))
        for one, value, held in zip(ranked, own, around, strict=True)
    ]


def _word_by_word(ranked: Sequence[Ranked], told: Nearness) -> list[tuple[float, ...]]:
    ids = [one.hit.sentence.id for one in ranked]
    met = {i: told.aligned[i].met for i in ids}
    most = max(met.values(), default=0.0)
    place = _places(met)
    return [(met[i], met[i] - most, place[i], told.aligned[i].even, told.aligned[i].gap) for i in ids]


def _places(values: Mapping[int, float]) -> dict[int, float]:
    """One over each one's place by its value, ties by id."""
    return {i: 1 / n for n, i in enumerate(sorted(values, key=lambda i: (-values[i], i)), 1)}


@lru_cache(maxsize=1)
def default_meaning_trees() -> Trees:
    """The trees that come with the program."""
    return load_trees(Path(__file__).with_name("meaning.json"), FEATURES)

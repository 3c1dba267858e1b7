"""The second witness: what meaning says of a question's candidates, added to what the letters say of them.

The letters' score is the start, and a few small trees add to it by how near each candidate is in meaning; so
each witness's share of a score is known, and the letters can be trained anew without the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knowledge.finding.features import FEATURES as OF_LETTERS
from knowledge.finding.scorer import Trees, load_trees

if TYPE_CHECKING:
    from knowledge.finding.search import Ranked
    from knowledge.meaning.vectors import Alike, Near, Vectors
    from knowledge.seams import Store

__all__ = ["FEATURES", "Heard", "alike_of", "default_witness", "features", "heard", "is_level", "nearby"]

NEAREST = 24
"""Sentences that meaning proposes; with 20 of them, 0.983 of questions have the right one among the
candidates, with the letters' alone 0.968 (on 25 public articles)."""

_TAKEN_OVER = ("coverage", "relative_paragraph", "kind_present", "kind_near", "names", "focus", "brevity")
_PLACES = tuple(OF_LETTERS.index(name) for name in _TAKEN_OVER)

FEATURES = (
    "letters", "letters_below", "letters_place",
    "own", "own_below", "own_place", "own_paragraph", "own_around",
    "titled", "titled_below", "titled_place", "titled_paragraph", "titled_around",
    *_TAKEN_OVER,
)  # fmt: skip
"""Of the letters: the score, how far it is below the best, one over its place. Of the meaning, for a sentence
by itself and after its title: the cosine, how far it is below the best, one over its place, how far the
paragraph's best is below the best, the paragraph's mean. And some of the letters' own features."""


class Heard(NamedTuple):
    """What the second witness said of a candidate."""

    share: float
    """What it added to the letters' score."""
    alike: Alike
    nearest: tuple[Near, ...]
    """The question's nearest sentences of all, in meaning."""
    values: tuple[float, ...]
    """The candidate's features, in the order of ``FEATURES``."""


def is_level(vectors: Vectors, store: Store) -> bool:
    """Whether every sentence has its vectors; until then the letters speak alone."""
    return vectors.generation == store.generation


def nearby(text: str, vectors: Vectors) -> list[Near]:
    """The sentences nearest in meaning to the question, as it was understood."""
    return vectors.similar(vectors.vector(text), NEAREST)


def heard(ranked: Sequence[Ranked], near: Sequence[Near], text: str, vectors: Vectors) -> list[Ranked]:
    """The candidates by both witnesses, best first, ties by id."""
    alike = alike_of(ranked, text, vectors)
    trees, nearest, weighed = default_witness(), tuple(near), []
    for one, values in zip(ranked, features(ranked, near, alike), strict=True):
        share = trees.raw(values)
        told = Heard(share, alike[one.hit.sentence.id], nearest, values)
        hit = one.hit._replace(score=trees.squash(one.raw + share))
        weighed.append(one._replace(hit=hit, raw=one.raw + share, heard=told))
    return sorted(weighed, key=lambda r: (-r.raw, r.hit.sentence.id))


def features(
    ranked: Sequence[Ranked], near: Sequence[Near], alike: Mapping[int, Alike]
) -> list[tuple[float, ...]]:
    """Of every candidate, in the order of ``FEATURES``; ``ranked`` by the letters, best first."""
    ids = [one.hit.sentence.id for one in ranked]
    views = []
    for view in range(2):
        cosine = {number: pair[view] for number, pair in alike.items()}
        best = max([cosine[i] for i in ids] + [one.alike[view] for one in near], default=0.0)
        place = {i: 1 / n for n, i in enumerate(sorted(ids, key=lambda i: (-cosine[i], i)), 1)}
        around = [[cosine[i] for i in one.case.page.paragraph.ids if i in cosine] for one in ranked]
        views.append(
            [
                (cosine[i], cosine[i] - best, place[i], max(held) - best, sum(held) / len(held))
                for i, held in zip(ids, around, strict=True)
            ]
        )
    top = ranked[0].raw if ranked else 0.0
    return [
        (one.raw, one.raw - top, 1 / n, *own, *titled, *(one.hit.features[place] for place in _PLACES))
        for n, (one, own, titled) in enumerate(zip(ranked, *views, strict=True), 1)
    ]


def alike_of(ranked: Sequence[Ranked], text: str, vectors: Vectors) -> Mapping[int, Alike]:
    """Of the candidates and the other sentences of their paragraphs."""
    ids = sorted({i for one in ranked for i in (one.hit.sentence.id, *one.case.page.paragraph.ids)})
    return vectors.alike(vectors.vector(text), ids)


@lru_cache(maxsize=1)
def default_witness() -> Trees:
    """The trees that come with the program."""
    return load_trees(Path(__file__).with_name("meaning.json"))

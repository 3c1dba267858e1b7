"""The second witness: what meaning says of a question's candidates, added to what the letters say of them.

The letters' score is the start, and a few small trees add to it by how near each candidate is in meaning; so
each witness's share of a score is known, and the letters can be trained anew without the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knowledge.retrieval.features import FEATURES as OF_LETTERS
from knowledge.retrieval.scorer import Trees, load_trees
from knowledge.retrieval.sentences import Shelf, shelf_of
from knowledge.text.words import words

if TYPE_CHECKING:
    from knowledge.embedding.alignment import Alignment
    from knowledge.embedding.vectors import Alike, Near, Vectors
    from knowledge.protocols import Store
    from knowledge.retrieval.ranking import Ranked

__all__ = [
    "FEATURES",
    "Heard",
    "Told",
    "default_witness",
    "features",
    "heard",
    "is_level",
    "nearby",
    "told_of",
]

NEAREST = 24
"""Sentences that meaning proposes; with 20 of them, 0.983 of questions have the right one among the
candidates, with the letters' alone 0.968 (on 25 public articles)."""

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

_MARK = 0.1
"""Weight of a token that is no word: a question mark, a quotation mark."""


class Told(NamedTuple):
    """What the vectors say of a question's candidates, by their ids."""

    near: tuple[Near, ...]
    """The question's nearest sentences of all, in meaning."""
    alike: Mapping[int, Alike]
    """Of the candidates and the other sentences of their paragraphs."""
    aligned: Mapping[int, Alignment]
    """Of the candidates."""


class Heard(NamedTuple):
    """What the second witness said of a candidate."""

    share: float
    """What it added to the letters' score."""
    alike: Alike
    aligned: Alignment
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


def told_of(
    ranked: Sequence[Ranked], near: Sequence[Near], text: str, vectors: Vectors, store: Store
) -> Told:
    """All that is asked of the vectors for one question."""
    own = [one.hit.sentence.id for one in ranked]
    ids = sorted({i for one in ranked for i in (one.hit.sentence.id, *one.case.page.paragraph.ids)})
    weights = _weights(text, vectors.spans(text), shelf_of(store))
    return Told(
        tuple(near),
        vectors.alike(vectors.vector(text), ids),
        dict(zip(own, vectors.aligned(text, weights, own), strict=True)),
    )


def _weights(text: str, spans: Sequence[tuple[int, int]], shelf: Shelf) -> list[float]:
    """Of each token the rarity of its word, shared among the word's tokens.

    By the root of their number: of that, of all of it and of none, the root put most answers first.
    """
    found, owners = words(text), []
    for start, end in spans:
        owners.append(next((n for n, word in enumerate(found) if word.start < end and start < word.end), -1))
    count = {owner: owners.count(owner) for owner in owners}
    return [_MARK if owner < 0 else shelf.weight(found[owner].term) / count[owner] ** 0.5 for owner in owners]


def heard(ranked: Sequence[Ranked], told: Told) -> list[Ranked]:
    """The candidates by both witnesses, best first, ties by id."""
    trees, weighed = default_witness(), []
    for one, values in zip(ranked, features(ranked, told), strict=True):
        share, number = trees.raw(values), one.hit.sentence.id
        said = Heard(share, told.alike[number], told.aligned[number], told.near, values)
        hit = one.hit._replace(score=trees.squash(one.raw + share))
        weighed.append(one._replace(hit=hit, raw=one.raw + share, heard=said))
    return sorted(weighed, key=lambda r: (-r.raw, r.hit.sentence.id))


def features(ranked: Sequence[Ranked], told: Told) -> list[tuple[float, ...]]:
    """Of every candidate, in the order of ``FEATURES``; ``ranked`` by the letters, best first."""
    near, alike = told.near, told.alike
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
def default_witness() -> Trees:
    """The trees that come with the program."""
    return load_trees(Path(__file__).with_name("meaning.json"))

"""A candidate in its place, with all that put it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import Hit
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.scorer import Trees

if TYPE_CHECKING:
    from knowledge.embedding.alignment import Alignment
    from knowledge.embedding.vectors import Alike, Near
    from knowledge.protocols import Reading

__all__ = ["MeaningScore", "Ranked", "place", "reordered"]


class MeaningScore(NamedTuple):
    """What meaning said of a candidate."""

    share: float
    """What it added to the letters' score."""
    alike: Alike
    aligned: Alignment
    nearest: tuple[Near, ...]
    """The question's nearest sentences of all, in meaning."""
    values: tuple[float, ...]
    """The candidate's features of meaning, in their order."""


class Ranked(NamedTuple):
    """A hit with all that was looked at to rank it; ``raw`` is the scorer's sum, any real number."""

    hit: Hit
    comparison: Comparison
    raw: float
    meaning: MeaningScore | None = None
    """What meaning said; its share is part of ``raw``. None where the letters spoke alone."""
    reading: Reading | None = None
    """What the reader said; None where it was not asked."""


def place(one: Ranked) -> tuple[float, int]:
    """A key that puts the best first, ties by id."""
    return -one.raw, one.hit.sentence.id


def reordered(ranked: Sequence[Ranked], raws: Sequence[float]) -> list[Ranked]:
    """The same by other sums, best first."""
    scored = zip(ranked, raws, strict=True)
    return sorted(
        (r._replace(raw=raw, hit=r.hit._replace(score=Trees.squash(raw))) for r, raw in scored), key=place
    )

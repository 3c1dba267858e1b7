"""A question held against one of its candidates: all that the features look at."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.extraction.expressions import Expression
from knowledge.retrieval.corpus import SentenceFeatures
from knowledge.retrieval.match import Lookup, Match
from knowledge.retrieval.query import Query

__all__ = ["Comparison", "saturation", "weighted"]


class Comparison(NamedTuple):
    """A candidate with all that the features look at."""

    query: Query
    table: Lookup
    page: SentenceFeatures
    match: Match
    paragraph: list[float]
    """For each unit how surely it stands in the paragraph."""
    before: Match | None
    after: Match | None
    article: list[float]
    """For each unit how surely it stands in the article."""
    title: list[float]
    """For each unit how surely it stands in the article's title."""
    covered: float
    """The share of the question's weight that the sentence meets."""
    bm25: float
    bm25_paragraph: float
    best: float
    """The best of all candidates' BM25, the paragraph's included."""
    best_sentence: float
    fitting: tuple[Expression, ...]
    """The sentence's expressions of the kind asked for that the question does not hold."""


def saturation(count: int, length: float, average: float, *, k1: float = 0.6, b: float = 0.4) -> float:
    """BM25's term frequency part; k1 and b by trial on 5,000 questions over sentences of 25 articles."""
    return count * (1 + k1) / (count + k1 * (1 - b + b * length / average))


def weighted(strength: list[float] | tuple[float, ...], table: Lookup) -> float:
    """The share of the question's weight that is met so strongly."""
    return sum([s * w for s, w in zip(strength, table.weights, strict=True)]) / table.total

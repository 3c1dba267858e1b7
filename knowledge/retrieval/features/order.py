"""How near together and in which order a candidate holds the question's words, and which of its names."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features.registry import feature
from knowledge.text.stopwords import STOPWORDS

__all__ = ["names_met"]


@feature("nearness", group="order")
def _nearness(c: Comparison) -> float:
    """Matched units for each word between the first and the last of them."""
    places = sorted(p for p in c.match.places if p >= 0)
    if len(places) < 2:
        return 0.0
    return min(1.0, (len(places) - 1) * 2 / max(1, places[-1] - places[0]))


@feature("tightest", group="order")
def _tightest(c: Comparison) -> float:
    """Weight of neighbouring pairs of units, discounted by the words between them."""
    order = sorted((p, i) for i, p in enumerate(c.match.places) if p >= 0)
    total = 0.0
    for (p, i), (q, j) in itertools.pairwise(order):
        total += min(c.table.weights[i], c.table.weights[j]) / max(1, q - p)
    return min(1.0, total / c.table.total)


@feature("in_order", group="order")
def _in_order(c: Comparison) -> float:
    """Pairs of neighbouring units of the question that stand in the same order and near in the sentence."""
    places, pairs, kept = c.match.places, 0, 0.0
    for a, b in itertools.pairwise(places):
        pairs += 1
        if a >= 0 and b >= 0:
            gap = b - a
            kept += 1.0 if 0 < gap <= 2 else 0.5 if 0 < gap <= 6 else 0.25 if -4 <= gap < 0 else 0.0
    return kept / pairs if pairs else 0.0


@feature("longest_run", group="order")
def _longest_run(c: Comparison) -> float:
    """The longest run of the question's words that the sentence repeats, function words included."""
    held = c.page.terms
    order = c.query.order
    best = run = 0
    content = 0
    positions: list[int] = []
    for term in order:
        if term in held:
            following = [
                p + 1 for p in positions if p + 1 < len(c.page.terms) and c.page.terms[p + 1] == term
            ]
            if following:
                run += 1
                positions = following
            else:
                run, content = 1, 0
                positions = [i for i, t in enumerate(c.page.terms) if t == term]
            content += term not in STOPWORDS
            if content:
                best = max(best, run)
        else:
            run, content, positions = 0, 0, []
    return min(1.0, max(0, best - 1) / 5)


def _share(c: Comparison, numbers: Sequence[int], strength: Sequence[float]) -> float:
    """Weighted share of some units, one half when there are none."""
    weights = c.table.weights
    weight = sum([weights[i] for i in numbers])
    if weight <= 0:
        return 0.5
    return sum([strength[i] * weights[i] for i in numbers]) / weight


@feature("names", group="names")
def names_met(c: Comparison) -> float:
    """The share of the question's names, by weight."""
    return _share(c, c.table.names, c.match.strength)


@feature("names_paragraph", group="names")
def _names_paragraph(c: Comparison) -> float:
    return _share(c, c.table.names, c.paragraph)


@feature("names_article", group="names")
def _names_article(c: Comparison) -> float:
    together = [max(a, b) for a, b in zip(c.title, c.article, strict=True)]
    return _share(c, c.table.names, together)


@feature("others", group="names")
def _others(c: Comparison) -> float:
    return _share(c, c.table.others, c.match.strength)


@feature("focus", group="names")
def _focus(c: Comparison) -> float:
    return _share(c, c.table.focus, c.match.strength)


@feature("numbers", group="names")
def _numbers(c: Comparison) -> float:
    wanted = c.query.numbers
    return len(wanted & c.page.content) / len(wanted) if wanted else 0.5

"""Which of the question's words a candidate and its surroundings hold, and how rare these are."""

from __future__ import annotations

import re

from knowledge.retrieval.comparison import Comparison, weighted
from knowledge.retrieval.features.registry import feature


@feature("coverage", group="coverage")
def _coverage(c: Comparison) -> float:
    return c.covered


@feature("coverage_paragraph", group="paragraph")
def _coverage_paragraph(c: Comparison) -> float:
    return weighted(c.paragraph, c.table)


@feature("coverage_article", group="article")
def _coverage_article(c: Comparison) -> float:
    return weighted(c.article, c.table)


@feature("coverage_title", group="article")
def _coverage_title(c: Comparison) -> float:
    return weighted(c.title, c.table)


@feature("coverage_beside", group="neighbours")
def _coverage_beside(c: Comparison) -> float:
    """With what the sentence before says, when the sentence looks back."""
    if c.before is None or not _BACKWARD.match(c.page.sentence.text):
        return c.covered
    both = [max(a, 0.8 * b) for a, b in zip(c.match.strength, c.before.strength, strict=True)]
    return weighted(both, c.table)


@feature("coverage_named", group="neighbours")
def _coverage_named(c: Comparison) -> float:
    """With the names that its article has, when the sentence speaks of somebody without naming him."""
    if not _UNNAMED.search(c.page.sentence.text):
        return c.covered
    return weighted(
        [
            max(own, _SPOKEN_OF * there) if unit.name else own
            for own, there, unit in zip(c.match.strength, c.article, c.query.units, strict=True)
        ],
        c.table,
    )


_UNNAMED = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|him|them|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b|^[“\"']?The [a-z]+ (?!of\b)"
)
_SPOKEN_OF = 0.7


@feature("coverage_both_sides", group="neighbours")
def _coverage_both_sides(c: Comparison) -> float:
    strength = list(c.match.strength)
    for other in (c.before, c.after):
        if other is not None:
            strength = [max(a, b) for a, b in zip(strength, other.strength, strict=True)]
    return weighted(strength, c.table)


_BACKWARD = re.compile(
    r"^(?:[“\"']?(?:This|That|These|Those|It|Its|He|She|His|Her|They|Their|Such|However|But|Instead"
    r"|There|Both|Another"
    r"|The (?:former|latter|same|decision|move|announcement|attack|group|official|meeting|statement)))\b"
)


@feature("relative", group="bm25")
def _relative(c: Comparison) -> float:
    return c.bm25 / c.best_sentence if c.best_sentence > 0 else 0.0


@feature("relative_paragraph", group="paragraph")
def _relative_paragraph(c: Comparison) -> float:
    return (c.bm25 + c.bm25_paragraph) / c.best if c.best > 0 else 0.0


@feature("bm25", group="bm25")
def _bm25(c: Comparison) -> float:
    return min(1.0, c.bm25 / (1.6 * c.table.total))


@feature("bm25_paragraph", group="paragraph")
def _bm25_paragraph(c: Comparison) -> float:
    return min(1.0, c.bm25_paragraph / (1.6 * c.table.total))


@feature("rarest", group="coverage")
def _rarest(c: Comparison) -> float:
    if not c.table.weights:
        return 0.0
    weight = max(c.table.weights)
    return max(s for s, w in zip(c.match.strength, c.table.weights, strict=True) if w == weight)


@feature("rarest_paragraph", group="paragraph")
def _rarest_paragraph(c: Comparison) -> float:
    if not c.table.weights:
        return 0.0
    weight = max(c.table.weights)
    return max(s for s, w in zip(c.paragraph, c.table.weights, strict=True) if w == weight)


@feature("exact", group="coverage")
def _exact(c: Comparison) -> float:
    """Coverage by the very words."""
    return sum(
        w for s, w in zip(c.match.strength, c.table.weights, strict=True) if s >= 0.95
    ) / c.table.total  # fmt: skip


@feature("count_met", group="coverage")
def _count_met(c: Comparison) -> float:
    """Share of the units met, each counted alike."""
    met = c.match.strength
    return sum(min(1.0, s * 1.2) for s in met) / len(met) if met else 0.0


@feature("stands_alone", group="neighbours")
def _stands_alone(c: Comparison) -> float:
    return 0.0 if _BACKWARD.match(c.page.sentence.text) else 1.0

"""Which of the question's words a candidate and its surroundings hold, and how rare these are."""

from __future__ import annotations

import re

from knowledge.retrieval.candidate import Case, Groups, weighted
from knowledge.retrieval.match import strengths

__all__ = ["WORDS"]


def _coverage(case: Case) -> float:
    return weighted(case.match.strength, case.table)


def _coverage_paragraph(case: Case) -> float:
    return weighted(case.paragraph, case.table)


def _coverage_article(case: Case) -> float:
    return weighted(case.article, case.table)


def _coverage_title(case: Case) -> float:
    title = strengths(dict.fromkeys(case.page.paragraph.title, 1), case.table)
    return weighted(title, case.table)


def _coverage_beside(case: Case) -> float:
    """With what the sentence before says, when the sentence looks back."""
    if case.before is None or not _BACKWARD.match(case.page.sentence.text):
        return _coverage(case)
    both = [max(a, 0.8 * b) for a, b in zip(case.match.strength, case.before.strength, strict=True)]
    return weighted(both, case.table)


def _coverage_named(case: Case) -> float:
    """With the names that its article has, when the sentence speaks of somebody without naming him."""
    if not _UNNAMED.search(case.page.sentence.text):
        return _coverage(case)
    return weighted(
        [
            max(own, _SPOKEN_OF * there) if unit.name else own
            for own, there, unit in zip(case.match.strength, case.article, case.query.units, strict=True)
        ],
        case.table,
    )


_UNNAMED = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|him|them|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b|^[“\"']?The [a-z]+ (?!of\b)"
)
_SPOKEN_OF = 0.7


def _coverage_both_sides(case: Case) -> float:
    strength = list(case.match.strength)
    for other in (case.before, case.after):
        if other is not None:
            strength = [max(a, b) for a, b in zip(strength, other.strength, strict=True)]
    return weighted(strength, case.table)


_BACKWARD = re.compile(
    r"^(?:[“\"']?(?:This|That|These|Those|It|Its|He|She|His|Her|They|Their|Such|However|But|Instead"
    r"|There|Both|Another"
    r"|The (?:former|latter|same|decision|move|announcement|attack|group|official|meeting|statement)))\b"
)


def _relative(case: Case) -> float:
    return case.bm25 / case.best_sentence if case.best_sentence > 0 else 0.0


def _relative_paragraph(case: Case) -> float:
    return (case.bm25 + case.bm25_paragraph) / case.best if case.best > 0 else 0.0


def _bm25(case: Case) -> float:
    return min(1.0, case.bm25 / (1.6 * case.table.total))


def _bm25_paragraph(case: Case) -> float:
    return min(1.0, case.bm25_paragraph / (1.6 * case.table.total))


def _rarest(case: Case) -> float:
    if not case.table.weights:
        return 0.0
    weight = max(case.table.weights)
    return max(s for s, w in zip(case.match.strength, case.table.weights, strict=True) if w == weight)


def _rarest_paragraph(case: Case) -> float:
    if not case.table.weights:
        return 0.0
    weight = max(case.table.weights)
    return max(s for s, w in zip(case.paragraph, case.table.weights, strict=True) if w == weight)


def _exact(case: Case) -> float:
    """Coverage by the very words."""
    return sum(
        w for s, w in zip(case.match.strength, case.table.weights, strict=True) if s >= 0.95
    ) / case.table.total  # fmt: skip


def _count_met(case: Case) -> float:
    """Share of the units met, each counted alike."""
    met = case.match.strength
    return sum(min(1.0, s * 1.2) for s in met) / len(met) if met else 0.0


def _stands_alone(case: Case) -> float:
    return 0.0 if _BACKWARD.match(case.page.sentence.text) else 1.0


WORDS: Groups = {
    "coverage": (
        ("coverage", _coverage), ("exact", _exact), ("count_met", _count_met), ("rarest", _rarest),
    ),
    "bm25": (("bm25", _bm25), ("relative", _relative)),
    "paragraph": (
        ("coverage_paragraph", _coverage_paragraph), ("bm25_paragraph", _bm25_paragraph),
        ("relative_paragraph", _relative_paragraph), ("rarest_paragraph", _rarest_paragraph),
    ),
    "article": (("coverage_article", _coverage_article), ("coverage_title", _coverage_title)),
    "neighbours": (
        ("coverage_beside", _coverage_beside), ("coverage_named", _coverage_named),
        ("coverage_both_sides", _coverage_both_sides), ("stands_alone", _stands_alone),
    ),
}  # fmt: skip

"""Whether the best hit answers at all: named signals and their calibrated probability, a decision of its own."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge.finding.features import FEATURES
from knowledge.finding.query import Query
from knowledge.finding.search import Ranked
from knowledge.finding.tables import opposites

__all__ = ["SIGNALS", "Gate", "confidence", "default_gate", "signals"]

_KINDS = (
    "person", "place", "date", "number", "cause", "manner", "statement", "definition", "yes-no", "thing",
)  # fmt: skip


class Look(NamedTuple):
    """What the signals look at: the question and the ranking."""

    query: Query
    ranked: Sequence[Ranked]

    @property
    def best(self) -> Ranked:
        return self.ranked[0]


def _raw(look: Look) -> float:
    return max(-1.0, min(1.0, look.best.raw / 6))


def _margin(look: Look) -> float:
    """Distance to the second hit."""
    return min(1.0, (look.best.raw - look.ranked[1].raw) / 3) if len(look.ranked) > 1 else 1.0


def _margin_elsewhere(look: Look) -> float:
    """Distance to the best hit of another paragraph."""
    paragraph = look.best.case.page.paragraph.ids
    other = next((r for r in look.ranked if r.case.page.paragraph.ids != paragraph), None)
    return 1.0 if other is None else min(1.0, (look.best.raw - other.raw) / 3)


def _largest_gap(strength: Sequence[float], look: Look) -> float:
    table = look.best.case.table
    return max(((1 - s) * w for s, w in zip(strength, table.weights, strict=True)), default=0.0) / table.total


def _gap_sentence(look: Look) -> float:
    """Share of weight of the one unit that misses most in the sentence."""
    return _largest_gap(look.best.case.match.strength, look)


def _gap_paragraph(look: Look) -> float:
    return _largest_gap(look.best.case.paragraph, look)


def _unknown(look: Look) -> float:
    """Share of weight of units that no source knows in any form."""
    table = look.best.case.table
    unmet = [
        0.0 if u.known or u.repaired else w for u, w in zip(look.query.units, table.weights, strict=True)
    ]
    return sum(unmet) / table.total


def _met_nowhere(look: Look) -> float:
    """Share of weight that none of the best twenty sentences meets by half."""
    table = look.best.case.table
    best = [0.0] * len(table.weights)
    for ranked in look.ranked[:20]:
        best = [max(a, b) for a, b in zip(best, ranked.case.match.strength, strict=True)]
    return sum(w for b, w in zip(best, table.weights, strict=True) if b < 0.5) / table.total


def _repaired(look: Look) -> float:
    units = look.query.units
    return sum(u.repaired is not None for u in units) / len(units) if units else 0.0


def _unmet_name(look: Look) -> float:
    """One when a name of the question is met neither in the sentence nor in its paragraph."""
    case = look.best.case
    return float(any(u.name and s < 0.5 for u, s in zip(look.query.units, case.paragraph, strict=True)))


def _unmet_name_sentence(look: Look) -> float:
    case = look.best.case
    return float(any(u.name and s < 0.5 for u, s in zip(look.query.units, case.match.strength, strict=True)))


def _unmet_words(look: Look) -> float:
    """Share of the units that the sentence does not meet by half."""
    strength = look.best.case.match.strength
    return sum(s < 0.5 for s in strength) / len(strength) if strength else 1.0


def _unmet_number(look: Look) -> float:
    wanted = look.query.numbers
    return float(bool(wanted) and not wanted <= look.best.case.page.content)


def _opposed(look: Look) -> float:
    """Whether the sentence says the opposite of a word of the question that it does not hold itself."""
    held = look.best.case.page.counts
    return float(
        any(
            term not in held and not opposites().get(term, frozenset()).isdisjoint(held)
            for term in look.query.order
        )
    )


def _negation_differs(look: Look) -> float:
    """The question says not, never or without, and the sentence does not, or the other way round."""
    return 1.0 - look.best.hit.features[FEATURES.index("negation")]


def _weight_met(look: Look) -> float:
    """How much rarity the sentence meets, in all; 30 is a lot."""
    case = look.best.case
    met = sum(s * w for s, w in zip(case.match.strength, case.table.weights, strict=True))
    return min(1.0, met / 30)


def _weight_unmet(look: Look) -> float:
    """How much rarity the paragraph leaves unmet, in all."""
    case = look.best.case
    return min(1.0, sum((1 - s) * w for s, w in zip(case.paragraph, case.table.weights, strict=True)) / 15)


def _unmet_paragraph(look: Look) -> float:
    strength = look.best.case.paragraph
    return sum(s < 0.5 for s in strength) / len(strength) if strength else 1.0


def _kind_in_three(look: Look) -> float:
    """Whether any of the best three holds an expression of the kind asked for."""
    at = FEATURES.index("kind_present")
    return max(ranked.hit.features[at] for ranked in look.ranked[:3])


def _alike_only(look: Look) -> float:
    """Share of the weight met that is met by words of like meaning or look, not by the words themselves."""
    case = look.best.case
    pairs = list(zip(case.match.strength, case.table.weights, strict=True))
    met = sum(s * w for s, w in pairs)
    return sum(s * w for s, w in pairs if s < 0.9) / met if met else 1.0


def _few_words(look: Look) -> float:
    return 1 / (1 + len(look.query.units))


def _negated(look: Look) -> float:
    return float(look.query.negated)


def _same_article(look: Look) -> float:
    """Share of the next four hits that come from the best one's article."""
    source = look.best.hit.sentence.source
    others = look.ranked[1:5]
    return sum(r.hit.sentence.source == source for r in others) / 4


def _opening(look: Look) -> float:
    return float(look.query.elliptical)


_OWN: tuple[tuple[str, Callable[[Look], float]], ...] = (
    ("raw", _raw), ("margin", _margin), ("margin_elsewhere", _margin_elsewhere),
    ("gap_sentence", _gap_sentence), ("gap_paragraph", _gap_paragraph), ("unknown", _unknown),
    ("met_nowhere", _met_nowhere), ("repaired", _repaired), ("unmet_name", _unmet_name),
    ("unmet_name_sentence", _unmet_name_sentence), ("unmet_words", _unmet_words),
    ("unmet_number", _unmet_number), ("few_words", _few_words), ("negated", _negated),
    ("same_article", _same_article), ("elliptical", _opening), ("opposed", _opposed),
    ("negation_differs", _negation_differs), ("weight_met", _weight_met), ("weight_unmet", _weight_unmet),
    ("unmet_paragraph", _unmet_paragraph), ("kind_in_three", _kind_in_three), ("alike_only", _alike_only),
)  # fmt: skip

SIGNALS = (
    *(name for name, _ in _OWN),
    *(f"best_{name}" for name in FEATURES),
    *(f"asked_{kind}" for kind in _KINDS),
)


def signals(query: Query, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """All signals, in the order of ``SIGNALS``; ``ranked`` must not be empty."""
    look = Look(query, ranked)
    return (
        *(function(look) for _, function in _OWN),
        *ranked[0].hit.features,
        *(float(query.asked == kind) for kind in _KINDS),
    )


class Gate(NamedTuple):
    """A logistic model over signals."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, values: Sequence[float]) -> float:
        """That the first hit answers, in [0, 1]."""
        total = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def default_gate() -> Gate:
    """The gate that comes with the program."""
    held = json.loads(Path(__file__).with_name("answer_gate.json").read_text(encoding="utf-8"))
    return Gate(tuple(held["weights"]), tuple(held["weights"].values()), held["bias"])


def confidence(query: Query, ranked: Sequence[Ranked]) -> float:
    """The calibrated probability that the first hit answers; 0 when nothing was found."""
    return default_gate().probability(signals(query, ranked)) if ranked else 0.0

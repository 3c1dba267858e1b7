"""Whether the best hit answers at all: named signals and their calibrated probability.

A decision of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge.answering.calibration import Gate, load_gate
from knowledge.answering.swaps import counted, swapped, turned
from knowledge.lexicon.classes import grammar
from knowledge.retrieval.features import FEATURES, SHAPED
from knowledge.retrieval.query import CONTEXT, Query
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.tables import opposites

__all__ = ["SIGNALS", "confidence", "default_gate", "signals"]

_KINDS = (
    "person", "place", "date", "number", "cause", "manner", "statement", "definition", "yes-no", "thing",
    "name",
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
    paragraph = look.best.comparison.page.paragraph.ids
    other = next((r for r in look.ranked if r.comparison.page.paragraph.ids != paragraph), None)
    return 1.0 if other is None else min(1.0, (look.best.raw - other.raw) / 3)


def _largest_gap(strength: Sequence[float], look: Look) -> float:
    table = look.best.comparison.table
    return max(((1 - s) * w for s, w in zip(strength, table.weights, strict=True)), default=0.0) / table.total


def _gap_sentence(look: Look) -> float:
    """Share of weight of the one unit that misses most in the sentence."""
    return _largest_gap(look.best.comparison.match.strength, look)


def _gap_paragraph(look: Look) -> float:
    return _largest_gap(look.best.comparison.paragraph, look)


def _unknown(look: Look) -> float:
    """Share of weight of units that no source knows in any form."""
    table = look.best.comparison.table
    unmet = [
        0.0 if u.known or u.repaired else w for u, w in zip(look.query.units, table.weights, strict=True)
    ]
    return sum(unmet) / table.total


def _met_nowhere(look: Look) -> float:
    """Share of weight that none of the best twenty sentences meets by half."""
    table = look.best.comparison.table
    best = [0.0] * len(table.weights)
    for ranked in look.ranked[:20]:
        best = [max(a, b) for a, b in zip(best, ranked.comparison.match.strength, strict=True)]
    return sum(w for b, w in zip(best, table.weights, strict=True) if b < 0.5) / table.total


def _repaired(look: Look) -> float:
    units = look.query.units
    return sum(u.repaired is not None for u in units) / len(units) if units else 0.0


def _unmet_name(look: Look) -> float:
    """One when a name of the question is met neither in the sentence nor in its paragraph."""
    comparison = look.best.comparison
    return float(any(u.name and s < 0.5 for u, s in zip(look.query.units, comparison.paragraph, strict=True)))


def _unmet_name_sentence(look: Look) -> float:
    comparison = look.best.comparison
    return float(
        any(u.name and s < 0.5 for u, s in zip(look.query.units, comparison.match.strength, strict=True))
    )


def _unmet_words(look: Look) -> float:
    """Share of the units that the sentence does not meet by half."""
    return _share_unmet(look.best.comparison.match.strength)


def _share_unmet(strength: Sequence[float]) -> float:
    return sum(s < 0.5 for s in strength) / len(strength) if strength else 1.0


def _unmet_number(look: Look) -> float:
    wanted = look.query.numbers
    return float(bool(wanted) and not wanted <= look.best.comparison.page.content)


def _opposed(look: Look) -> float:
    """Whether the sentence says the opposite of a word of the question that it does not hold itself."""
    held = look.best.comparison.page.counts
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
    comparison = look.best.comparison
    met = sum(s * w for s, w in zip(comparison.match.strength, comparison.table.weights, strict=True))
    return min(1.0, met / 30)


def _weight_unmet(look: Look) -> float:
    """How much rarity the paragraph leaves unmet, in all."""
    comparison = look.best.comparison
    return min(
        1.0,
        sum((1 - s) * w for s, w in zip(comparison.paragraph, comparison.table.weights, strict=True)) / 15,
    )


def _unmet_paragraph(look: Look) -> float:
    return _share_unmet(look.best.comparison.paragraph)


def _kind_in_three(look: Look) -> float:
    """Whether any of the best three holds an expression of the kind asked for."""
    at = FEATURES.index("kind_present")
    return max(ranked.hit.features[at] for ranked in look.ranked[:3])


def _alike_only(look: Look) -> float:
    """Share of the weight met that is met by words of like meaning or look, not by the words themselves."""
    comparison = look.best.comparison
    pairs = list(zip(comparison.match.strength, comparison.table.weights, strict=True))
    met = sum(s * w for s, w in pairs)
    return sum(s * w for s, w in pairs if s < 0.9) / met if met else 1.0


def _gap_exact(look: Look) -> float:
    """Share of weight of the heaviest unit that the sentence does not hold in its own words."""
    comparison = look.best.comparison
    pairs = zip(comparison.match.strength, comparison.table.weights, strict=True)
    return max((w for s, w in pairs if s < 0.9), default=0.0) / comparison.table.total


def _gap_article(look: Look) -> float:
    return _largest_gap(look.best.comparison.article, look)


def _unmet_article(look: Look) -> float:
    return _share_unmet(look.best.comparison.article)


def _most_covered(look: Look) -> float:
    """The best coverage among ten hits."""
    at = FEATURES.index("coverage")
    return max(ranked.hit.features[at] for ranked in look.ranked[:10])


def _most_repeated(look: Look) -> float:
    """The longest run of the question's words among ten hits."""
    at = FEATURES.index("longest_run")
    return max(ranked.hit.features[at] for ranked in look.ranked[:10])


_SUPERLATIVE = re.compile(r"\b(?:most|least|first|last|only|main|\w{3,}est)\b", re.IGNORECASE)


def _superlative_missed(look: Look) -> float:
    """The question asks for an extreme, and the sentence tells none."""
    asked = _SUPERLATIVE.search(look.query.text)
    return float(bool(asked) and not _SUPERLATIVE.search(look.best.hit.sentence.text))


def _kind_missed(look: Look) -> float:
    """A kind with a shape is asked for, and the best hit holds nothing of it, or nothing sure."""
    present = look.best.hit.features[FEATURES.index("kind_present")]
    return 0.0 if look.query.asked not in SHAPED else 1.0 - present


_COUNTED = frozenset({"date", "number", "money", "percent", "duration", "measure"})


def _figure_missed(look: Look) -> float:
    """A date, number or measure is asked for, whose shape is plain, and the best hit holds none."""
    present = look.best.hit.features[FEATURES.index("kind_present")]
    return 1.0 - present if look.query.asked in _COUNTED else 0.0


def _counted_elsewhere(look: Look) -> float:
    """A number is asked for, and none stands by the noun that is to be counted."""
    near = look.best.hit.features[FEATURES.index("kind_focus")]
    return 1.0 - near if look.query.asked == "number" else 0.0


def _wording_missed(look: Look) -> float:
    """A cause, a means or somebody's words are asked for, and the best hit is not worded like one."""
    wording = min(look.best.hit.features[FEATURES.index(n)] for n in ("pattern", "speaker"))
    return max(0.0, 1.0 - 2 * wording) if look.query.asked in {"cause", "manner", "statement"} else 0.0


_AUXILIARIES = grammar().auxiliaries | {"doe"}


def _swapped(look: Look) -> float:
    """The sentence speaks of another year, nation, number or rank, or of the contrary by a prefix."""
    comparison = look.best.comparison
    return max(swapped(comparison), float(turned(comparison)))


def _counted(look: Look) -> float:
    """How surely a number of the best hit counts the noun asked about; one half where none is asked."""
    return counted(look.best.comparison) if look.query.asked == "number" else 0.5


def _library(look: Look) -> float:
    """How much is searched: a word in common is a chance among thousands of sentences, seldom among fifty."""
    return min(1.0, math.log10(look.query.searched) / 5)


def _actor_apart(look: Look) -> float:
    """The question says who does something ("did France withdraw"), and the sentence does not put it so.

    The name stands after the verb without "by", far from it, or not at all.
    """
    order, units = look.query.order, look.query.units
    at = next((i for i, term in enumerate(order) if term in _AUXILIARIES), None)
    actor = next(
        (i for i, u in enumerate(units) if at is not None and u.name and 0 < u.at - at <= _BESIDE), None
    )
    if actor is None:
        return 0.0
    verb = next((i for i, u in enumerate(units) if u.at > units[actor].at and not u.name), None)
    if verb is None:
        return 0.0
    held = look.best.comparison.match
    name, done = held.places[actor], held.places[verb]
    if name < 0 or done < 0:
        return 0.5
    passive = "by" in look.best.comparison.page.terms[max(0, name - 3) : name]
    return float((name > done and not passive) or abs(done - name) > _FAR)


_BESIDE, _FAR = 2, 9


def _last_word_met(look: Look) -> float:
    """How surely the question's last unit of its own stands in the sentence: often the verb."""
    own = [i for i, unit in enumerate(look.query.units) if unit.at < CONTEXT]
    return look.best.comparison.match.strength[own[-1]] if own else 0.0


def _elsewhere_as_good(look: Look) -> float:
    """Coverage of the best hit of another article, as a share of the best hit's."""
    at, source = FEATURES.index("coverage"), look.best.hit.sentence.source
    other = next((r for r in look.ranked if r.hit.sentence.source != source), None)
    mine = look.best.hit.features[at]
    return min(1.0, other.hit.features[at] / mine) if other and mine else 0.0


def _few_words(look: Look) -> float:
    return 1 / (1 + len(look.query.units))


def _same_article(look: Look) -> float:
    """Share of the next four hits that come from the best one's article."""
    source = look.best.hit.sentence.source
    others = look.ranked[1:5]
    return sum(r.hit.sentence.source == source for r in others) / 4


_OWN: tuple[tuple[str, Callable[[Look], float]], ...] = (
    ("raw", _raw), ("margin", _margin), ("margin_elsewhere", _margin_elsewhere),
    ("gap_sentence", _gap_sentence), ("gap_paragraph", _gap_paragraph), ("unknown", _unknown),
    ("met_nowhere", _met_nowhere), ("repaired", _repaired), ("unmet_name", _unmet_name),
    ("unmet_name_sentence", _unmet_name_sentence), ("unmet_words", _unmet_words),
    ("unmet_number", _unmet_number), ("few_words", _few_words),
    ("same_article", _same_article), ("opposed", _opposed),
    ("negation_differs", _negation_differs), ("weight_met", _weight_met), ("weight_unmet", _weight_unmet),
    ("unmet_paragraph", _unmet_paragraph), ("kind_in_three", _kind_in_three), ("alike_only", _alike_only),
    ("gap_exact", _gap_exact), ("gap_article", _gap_article), ("unmet_article", _unmet_article),
    ("most_covered", _most_covered), ("most_repeated", _most_repeated),
    ("superlative_missed", _superlative_missed), ("kind_missed", _kind_missed),
    ("figure_missed", _figure_missed), ("counted_elsewhere", _counted_elsewhere),
    ("wording_missed", _wording_missed), ("actor_apart", _actor_apart), ("last_word_met", _last_word_met),
    ("elsewhere_as_good", _elsewhere_as_good), ("swapped", _swapped), ("counted", _counted),
    ("library", _library),
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


@lru_cache(maxsize=1)
def default_gate() -> Gate:
    """The gate that comes with the program."""
    return load_gate(Path(__file__).with_name("letters.json"))


def confidence(query: Query, ranked: Sequence[Ranked]) -> float:
    """The calibrated probability that the first hit answers; 0 when nothing was found."""
    return default_gate().probability(signals(query, ranked)) if ranked else 0.0

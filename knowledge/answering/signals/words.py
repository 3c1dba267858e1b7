"""Which of the question's words, names and numbers the best candidate meets, and which nobody does."""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.answering.signals.registry import Found, signal
from knowledge.answering.swaps import swapped, turned

_MET = 0.5


@signal()
def score(found: Found) -> float:
    """What put the best candidate first."""
    return max(-1.0, min(1.0, found.best.raw / 8))


@signal()
def margin_elsewhere(found: Found) -> float:
    """How far the best candidate of another paragraph is behind."""
    paragraph = found.best.comparison.page.paragraph.ids
    other = next((one for one in found.ranked if one.comparison.page.paragraph.ids != paragraph), None)
    return 1.0 if other is None else min(1.0, (found.best.raw - other.raw) / 4)


@signal()
def unmet(found: Found) -> float:
    """Share of the question's weight that the sentence does not meet."""
    comparison = found.best.comparison
    pairs = zip(comparison.match.strength, comparison.table.weights, strict=True)
    return 1 - sum(met * weight for met, weight in pairs) / comparison.table.total


@signal()
def gap(found: Found) -> float:
    """Share of weight of the one word that misses most in the sentence."""
    return _largest_gap(found.best.comparison.match.strength, found)


def _largest_gap(strength: Sequence[float], found: Found) -> float:
    table = found.best.comparison.table
    return max(((1 - s) * w for s, w in zip(strength, table.weights, strict=True)), default=0.0) / table.total


@signal()
def unknown(found: Found) -> float:
    """Share of weight of words that no source knows in any form."""
    table, units = found.best.comparison.table, found.query.units
    unheard = [w for u, w in zip(units, table.weights, strict=True) if not (u.known or u.repaired)]
    return sum(unheard) / table.total


@signal()
def unmet_name(found: Found) -> float:
    """One when a name of the question stands neither in the sentence nor in its paragraph."""
    comparison = found.best.comparison
    met = zip(found.query.units, comparison.paragraph, strict=True)
    return float(any(unit.name and strength < _MET for unit, strength in met))


@signal()
def unmet_number(found: Found) -> float:
    """One when the question names a number, other than of a day, that the sentence does not hold."""
    of_days = {found.query.units[number].text for asked in found.query.days for number in asked.units}
    wanted = found.query.numbers - of_days
    return float(bool(wanted) and not wanted <= found.best.comparison.page.content)


@signal()
def unmet_days(found: Found) -> float:
    """How surely the question names days that neither the sentence nor its article's day holds."""
    strength = found.best.comparison.match.strength
    met = [strength[number] for asked in found.query.days for number in asked.units]
    return 1.0 - max(met) if met else 0.0


@signal()
def another(found: Found) -> float:
    """How surely the sentence speaks of another year, nation, number, rank, or of the contrary."""
    comparison = found.best.comparison
    return max(swapped(comparison), float(turned(comparison)))


@signal()
def library(found: Found) -> float:
    """How much is searched: a word in common is a chance among thousands of sentences, not among fifty."""
    return min(1.0, math.log10(found.query.searched) / 5)

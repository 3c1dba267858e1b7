"""Whether a candidate fits the days asked about, tells something, and stands by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from knowledge.lexicon.classes import alternatives, grammar
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features.registry import feature


@feature("scope", group="time")
def _scope(c: Comparison) -> float:
    """Whether days agree: in the sentence, else in its paragraph, else by the day of publication.

    A question without days asks of the news, not of what a report recalls from years before.
    """
    if not c.query.scope:
        return _RECALLED if _recalls(c) else 0.5
    if any(own.meets(asked) for own, asked in product(c.page.periods, c.query.scope)):
        return 1.0
    return _by_year({p.first.year for p in c.query.scope if p.first}, c)


def _by_year(years: set[int], c: Comparison) -> float:
    if own_years := _years(c.page.terms):
        return 1.0 if years & own_years else 0.0
    published = c.page.paragraph.source.published
    if published is not None:
        return 0.9 if published.year in years else 0.1
    return 0.7 if years & _years(c.page.paragraph.terms) else 0.3


def _years(found: Iterable[str]) -> set[int]:
    return {int(t) for t in found if len(t) == 4 and t.isdigit() and 1000 <= int(t) < 2100}


_RECALLED = 0.1
_PAST = re.compile(
    r"\b(?:last|previous|former|earlier|before|first|history|once|ago|past|used to|originally|ever|built"
    r"|founded|again|old|since)\b",
    re.IGNORECASE,
)
"""Words by which a question asks of the past without naming a year."""


def _recalls(c: Comparison) -> bool:
    """Whether the sentence names years, all well before its publication, that nobody asked for."""
    published = c.page.paragraph.source.published
    if published is None or c.query.asked == "date" or _PAST.search(c.query.text):
        return False
    years = [int(t) for t in c.page.terms if len(t) == 4 and t.isdigit() and 1000 <= int(t) < 2100]
    return bool(years) and max(years) < published.year - 1


@feature("novelty", group="form")
def _novelty(c: Comparison) -> float:
    """Words that the question does not bring: a sentence without any tells nothing new."""
    return min(1.0, len(c.page.content - c.query.terms) / 6)


@feature("brevity", group="form")
def _brevity(c: Comparison) -> float:
    """One for sentences of at most 12 words, falling to nought at 70."""
    return max(0.0, min(1.0, 1 - (len(c.page.terms) - 12) / 58))


@feature("substance", group="form")
def _substance(c: Comparison) -> float:
    """Nought for fragments, one from ten words on."""
    return min(1.0, len(c.page.terms) / 10)


@feature("leading", group="form")
def _leading(c: Comparison) -> float:
    """Early sentences of a paragraph name their subject."""
    return 1 / (1 + c.page.at)


@feature("negation", group="form")
def _agrees_in_negation(c: Comparison) -> float:
    negated = bool(_NEGATION.search(c.page.sentence.text))
    return 1.0 if negated == c.query.negated else 0.0


_NEGATION = re.compile(rf"\b(?:{alternatives(grammar().negation)})\b|n[’']t\b", re.IGNORECASE)

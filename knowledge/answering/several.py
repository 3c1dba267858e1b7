"""Further sentences that a full answer needs: other parts of the question, other values over time.

A correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.extraction.clauses import clauses
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Span
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features import FEATURES
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.tables import opposites
from knowledge.text.words import normal_form, words

__all__ = ["asks_for_several", "corrects", "further", "stands_by_what_is_counted"]

_QUESTION = alternatives(grammar().question)
_PLURAL = re.compile(
    r"\b(?:which|what) (?!does\b|is\b|was\b|has\b|us\b|this\b|\w+ss\b)\w+s\b"
    r"|\b(?:compare|comparison|difference|differ|both|all|each|list|every|between|over the years|over time"
    rf"|how has|how have|versus|against|changed?)\b|\band (?:{_QUESTION})\b",
    re.IGNORECASE,
)
_NEAR = 1.0  # of the scorer's sum below the best hit; tried on invented questions that need two sentences
_MOST = 3


def further(query: Query, ranked: Sequence[Ranked]) -> list[Ranked]:
    """At most three more hits that tell another part, in order of their articles' dates; often none."""
    best = ranked[0]
    kept: list[Ranked] = []
    met = list(best.comparison.match.strength)
    for other in ranked[1:10]:
        if len(kept) == _MOST:
            break
        if _adds_part(query, met, best, other) or _adds_value(query, best, other, kept):
            kept.append(other)
            met = [max(a, b) for a, b in zip(met, other.comparison.match.strength, strict=True)]
    return sorted(kept, key=lambda r: (_day(r), r.hit.sentence.source, r.hit.sentence.number))


def asks_for_several(query: Query) -> bool:
    """Whether more than one value is asked for: which ones, over time, or two things."""
    return _PLURAL.search(query.text) is not None


def _day(ranked: Ranked) -> date:
    return ranked.comparison.page.paragraph.source.published or date.max


def _adds_part(query: Query, met: Sequence[float], best: Ranked, other: Ranked) -> bool:
    """It meets a name or focus of the question that nothing kept so far meets, and most of the rest."""
    if not asks_for_several(query) and " and " not in query.text:
        return False
    comparison = other.comparison
    gains = any(
        unit.name and had < 0.5 <= has and unit.weight > 0
        for unit, had, has in zip(query.units, met, comparison.match.strength, strict=True)
    )
    return (
        gains
        and other.raw > best.raw - 2 * _NEAR
        and _coverage(comparison) >= 0.5 * _coverage(best.comparison)
    )


def _adds_value(query: Query, best: Ranked, other: Ranked, kept: Sequence[Ranked]) -> bool:
    """Another source, or another paragraph where the question asks for several, gives a value of its own."""
    most, covered = _coverage(best.comparison), _coverage(other.comparison)
    if other.raw < best.raw - _NEAR or covered < 0.8 * most or _is_of_one_time(query):
        return False
    known, several = [best, *kept], asks_for_several(query)
    if not several and (covered < _ALIKE * most or _is_of_one_source(other, known)):
        return False
    if not stands_by_what_is_counted(query, other):
        return False
    if query.asked in (_VALUES | {"person", "place"} if several else _VALUES):
        return _has_value_of_its_own(other, known)
    return several


def _is_of_one_time(query: Query) -> bool:
    return bool(query.scope) and not query.elliptical


def _is_of_one_source(other: Ranked, known: Sequence[Ranked]) -> bool:
    return other.hit.sentence.source in {one.hit.sentence.source for one in known}


def _has_value_of_its_own(other: Ranked, known: Sequence[Ranked]) -> bool:
    values = {term for one in known for e in one.comparison.fitting for term in e.terms}
    return any(not e.terms <= values for e in other.comparison.fitting)


_VALUES = frozenset({"number", "date", "money", "percent"})
_ALIKE = 0.9
"""Share of the best hit's coverage from which on another source's value is one of the same thing."""


def stands_by_what_is_counted(query: Query, one: Ranked) -> bool:
    """Where a number is asked for, whether it stands by the noun that is to be counted."""
    return query.asked not in _COUNTED or one.hit.features[FEATURES.index("kind_focus")] >= _BESIDE


_COUNTED = frozenset({"number", "money", "percent", "duration", "measure"})
_BESIDE = 0.7
"""Of the feature ``kind_focus``: within three words."""


def _coverage(comparison: Comparison) -> float:
    strengths, weights = comparison.match.strength, comparison.table.weights
    return sum(s * w for s, w in zip(strengths, weights, strict=True)) / comparison.table.total


_DENIES = re.compile(
    rf"\b(?:{alternatives(grammar().negation)}|den(?:y|ies|ied)|ruled out|rules out"
    r"|fail(?:s|ed)? to|instead of|rather than|contradict(?:s|ed|ing)|contrary to|false|wrong(?:ly)?|untrue"
    r"|unaffected|unharmed)\b|n[’']t\b",
    re.IGNORECASE,
)
_RESISTS = re.compile(
    r"\b(?:refus(?:e|es|ed|ing)|reject(?:s|ed)?|oppos(?:es?|ed)|declin(?:e|es|ed))\b", re.IGNORECASE
)
_REACH = 45  # letters between a denial and a word that it denies
_QUOTES = re.compile(r"[\"“”]")
_SPEAKS_OF = 0.4  # share of the question's weight from which a sentence speaks of the same thing
_PRESUMING = frozenset({"cause", "date", "place", "person", "manner", "number", "thing", "organisation"})
_SURE = 0.9  # of an expression of the kind asked for: with one, the sentence simply answers


def corrects(query: Query, best: Ranked) -> bool:
    """Whether the sentence denies what the question takes for granted.

    A denial by a word that both speak of.
    """
    if query.asked not in _PRESUMING or query.negated:
        return False
    if any(expression.sureness >= _SURE for expression in best.comparison.fitting):
        return False
    if _coverage(best.comparison) < _SPEAKS_OF:
        return False
    text, met = best.hit.sentence.text, _met_words(query, best)
    return bool(met) and any(_denies(m, met, text) for m in _denials(query, text))


def _met_words(query: Query, best: Ranked) -> list[int]:
    """Where the words of the question begin that the sentence has; names deny nothing."""
    found, match = words(best.hit.sentence.text), best.comparison.match
    return [
        found[place].start
        for place, strength, unit in zip(match.places, match.strength, query.units, strict=True)
        if 0 <= place < len(found) and strength >= 0.4 and not unit.name
    ]


def _denies(denial: re.Match[str], met: Sequence[int], text: str) -> bool:
    """Whether one of the places stands in the clause of the denial, with no quotation mark between.

    What goes on with "to" is of the clause before: "none had come forward to help".
    """
    here = Span(0, len(text))
    for clause in clauses(text):
        if clause.link == "to" or clause.span.start == 0:
            continue
        if clause.span.start <= denial.start():
            here = Span(clause.span.start, here.end)
        else:
            here = Span(here.start, clause.span.start)
            break
    return any(
        here.start <= at < here.end
        and abs(denial.start() - at) < _REACH
        and not _QUOTES.search(text, *sorted((denial.start(), at)))
        for at in met
    )


def _denials(query: Query, text: str) -> Iterator[re.Match[str]]:
    """Words that deny; "opposes" and the like only where the question speaks of the opposite ("supports")."""
    yield from _DENIES.finditer(text)
    for match in _RESISTS.finditer(text):
        if not opposites().get(normal_form(match.group()), frozenset()).isdisjoint(query.order):
            yield match

"""What must stand in a sentence before it may answer: the number, day, sum or name that is asked for.

The gate weighs many signals and may be carried away by all the others; these few are no matter of weight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from knowledge.lexicon.nations import nations
from knowledge.model import Mention
from knowledge.retrieval.features import FEATURES
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from knowledge.evidence.sentence_facts import SentenceFacts
    from knowledge.retrieval.comparison import Comparison
    from knowledge.retrieval.query import Query, Unit
    from knowledge.retrieval.ranked import Ranked

__all__ = ["AT_MOST", "PLAIN", "lacks_what_is_asked"]

AT_MOST = 0.4
"""Confidence of a sentence that lacks it: below the default caution, above what has nothing to do with it."""

PLAIN = frozenset({"date", "number", "money", "percent"})
"""Kinds whose shape leaves no doubt about whether they are there."""
_COUNTED_APART = 0.05
"""Of the feature ``kind_focus``: a number stands there, but far from what is to be counted."""
_PERSON = (
    r"(?:officials?|victims?|suspects?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|person|people"
    r"|spokes\w+|wife|husband|sons?|witness(?:es)?|judges?|militants?|sources?|guards?"
    r"|(?!rivers?\b|numbers?\b|towers?\b|papers?\b|letters?\b)\w{2,}(?:ers?|ors?|ists?|ians?))"
)
_NAMED = re.compile(
    rf"\bnames?\b.*\b{_PERSON}\b|\bwho\b.*\bnames?\b",
    re.IGNORECASE,
)
"""Somebody's name is asked for, which a sentence about somebody unnamed does not tell."""
_HIS_NAME = re.compile(rf"\b{_PERSON}['’]s? names?\b", re.IGNORECASE)
_NAME = re.compile(
    r"\bnames? of (?!(?:the |a |this )?(?:process|method|theory|term|disease|law|effect|technique))"
    r"|['’]s names?\b|\bwhose names?\b|^names?\b",
    re.IGNORECASE,
)
"""The name of whatever bears a capital."""
_SOMEBODY = frozenset({"person", "organisation", "group"})


def lacks_what_is_asked(query: Query, best: Ranked, facts: SentenceFacts) -> bool:
    """Whether the best hit cannot answer, however near it is."""
    lacks = _lacks_figure(query, best) or _lacks_name(query, best, facts) or _lacks_somebody(query, best)
    return lacks or _of_another_nation(best.comparison) or _of_another_speaker(best.comparison)


def _lacks_figure(query: Query, best: Ranked) -> bool:
    if query.asked in PLAIN and not best.comparison.fitting:
        return True
    if query.asked == "money":
        return all(e.kind != "money" for e in best.comparison.fitting)
    if query.asked == "number" and any(unit.focus for unit in query.units):
        return best.hit.features[FEATURES.index("kind_focus")] < _COUNTED_APART
    return False


def _lacks_somebody(query: Query, best: Ranked) -> bool:
    """Whether a follow-up asks who ("who opposed it?"), and the sentence has only those known from before."""
    new = any(expression.sureness >= _SURELY for expression in best.comparison.fitting)
    return query.elliptical and query.asked == "person" and not new


_SURELY = 0.3


def _lacks_name(query: Query, best: Ranked, facts: SentenceFacts) -> bool:
    if query.asked not in ("name", "person", "thing"):
        return False
    if _HIS_NAME.search(query.text):
        return not _names(query, best, facts, kinds=_SOMEBODY)
    if _NAMED.search(query.text):
        return query.asked != "thing" and not _names(query, best, facts, kinds=_SOMEBODY)
    return bool(_NAME.search(query.text)) and not _names(query, best, facts)


_ASKS = re.compile(
    r"\b(?:did|does|do|has|have|had)\s+(?P<who>(?!to\b)\S+(?:\s\S+){0,4}?)\s+(?:say|said|tell|told)\b",
    re.IGNORECASE,
)


def _of_another_speaker(comparison: Comparison) -> bool:
    """Whether no word of the one whose words are asked for stands in the sentence or around it."""
    asked = _ASKS.search(comparison.query.text) if comparison.query.asked == "statement" else None
    if asked is None or _HE.fullmatch(asked["who"].strip()):
        return False
    speaker = {word.term for word in words(asked["who"])}
    found = zip(comparison.query.units, comparison.paragraph, comparison.match.strength, strict=True)
    met = [max(around, inside) for unit, around, inside in found if speaker & _own_terms(unit)]
    return bool(met) and max(met) < _MET


_HE = re.compile(r"(?:he|she|it|they|we|you|i)", re.IGNORECASE)
_MET = 0.5


def _own_terms(unit: Unit) -> set[str]:
    return {word.term for word in words(unit.text)}


_BELONGS = {"person": 1, "number": 6}
"""Telling words between a nation and the office it gives ("Iran's supreme leader"), or what it counts."""
_AT = frozenset({"in", "from", "to", "at", "near", "into", "across"})


def _of_another_nation(comparison: Comparison) -> bool:
    """Whether the nation of the office or the people asked about stands in the sentence, but apart from them.

    "President Lind told Turkey" names no president of Turkey, and "troops in Iraq" need not be Iraqi.
    """
    query, apart = comparison.query, _BELONGS.get(comparison.query.asked)
    focus = [unit for unit in query.units if unit.focus and not _is_nation(unit)]
    if apart is None or not focus:
        return False
    owners = [u for u in query.units if _is_nation(u) and _owns(u, focus, comparison)]
    owners_at = [at for unit in owners for at in _places(comparison, unit)]
    focus_at = [at for unit in focus for at in _places(comparison, unit)]
    placed = [comparison.page.terms[max(0, at - 1)] in _AT for at in owners_at]
    between = [
        apart + 1 if place else _telling(comparison.page.terms, one, other)
        for one, place in zip(owners_at, placed, strict=True)
        for other in focus_at
    ]
    return bool(between) and min(between) > apart


def _owns(nation: Unit, focus: Sequence[Unit], comparison: Comparison) -> bool:
    """Whether the question puts the nation right before what it asks about, or "of" it behind an office."""
    if nation.at == focus[0].at - 1:
        return True
    between = comparison.query.order[focus[-1].at + 1 : nation.at]
    return comparison.query.asked == "person" and between in {("of",), ("of", "the")}


def _telling(held: Sequence[str], one: int, other: int) -> int:
    """How many words that tell something stand between two places; another clause's are too many."""
    low, high = sorted((one, other))
    between = held[low + 1 : high]
    return len(held) if not _CLAUSE.isdisjoint(between) else sum(term not in STOPWORDS for term in between)


_CLAUSE = frozenset({"that", "which", "who", "while", "after", "because", "he", "she", "it", "they"})


_SURE = 0.7


def _is_nation(unit: Unit) -> bool:
    return unit.name and unit.text.casefold() in _known_nations()


def _places(comparison: Comparison, unit: Unit) -> list[int]:
    """Where the sentence has the unit, by a sure form or as a run of words."""
    held = comparison.page.terms
    found = [at for at, term in enumerate(held) if unit.forms.get(term, 0.0) >= _SURE]
    for phrase, sure in unit.phrases:
        if sure >= _SURE:
            found += [at for at in range(len(held)) if held[at : at + len(phrase)] == phrase]
    return found


@cache
def _known_nations() -> frozenset[str]:
    """Names of countries and their peoples, case folded."""
    held = nations()
    return frozenset(name.casefold() for table in (held.names, held.peoples) for name in table)


def _names(query: Query, best: Ranked, facts: SentenceFacts, kinds: frozenset[str] | None = None) -> bool:
    """Whether the sentence names somebody, or of any kind something, that the question does not."""
    mentions = facts.of(best.hit.sentence.id, Mention)
    asked = {word.term for word in words(query.text)}
    return any(
        m.kind != "nationality" and (kinds is None or m.kind in kinds) and asked.isdisjoint(terms(m.text))
        for m in mentions
    )

"""What must stand in a sentence before it may answer: the number, day, sum or name that is asked for.

The gate weighs many signals and may be carried away by all the others; these few are no matter of weight.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.finding.features import FEATURES
from knowledge.model import Mention
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from knowledge.finding.query import Query
    from knowledge.finding.search import Ranked
    from knowledge.seams import Store

__all__ = ["AT_MOST", "lacks_what_is_asked"]

AT_MOST = 0.4
"""Confidence of a sentence that lacks it: below the default caution, above what has nothing to do with it."""

_PLAIN = frozenset({"date", "number", "money", "percent"})
"""Kinds whose shape leaves no doubt about whether they are there."""
_COUNTED_APART = 0.05
"""Of the feature ``kind_focus``: a number stands there, but far from what is to be counted."""
_NAMED = re.compile(
    r"\bnames?\b.*\b(?:officials?|victims?|suspects?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|person|people"
    r"|spokes\w+|wife|husband|sons?|witness(?:es)?|judges?|militants?|sources?"
    r"|(?!rivers?\b|numbers?\b|towers?\b|papers?\b|letters?\b)\w{2,}(?:ers?|ors?|ists?|ians?))\b"
    r"|\bwho\b.*\bnames?\b",
    re.IGNORECASE,
)
"""Somebody's name is asked for, which a sentence about somebody unnamed does not tell."""
_NAME = re.compile(
    r"\bnames? of (?!(?:the |a |this )?(?:process|method|theory|term|disease|law|effect|technique))"
    r"|['’]s names?\b|\bwhose names?\b|^names?\b",
    re.IGNORECASE,
)
"""The name of whatever bears a capital."""
_SOMEBODY = frozenset({"person", "organisation", "group"})


def lacks_what_is_asked(query: Query, best: Ranked, store: Store) -> bool:
    """Whether the best hit cannot answer, however near it is."""
    if query.asked in _PLAIN and not best.case.fitting:
        return True
    if query.asked == "money" and all(e.kind != "money" for e in best.case.fitting):
        return True
    if query.asked == "number" and any(unit.focus for unit in query.units):
        return best.hit.features[FEATURES.index("kind_focus")] < _COUNTED_APART
    if query.asked not in ("name", "person", "thing"):
        return False
    if _NAMED.search(query.text):
        return query.asked != "thing" and not _names(query, best, store, kinds=_SOMEBODY)
    return bool(_NAME.search(query.text)) and not _names(query, best, store)


def _names(query: Query, best: Ranked, store: Store, kinds: frozenset[str] | None = None) -> bool:
    """Whether the sentence names somebody, or of any kind something, that the question does not."""
    mentions = [s.fact for s in store.facts("mention", sentences=(best.hit.sentence.id,))]
    asked = {word.term for word in words(query.text)}
    return any(
        isinstance(m, Mention)
        and m.kind != "nationality"
        and (kinds is None or m.kind in kinds)
        and asked.isdisjoint(terms(m.text))
        for m in mentions
    )

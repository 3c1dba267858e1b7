"""An elliptical question and the question before it → one question: what is new replaces what it is like."""

from __future__ import annotations

import re

from knowledge.finding.query import Query, Unit
from knowledge.finding.tables import names, places
from knowledge.text.words import fold

__all__ = ["follow"]

_BACKWARD = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|their|its|that|this|those|these|there|then|one|ones"
    r"|so|same|else)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:and|what about|how about|or|but|also|then|so)\b", re.IGNORECASE)
_HAS_QUESTION = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:and |but |so )?(?:what|how) about\b", re.IGNORECASE)
_CARRIED = 0.45  # a context's words count less; tried from 0.4 to 1 on invented follow-ups


def follow(query: Query, context: Query) -> Query:
    """The question completed by its context; unchanged when it stands on its own."""
    own = [unit for unit in query.units if unit.weight > 0]
    leaning = bool(_BACKWARD.search(query.text) or _OPENING.search(query.text))
    if (len(own) >= 3 and not leaning) or (len(own) >= 5):
        return query
    kept = [unit for unit in context.units if not _replaced(unit, own, query)]
    carried = [
        unit._replace(weight=unit.weight * _CARRIED, at=unit.at + 100)
        for unit in kept
        if not any(set(unit.forms) & set(mine.forms) for mine in own)
    ]
    asks = _HAS_QUESTION.search(query.text) and not _ABOUT.search(query.text)
    asked = query.asked if asks or query.asked == "yes-no" else context.asked
    return query._replace(
        asked=asked,
        units=(*query.units, *carried),
        terms=query.terms | frozenset(term for unit in carried for term in unit.forms),
        scope=query.scope or context.scope,
        numbers=query.numbers,
        understood=f"{query.text} ({context.text.rstrip('?')})",
        elliptical=True,
    )


def _replaced(old: Unit, own: list[Unit], query: Query) -> bool:
    """A place gives way to a place, a year or month to another.

    "and in Iraq?" is not about Syria any more.
    """
    if _is_date(old) and query.scope:
        return True
    if asks_anew(query):
        return False
    return any(_sort(old) is not None and _sort(old) == _sort(new) and old.text != new.text for new in own)


def asks_anew(query: Query) -> bool:
    """Whether the question brings its own question word, and so another question about the same things."""
    return bool(_HAS_QUESTION.search(query.text)) and not _ABOUT.search(query.text)


def _sort(unit: Unit) -> str | None:
    if _is_date(unit):
        return "date"
    if fold(unit.text) in places():
        return "place"
    return "name" if unit.name and (next(iter(unit.forms)),) not in names() else None


_MONTH = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:1\d|20)\d\d)$",
    re.IGNORECASE,
)


def _is_date(unit: Unit) -> bool:
    return bool(_MONTH.match(unit.text))

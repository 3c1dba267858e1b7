"""An elliptical question and the question before it → one question: what is new replaces what it is like."""

from __future__ import annotations

import re

from knowledge.lexicon.classes import alternatives, calendar, grammar
from knowledge.retrieval.query import CONTEXT, Query, Unit
from knowledge.retrieval.tables import names, places
from knowledge.text.words import fold

__all__ = ["follow"]

_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_BACKWARD = re.compile(
    r"\b(?:it|they|them|their|its|there|then|one|ones|so|same|else)\b"
    rf"|\b(?:{alternatives(grammar().demonstratives)})\b(?=\W*$|\s+(?:{alternatives(grammar().auxiliaries)})\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(rf"\b(?:{alternatives(grammar().demonstratives)})\b", re.IGNORECASE)
"""Before a noun; it may as well point to what the question says itself ("that Syria is …")."""
_OPENING = re.compile(r"^(?:and|what about|how about|or|but|also|then|so)\b", re.IGNORECASE)
_HAS_QUESTION = re.compile(rf"\b(?:{alternatives(grammar().question)})\b", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:and |but |so )?(?:what|how) about\b", re.IGNORECASE)
_CARRIED = 0.45  # a context's words count less; tried from 0.4 to 1 on invented follow-ups


def follow(query: Query, context: Query) -> Query:
    """The question completed by its context; unchanged when it stands on its own."""
    own = [unit for unit in query.units if unit.weight > 0]
    if _stands_alone(query, own):
        return query
    kept = [unit for unit in context.units if not _replaced(unit, own, query)]
    carried = [
        unit._replace(weight=unit.weight * _CARRIED, at=unit.at + CONTEXT)
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
        understood=f"{query.text} ({_topic(context.text)})",
        elliptical=True,
    )


def _topic(context: str) -> str:
    """The context as it stands in brackets; of a context that has one itself, what that was about."""
    before = _IN_BRACKETS.search(context)
    own = _IN_BRACKETS.sub("", context).strip().rstrip("?")
    return f"{own}; {before.group(1).rsplit('; ', 1)[-1]}" if before else own


_IN_BRACKETS = re.compile(r"\s\(([^()]*)\)$")


def _stands_alone(query: Query, own: list[Unit]) -> bool:
    """Whether nothing in the question leans on another: it names or describes what it asks about."""
    if len(own) >= _FULL or (len(own) >= _RICH and not _leans(query, own)):
        return True
    if _leans(query, own) or _POINTING.search(query.text) or not asks_anew(query):
        return False
    return len(own) > 1 or any(unit.name for unit in own)


_FULL, _RICH = 5, 3
"""Units from which a question stands alone whatever its words, and from which it does if none leans."""


def _leans(query: Query, own: list[Unit]) -> bool:
    """Whether a word of it means something said before; "he" behind a name means that name."""
    if _OPENING.search(query.text) or _BACKWARD.search(query.text):
        return True
    person = _PERSON.search(query.text)
    if person is None:
        return False
    before = [unit for unit in own if -1 < query.text.find(unit.text) < person.start()]
    return len(before) < _RICH and not any(unit.name for unit in before)


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


_MONTH = re.compile(rf"^(?:{alternatives(calendar().months)}|(?:1\d|20)\d\d)$", re.IGNORECASE)


def _is_date(unit: Unit) -> bool:
    return bool(_MONTH.match(unit.text))

"""An elliptical question and the question before it → one question: what is new replaces what it is like."""

from __future__ import annotations

import re

from knowledge.lexicon.classes import alternatives, calendar, grammar
from knowledge.retrieval.query import CONTEXT, AskedDays, Query, Unit
from knowledge.retrieval.tables import names, places
from knowledge.text.words import fold

__all__ = ["follow"]

_WORDS = grammar().pronoun
# Of the third person, by how they begin; "I", "you" and "we" lean on nobody's question.
_THIRD = [
    w for w in _WORDS.subject | _WORDS.object | _WORDS.possessive if w.startswith(("h", "s", "th", "it"))
]
_PERSONAL = [word for word in _THIRD if word.startswith(("h", "s"))]
_PRONOUN = re.compile(
    rf"\b(?:{alternatives(_THIRD, ('there', 'then', 'one', 'ones', 'same', 'else'))})\b"
    rf"|\b(?:{alternatives(grammar().demonstratives)})\b(?=\W*$|\s+(?:{alternatives(grammar().auxiliaries)})\b)",
    re.IGNORECASE,
)
_BY_WHO = re.compile(
    rf"^who\s+(?!(?:{alternatives(grammar().auxiliaries)})\b)(?:\w+\s+){{1,2}}?"
    rf"(?P<own>{alternatives(grammar().pronoun.possessive)})\s+(?!(?:{alternatives(grammar().articles)})\b)\w",
    re.IGNORECASE,
)
"""What "who" did with something of her own: "Who sold her house?", but not "Who is her husband?"."""
_PERSON = re.compile(rf"\b(?:{alternatives(_PERSONAL)})\b", re.IGNORECASE)
_POINTING = re.compile(rf"\b(?:{alternatives(grammar().demonstratives)})\b", re.IGNORECASE)
"""Before a noun; it may as well point to what the question says itself ("that Syria is …")."""
_OPENING = re.compile(r"^(?:and|what about|how about|or|but|also|then|so)\b", re.IGNORECASE)
_HAS_QUESTION = re.compile(rf"\b(?:{alternatives(grammar().question)})\b", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:and |but |so )?(?:what|how) about\b", re.IGNORECASE)
_LEADS_A_NOUN = (
    grammar().articles
    | grammar().demonstratives
    | grammar().auxiliaries
    | {"what", "which", "whose", "many", "much"}
)
"""Words right behind which a noun stands that a later "its" or "they" can mean."""
_CARRIED = 0.45  # a context's words count less; tried from 0.4 to 1 on invented follow-ups
_ALONE, _RICH = 5, 2
"""Units from which a question stands alone whatever its words, and from which it does if nothing leans."""


def follow(query: Query, context: Query) -> Query:
    """The question completed by its context; unchanged when it stands on its own."""
    own = _telling(query)
    if _stands_alone(query, own):
        return query
    kept = [(number, unit) for number, unit in enumerate(context.units) if _carries(unit, own, query)]
    numbers = {old: new for new, (old, _) in enumerate(kept, len(query.units))}
    carried = [unit._replace(weight=unit.weight * _CARRIED, at=unit.at + CONTEXT) for _, unit in kept]
    return query._replace(
        asked=query.asked if _asks(query) else context.asked,
        units=(*query.units, *carried),
        terms=query.terms.union(*(unit.forms for unit in carried)),
        days=query.days or _carried_days(context, numbers),
        understood=f"{query.text} ({_topic(context.text)})",
        elliptical=True,
        context=context.text,
    )


def _telling(query: Query) -> list[Unit]:
    return [unit for unit in query.units if unit.weight > 0]


def _carries(unit: Unit, own: list[Unit], query: Query) -> bool:
    """Whether what the question before spoke of is still meant, and not said anew."""
    return not _replaced(unit, own, query) and all(unit.forms.keys().isdisjoint(mine.forms) for mine in own)


def _carried_days(context: Query, numbers: dict[int, int]) -> tuple[AskedDays, ...]:
    """The context's days, with the numbers that its units have now."""
    return tuple(
        asked._replace(units=tuple(numbers[old] for old in asked.units if old in numbers))
        for asked in context.days
    )


def _topic(context: str) -> str:
    """The context as it stands in brackets; of a context that has one itself, what that was about."""
    before = _IN_BRACKETS.search(context)
    own = _IN_BRACKETS.sub("", context).strip().rstrip("?")
    return f"{own}; {before.group(1).rsplit('; ', 1)[-1]}" if before else own


_IN_BRACKETS = re.compile(r"\s\(([^()]*)\)$")


def _stands_alone(query: Query, own: list[Unit]) -> bool:
    """Whether nothing in the question leans on another: it names or describes what it asks about."""
    if _OPENING.search(query.text):
        return len(own) >= _ALONE
    leans = _leans(query, own)
    if _BY_WHO.search(query.text) and not leans:
        return True
    if len(own) >= _ALONE and not (leans and _PERSON.search(query.text)):
        return True
    return not leans and _asks(query) and _is_told(query, own)


def _asks(query: Query) -> bool:
    return asks_anew(query) or query.asked == "yes-no"


def _is_told(query: Query, own: list[Unit]) -> bool:
    """Whether a question says by itself what it is about."""
    if len(own) > _RICH:
        return True
    return not _POINTING.search(query.text) and (len(own) == _RICH or any(unit.name for unit in own))


def _leans(query: Query, own: list[Unit]) -> bool:
    """Whether a pronoun means something said before: none of the question's own nouns stands ahead of it.

    "What did the ministry say about its budget" is complete; "who sank it" is not.
    """
    pronoun = _PRONOUN.search(query.text)
    if pronoun is None or _is_whos_own(query.text, pronoun):
        return False
    ahead = [unit for unit in own if -1 < query.text.find(unit.text) < pronoun.start()]
    return not any(unit.name or _is_noun(unit, query) for unit in ahead)


def _is_whos_own(text: str, pronoun: re.Match[str]) -> bool:
    """Whether the pronoun means the one whom the question asks for."""
    own = _BY_WHO.search(text)
    return own is not None and own.start("own") == pronoun.start()


def _is_noun(unit: Unit, query: Query) -> bool:
    """Whether it is surely one: behind an article, "which", "how many" or the verb that opens a question."""
    return unit.focus or (0 < unit.at < CONTEXT and query.order[unit.at - 1] in _LEADS_A_NOUN)


def _replaced(old: Unit, own: list[Unit], query: Query) -> bool:
    """A place gives way to a place, a day to another, and somebody to whoever is named now.

    "And in Iraq?" is not about Syria any more; "did he meet Lind?" still is about him.
    """
    if _is_date(old) and query.days:
        return True
    sort = _sort(old)
    newcomers = [new for new in own if _sort(new) == sort and new.text != old.text]
    if sort is None or not newcomers:
        return False
    return not (_PERSON if sort == "name" else _THERE).search(query.text)


_THERE = re.compile(r"\b(?:there|it|that)\b", re.IGNORECASE)


def asks_anew(query: Query) -> bool:
    """Whether the question brings its own question word, and so another question about the same things."""
    return bool(_HAS_QUESTION.search(query.text)) and not _ABOUT.search(query.text)


def _sort(unit: Unit) -> str | None:
    if _is_date(unit):
        return "date"
    if fold(unit.text) in places():
        return "place"
    return "name" if unit.name and (next(iter(unit.forms)),) not in names() else None


def _is_date(unit: Unit) -> bool:
    text = unit.text.rstrip(".").casefold()
    return text.isdigit() or text in calendar().months or text in calendar().short_months

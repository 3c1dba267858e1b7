"""Names: the same person, body or place by any of its names, or another one in its place."""

from __future__ import annotations

from knowledge.claims.checks.registry import Finding, check, together
from knowledge.claims.facts import Asked, Told, content
from knowledge.model import Conflict, Mention
from knowledge.retrieval.tables import names as other_names
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, terms

__all__ = ["names"]

BESIDE = 2
"""Content words on either side of a name by which its place in a sentence is compared."""
_BODIES = frozenset({"organisation", "group", "other"})


@check
def names(asked: Asked, told: Told) -> Finding:
    """A name is met by its last word, its full name, its alias or its country's people.

    One that the sentence before or the title has is left open, as "he" and "the firm" may mean it. Else it
    conflicts with the name of its kind that the sentence has among the same words.
    """
    found = [_found(claimed, asked, told) for claimed in asked.names if not _is_of_a_day(claimed, asked)]
    return together([Finding(met=_met_in_small(asked, told)), *found])


def _is_of_a_day(claimed: Mention, asked: Asked) -> bool:
    return any(claimed.start < day.end and day.start < claimed.end for day in asked.days)


def _found(claimed: Mention, asked: Asked, told: Told) -> Finding:
    own = [term for term in terms(claimed.text) if term not in STOPWORDS]
    last = {*own[-1:], *terms(claimed.entity)[-1:]} if own else set()
    if any(_is_told(term, told.terms) for term in last):
        return Finding(met=1)
    if not own or last & told.around:
        return Finding()
    if other := _instead(claimed, asked, told):
        return Finding(conflicts=(Conflict(what="name", claimed=claimed.text, found=other.text),))
    return Finding(unmet=(claimed.text,))


def _met_in_small(asked: Asked, told: Told) -> int:
    """Names of the sentence that the claim has at its beginning or in small letters, so that none shows."""
    shown = {
        word.start for word in asked.words for name in asked.names if name.start <= word.start < name.end
    }
    hidden = {word.term for word in asked.words if word.start not in shown}
    return sum(terms(name.text)[-1] in hidden for name in told.names)


def _is_told(term: str, held: frozenset[str]) -> bool:
    others = other_names().get((term,), {})
    return term in held or any(held.issuperset(other) for other in others)


def _instead(claimed: Mention, asked: Asked, told: Told) -> Mention | None:
    """The sentence's own name of the same kind that most of the same words stand beside."""
    ours = {word.term for word in asked.words}
    around = _beside(asked.words, claimed.start, claimed.end)
    best, most = None, 0
    for mention in told.names:
        start, end = mention.start - told.start, mention.end - told.start
        alike = mention.kind == claimed.kind or {mention.kind, claimed.kind} <= _BODIES
        shared = len(around & _beside(told.words, start, end))
        if alike and shared > most and not {*terms(mention.text)} & ours:
            best, most = mention, shared
    return best


def _beside(found: tuple[Word, ...], start: int, end: int) -> set[str]:
    before = content([word for word in found if word.end <= start])[-BESIDE:]
    after = content([word for word in found if word.start >= end])[:BESIDE]
    return {word.term for word in (*before, *after)}

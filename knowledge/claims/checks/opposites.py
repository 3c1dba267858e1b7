"""Opposites: a word in whose place the sentence has the opposite."""

from __future__ import annotations

from knowledge.claims.checks.registry import Finding, check
from knowledge.claims.facts import Asked, Told, content
from knowledge.lexicon.classes import grammar
from knowledge.model import Conflict
from knowledge.retrieval.tables import opposites as table
from knowledge.text.words import Word, normal_form

__all__ = ["opposites"]

AROUND = 3
"""Content words on either side that two sentences share where they speak of the same."""
_CONVERSE = frozenset(
    frozenset(normal_form(word) for word in pair.split())
    for pair in (
        "buy sell",
        "bought sold",
        "give receive",
        "lend borrow",
        "win lose",
        "won lost",
        "teach learn",
    )
)
_ENDS = frozenset(normal_form(word) for word in ("first", "last"))
REACH = 4
"""Words behind a negation that it may deny."""


@check
def opposites(asked: Asked, told: Told) -> Finding:
    """A word conflicts with its opposite among the same words, unless one of the two is denied."""
    ours = frozenset(word.term for word in asked.words)
    conflicts = []
    for word in content(asked.words):
        if word.term in told.terms:
            continue
        around = _around(asked.words, word)
        for other in content(told.words):
            opposed = other.term in table().get(word.term, ()) and other.term not in ours
            turned = _is_denied(asked.words, word) != _is_denied(told.words, other)
            same = turned or _is_converse(word, other, asked, told)
            if opposed and not same and around & _around(told.words, other):
                conflicts.append(Conflict(what="opposite", claimed=word.text, found=other.text))
                break
    return Finding(conflicts=tuple(conflicts))


def _is_converse(word: Word, other: Word, asked: Asked, told: Told) -> bool:
    """Whether the two tell of one thing from both its sides: "sold by Frey", "bought from Frey"."""
    pair = frozenset({word.term, other.term})
    if pair == _ENDS:
        return "since" in {one.text.lower() for one in (*asked.words, *told.words)}
    first, second = (_leading(one.words) for one in (asked, told))
    return pair in _CONVERSE and first != second


def _leading(found: tuple[Word, ...]) -> str:
    return next((word.term for word in content(found)), "")


def _around(found: tuple[Word, ...], word: Word) -> set[str]:
    before = content([one for one in found if one.end <= word.start])[-AROUND:]
    after = content([one for one in found if one.start >= word.end])[:AROUND]
    return {one.term for one in (*before, *after)}


def _is_denied(found: tuple[Word, ...], word: Word) -> bool:
    lead = [one.text.lower() for one in found if one.end <= word.start][-REACH:]
    return any(low in grammar().negation or low.endswith(("n't", "n’t")) for low in lead)

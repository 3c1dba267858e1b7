"""The words of clauses and events, read once: classes of verbs and nouns by their normal forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from knowledge.lexicon.classes import event_words, speech
from knowledge.lexicon.inflection import participles, past_forms
from knowledge.text.words import normal_form

__all__ = ["Lexicon", "family", "lexicon"]


class Lexicon(NamedTuple):
    """Normal forms by class; ``past`` and ``participle`` are forms as they are written."""

    report: frozenset[str]
    hold: frozenset[str]
    carry: frozenset[str]
    light: frozenset[str]
    commit: frozenset[str]
    impact: frozenset[str]
    shift: frozenset[str]
    once: frozenset[str]
    verbs: frozenset[str]
    noun: frozenset[str]
    past: frozenset[str]
    participle: frozenset[str]
    no_verbs: frozenset[str]
    family: Mapping[str, str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The tables of the lexicon, by normal form."""
    words = event_words()
    families: dict[str, str] = {}
    for line in words.families:
        first, *others = map(normal_form, line.split())
        families.update({other: families.get(other, first) for other in (first, *others)})
    report, hold, carry, commit, event = map(
        _terms, (speech().saying.all, words.hold, words.carry, words.commit, words.event)
    )
    return Lexicon(
        report=report, hold=hold, carry=carry, light=_terms(words.light), commit=commit,
        impact=_terms(words.impact), shift=_terms(words.shift), once=_terms(words.once),
        verbs=report | hold | carry | commit | event, noun=_terms(words.nouns), past=past_forms(),
        participle=participles(), no_verbs=words.no_verbs, family=families,
    )  # fmt: skip


def _terms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal_form, words))


def family(predicate: str) -> str:
    """One name for the predicates that sources use for the same kind of event.

    >>> family(normal_form("summit")) == family(normal_form("met"))
    True
    """
    return lexicon().family.get(predicate, predicate)

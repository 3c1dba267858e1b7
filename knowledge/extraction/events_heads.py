"""A clause → its predicate: the head verb, or the event noun that the verb only carries ("hold talks")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_verbs import DUE, Verb, is_participle
from knowledge.extraction.clauses_words import lexicon
from knowledge.extraction.events_dating import Dated
from knowledge.lexicon.classes import grammar
from knowledge.text.words import normal_form

__all__ = ["Noun", "followed", "head", "modified", "nouns", "participle_before"]

_GOVERNING = grammar().preposition.year - set("in by from through between".split()) | {"following"}
_PERFORM = frozenset(normal_form(w) for w in "declare proclaim call".split())
_SMALL = grammar().preposition.month | {"at", "early", "late", "the"}
_ARTICLE_WORDS = grammar().demonstratives | {"the", "its", "their"}


class Noun(NamedTuple):
    """An event noun of a clause: its term, and whether it points back ("the meeting")."""

    term: str
    definite: bool
    at: int
    end: int
    of: bool
    """It only says what another noun is of: "the report of the meeting"."""


def nouns(clause: Clause, expressions: Sequence[Dated]) -> list[Noun]:
    """The event nouns of a clause, in order: nouns of the table that are not its verb."""
    verb = clause.verb.head - clause.first if clause.verb else -1
    return [
        _noun(clause, i)
        for i, token in enumerate(clause.tokens)
        if i != verb
        and normal_form(token.text) in lexicon().noun
        and not any(d.start <= token.start < d.end for d in expressions)
        and not (i + 1 != verb and _leads_on(clause, i + 1))
    ]


def _leads_on(clause: Clause, at: int) -> bool:
    """Whether the word behind tells what it is, as the last one of "the meeting announcement" does."""
    following = clause.tokens[at].text if at < len(clause.tokens) else ""
    table = lexicon()
    return following.islower() and normal_form(following) in table.noun | table.verbs


def _noun(clause: Clause, at: int) -> Noun:
    token = clause.tokens[at]
    before = {t.low for t in clause.tokens[max(0, at - 6) : at]}
    definite = bool(before & _ARTICLE_WORDS) and not before & {"a", "an"}
    return Noun(normal_form(token.text), definite, token.start, token.end, "of" in before)


def modified(clause: Clause, here: Dated, inside: Sequence[Noun]) -> Noun | None:
    """The noun that an expression stands right before: "the 14 November meeting"."""
    noun = next((n for n in inside if 0 < n.at - here.end <= 12), None)
    if noun is None:
        return None
    between = any(t.text == "," for t in clause.tokens if here.end <= t.start < noun.at)
    within = any(t.text == "," for t in clause.tokens if here.start <= t.start < here.end)
    return noun if within or not between else None  # "October 7, 2023, attacks", not "in June, killing"


def followed(clause: Clause, here: Dated, inside: Sequence[Noun]) -> Noun | None:
    """The noun that an expression stands right after and dates: "since its launch in 2003".

    Only where the verb tells nothing itself, or where the noun has a preposition of its own.
    """
    noun = next((n for n in inside if 0 < here.start - n.end <= 4), None)
    if noun is None:
        return None
    before = [t.low for t in clause.tokens if t.end <= noun.at][-4:]
    light = clause.verb is not None and clause.verb.term in lexicon().light
    return noun if light or any(word in _GOVERNING for word in before) else None


def participle_before(clause: Clause, here: Dated) -> str | None:
    """The participle that an expression stands right after, other than the verb: "a pact signed in 1921"."""
    before = [t for t in clause.tokens if t.end <= here.start]
    while before and before[-1].low in _SMALL:
        before.pop()
    if not before or clause.verb is None:
        return None
    at = clause.first + len(before) - 1
    inside = clause.verb.first <= at <= clause.verb.head
    if inside or not is_participle(before[-1]) or before[-1].low in DUE:
        return None
    return normal_form(before[-1].low)


def head(clause: Clause, inside: Sequence[Noun]) -> tuple[str, Noun | None]:
    """Predicate of a clause: its verb, or the event noun that the verb only carries."""
    verb = clause.verb
    if verb is None:
        return (inside[0].term, inside[0]) if inside else ("", None)
    place = clause.tokens[verb.head - clause.first].start if verb.head >= clause.first else -1
    subjects = [n for n in inside if n.at < place and not n.of]
    carried = _carried(verb, subjects, [n for n in inside if n.at > place], place)
    return (carried[0].term, carried[0]) if carried else (verb.term, next(iter(inside), None))


def _carried(verb: Verb, subjects: Sequence[Noun], behind: Sequence[Noun], place: int) -> Sequence[Noun]:
    """The nouns that may tell what happens in the verb's stead, the likeliest first."""
    table = lexicon()
    if verb.term == "be":
        return subjects
    if verb.term in table.light:
        return [*subjects, *behind]
    if verb.term in table.carry:
        return [*behind, *subjects]
    undergone = table.shift if verb.passive else table.impact
    return [*_objects(verb, behind, place), *(subjects if verb.term in undergone else ())]


def _objects(verb: Verb, behind: Sequence[Noun], place: int) -> Sequence[Noun]:
    """What is put off, or what is done by saying it: to declare war is to act, to declare that … to tell."""
    if verb.term in lexicon().shift and not verb.passive:
        return [n for n in behind if not n.of]
    return [n for n in behind if n.at - place <= 25 and not n.of] if verb.term in _PERFORM else ()

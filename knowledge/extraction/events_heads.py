"""A clause → its predicate: the head verb, or the event noun that the verb only carries ("hold talks")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_verbs import DUE, is_participle
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
    table = lexicon()
    at = clause.verb.head - clause.first if clause.verb else -1
    found = []
    for i, token in enumerate(clause.tokens):
        if i == at or not token.text[0].isalpha() or (term := normal_form(token.text)) not in table.noun:
            continue
        if any(d.start <= token.start < d.end for d in expressions):
            continue
        following = clause.tokens[i + 1].text if i + 1 < len(clause.tokens) and i + 1 != at else ""
        if following.islower() and normal_form(following) in table.noun | table.verbs:
            continue  # of "the meeting announcement" only the last word tells what it is
        before = {t.low for t in clause.tokens[max(0, i - 6) : i]}
        found.append(
            Noun(
                term,
                bool(before & _ARTICLE_WORDS) and not before & {"a", "an"},
                token.start,
                token.end,
                "of" in before,
            )
        )
    return found


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
    table = lexicon()
    verb = clause.verb
    if verb is None:
        return (inside[0].term, inside[0]) if inside else ("", None)
    place = clause.tokens[verb.head - clause.first].start if verb.head >= clause.first else -1
    if verb.term in table.carry or verb.term in lexicon().light:
        after = [n for n in inside if n.at > place and verb.term != "be"]
        subject = [n for n in inside if n.at < place and not n.of]
        chosen = after[:1] or subject[:1] if verb.term not in lexicon().light else subject[:1] or after[:1]
        if chosen:
            return chosen[0].term, chosen[0]
    if verb.term in table.shift and not verb.passive:
        moved = [n for n in inside if n.at > place and not n.of]
        if moved:
            return moved[0].term, moved[0]
    if verb.term in _PERFORM:  # to declare war is to act, to declare that … is to tell
        near = [n for n in inside if 0 < n.at - place <= 25 and not n.of]
        if near:
            return near[0].term, near[0]
    if (verb.term in table.impact and not verb.passive) or (verb.term in table.shift and verb.passive):
        subject = [n for n in inside if n.at < place and not n.of]
        if subject:
            return subject[0].term, subject[0]
    return verb.term, next(iter(inside), None)

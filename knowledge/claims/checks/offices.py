"""Offices: who is called what, "X is the director of Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from knowledge.claims.checks.registry import Finding, check, together
from knowledge.claims.facts import Asked, Told
from knowledge.extraction.clauses import clauses
from knowledge.extraction.clauses_verbs import Token
from knowledge.lexicon.classes import grammar, names
from knowledge.model import Conflict, Mention, Role
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms, words

__all__ = ["offices"]

_BEING = frozenset(normal_form(word) for word in "be become remain".split())
_OTHER = frozenset("former ex then late vice deputy acting elect outgoing".split())
"""Beside an office they make it another one."""
_GONE = frozenset("former ex late".split())
_OFFICES = frozenset(map(normal_form, names().titles.offices | names().titles.trades))


class _Call(NamedTuple):
    name: Mention
    office: frozenset[str]
    """Terms of what the name is called."""
    body: frozenset[str]
    """Terms of the names in it: of what body, in what place."""
    head: str
    """Of the noun itself."""
    shown: str
    gone: bool
    """Whether the claim says that it was so."""


@check
def offices(asked: Asked, told: Told) -> Finding:
    """An office is met where the sentence gives it to the same name.

    It conflicts with another one that the sentence gives to the name, and with another holder of it.
    """
    return together(_found(call, told) for call in _calls(asked))


def _found(call: _Call, told: Told) -> Finding:
    known = list(filter(_is_office, told.roles))
    own = [role for role in known if terms(role.entity)[-1:] == terms(call.name.text)[-1:]]
    if any(_is_called(call, role, told) for role in own):
        return Finding(met=1)
    for role in known:
        if role not in own and _is_called(call, role, told, of=call.body):
            return Finding(conflicts=(Conflict(what="name", claimed=call.name.text, found=role.entity),))
    return _beside(call, own, told)


def _beside(call: _Call, own: Sequence[Role], told: Told) -> Finding:
    """What the sentence calls the name instead, or that it says nothing of the office."""
    same = any(call.head in terms(role.role) for role in own)
    if own and not same and call.head not in told.terms:
        return Finding(conflicts=(Conflict(what="roles", claimed=call.shown, found=own[0].role),))
    return Finding(unmet=(call.shown,)) if same or not _says(call.head, told) else Finding()


def _says(head: str, told: Told) -> bool:
    """By the sentence's own words, not by those that only lead to one another."""
    return any(word.term == head for word in told.words)


def _is_office(role: Role) -> bool:
    """Not "his deputy", whose body is told elsewhere."""
    return bool(_OFFICES & {*terms(role.role)}) and role.role.split()[0].lower() not in grammar().pronouns


def _calls(asked: Asked) -> Iterator[_Call]:
    """Reads "X is the director of Y" and "the director of Y is X"."""
    for clause in clauses(asked.text):
        if clause.verb is None or clause.verb.term not in _BEING or clause.verb.negated:
            continue
        before = clause.tokens[: clause.verb.first - clause.first]
        after = clause.tokens[clause.verb.head + 1 - clause.first :]
        for named, called in ((before, after), (after, before)):
            name = _name(named, asked)
            if name is not None and (call := _call(name, called, asked, gone=clause.verb.tense == "past")):
                yield call
                break


def _name(found: Sequence[Token], asked: Asked) -> Mention | None:
    """The person that these tokens are the name of, and no more."""
    if not found:
        return None
    start, end = found[0].start, found[-1].end
    inside = [name for name in asked.names if start <= name.start and name.end <= end]
    whole = asked.text[start:end].strip(" .,")
    return next((name for name in inside if name.text == whole), None)


def _call(name: Mention, called: Sequence[Token], asked: Asked, *, gone: bool) -> _Call | None:
    head = _head(called)
    if head not in _OFFICES or called[0].low not in grammar().articles:
        return None
    shown = asked.text[called[0].start : called[-1].end].strip(" .,")
    found = [word for word in words(shown) if word.term not in STOPWORDS]
    body = frozenset(word.term for word in found if word.text[0].isupper())
    office = frozenset(word.term for word in found) - body
    return _Call(name, office, body, head, shown, gone)


def _head(called: Sequence[Token]) -> str:
    """The noun before the first preposition, as a term; empty where there is none."""
    phrase = takewhile(lambda token: token.low not in grammar().prepositions, called[1:])
    nouns = [normal_form(token.low) for token in phrase if token.text[0].isalpha()]
    return nouns[-1] if nouns else ""


def _is_called(call: _Call, role: Role, told: Told, *, of: frozenset[str] = frozenset()) -> bool:
    """Whether it is the same office: a finance minister is no minister of transport, nor one elsewhere."""
    held = frozenset(terms(role.role))
    there = held | told.terms | told.around
    other = held & _OTHER <= (call.office | _GONE if call.gone else call.office)
    return call.head in held and other and call.office <= there and of <= there

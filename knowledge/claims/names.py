"""What a claim calls a name ("X is the president of Y") → whether a sentence calls that name so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from knowledge.claims.numbers import Claim, Told, words_of
from knowledge.claims.roles import PREPOSITIONS
from knowledge.claims.words import SURE, alike, named, otherwise
from knowledge.extraction.clauses import Clause, clauses
from knowledge.lexicon.classes import grammar, names
from knowledge.model import Conflict
from knowledge.retrieval.tables import everyday
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, normal_form

__all__ = ["other_holder", "same_called"]

_CALLING = frozenset(normal_form(word) for word in "be become remain call name elect appoint know".split())
_BEING = frozenset(normal_form(word) for word in "be become remain".split())
_ARTICLES = frozenset({"a", "an", "the"})
_OFFICES = frozenset(map(normal_form, {*names().titles.offices, "speaker"}))
_ONE_AT_A_TIME = frozenset(normal_form(word) for word in "president king queen chancellor premier".split())
_PRIME, _MINISTER = normal_form("prime"), normal_form("minister")
_OTHER = frozenset("elect vice deputy acting".split())
"""Beside an office they make it another one."""
_PAST = frozenset("former ex then late".split())
_RELATIVE = grammar().relative
_OWN = frozenset("its his her their whose".split())


class _Call(NamedTuple):
    name: Word
    """The last word of the name."""
    head: Word
    """The noun that the name is called by."""
    rest: tuple[Word, ...]
    """The other content words of what it is called: whose, where, of which kind."""
    past: bool


def same_called(claim: Claim, told: Told) -> bool:
    """Whether the sentence calls a name what the claim calls it, and not somebody else."""
    return all(_is_called(call, claim, told) for call in _calls(claim))


def other_holder(claim: Claim, told: Told) -> Iterator[Conflict]:
    """Where the sentence tells the claimed name, and calls another one the holder of the office."""
    for call in _calls(claim):
        prime = call.head.term == _MINISTER and any(w.term == _PRIME for w in call.rest)
        single = call.head.term in _ONE_AT_A_TIME or prime
        every = all(_tellings(word, told) for word in (call.name, *call.rest))
        if call.past or not single or not call.rest or not every or _is_called(call, claim, told):
            continue
        for mention in told.names:
            last = [w for w in told.words if w.end <= mention.end - told.start][-1:]
            if mention.kind != "person" or not last or alike(last[0].term, call.name.term):
                continue
            if _is_called(call._replace(name=last[0]), claim, told):
                yield Conflict(what="name", claimed=call.name.text, found=mention.text)
                break


def _calls(claim: Claim) -> Iterator[_Call]:
    names = named(claim.words)
    for clause in clauses(claim.text):
        if clause.verb is None or clause.verb.term not in _BEING or clause.verb.negated:
            continue
        verb = clause.tokens[clause.verb.head - clause.first]
        inside = words_of(clause, claim.words)
        subject = [w for w in inside if w.end <= verb.start and w in names]
        after = [w for w in inside if w.start >= verb.end]
        until = next((n for n, w in enumerate(after) if w.text.lower() in PREPOSITIONS), len(after))
        first = [w for w in after[:until] if w.term not in STOPWORDS]
        if not subject or not first:
            continue
        if after[0].text.lower() in _ARTICLES or first[-1].term in _OFFICES:
            rest = [w for w in after if w.term not in STOPWORDS and w != first[-1]]
            yield _Call(subject[-1], first[-1], tuple(rest), past=clause.verb.tense == "past")


def _is_called(call: _Call, claim: Claim, told: Told) -> bool:
    at = _tellings(call.name, told)
    if not at:
        # Under another name, perhaps; that is for those to say who compare names.
        return True
    verbs = [start for clause in clauses(told.text) if (start := _verb(clause)) is not None]
    kept = {w.text.lower() for w in claim.words} | (_PAST if call.past else set())
    return any(
        _is_beside(name, head, told, verbs)
        and not ({w.text.lower() for w in _around(head, told)} & (_OTHER | _PAST)) - kept
        and all(_belongs(word, head, told, verbs) for word in call.rest)
        for name, head in product(at, _tellings(call.head, told))
    )


def _verb(clause: Clause) -> int | None:
    """Where the clause's verb starts, if it does more than call something something."""
    if clause.verb is None or clause.verb.term in _CALLING:
        return None
    return clause.tokens[clause.verb.head - clause.first].start


def _tellings(word: Word, told: Told) -> list[int]:
    """The places of the sentence's words that tell the word."""
    forms = {phrase[-1] for phrase, sure in everyday().get((word.term,), {}).items() if sure >= SURE}
    return [
        n
        for n, other in enumerate(told.words)
        if alike(word.term, other.term) or other.term in forms or otherwise(word.term, [other.term])
    ]


def _is_beside(name: int, head: int, told: Told, verbs: Sequence[int]) -> bool:
    """Whether nothing but the words of a title or of an apposition stand between them."""
    first, last = sorted((name, head))
    between = told.words[first + 1 : last]
    if _parted(first, last, told, verbs):
        return False
    apart = PREPOSITIONS - {"of"} | (_RELATIVE if head < name else frozenset())
    if any(w.text.lower() in apart for w in between):
        return False
    own = told.words[name]
    others = [
        m
        for m in told.names
        if m.kind == "person" and not m.start - told.start <= own.start < m.end - told.start
    ]
    return not any(m.start - told.start <= w.start < m.end - told.start for w in between for m in others)


def _belongs(word: Word, head: int, told: Told, verbs: Sequence[int]) -> bool:
    """Whether the sentence tells the word of the office: "Iraqi minister", "its director"."""
    at = _tellings(word, told)
    if not at or {w.text.lower() for w in told.words[max(0, head - 2) : head]} & _OWN:
        return True
    return any(not _parted(min(n, head), max(n, head), told, verbs) for n in at)


def _parted(first: int, last: int, told: Told, verbs: Sequence[int]) -> bool:
    start, end = told.words[first].end, told.words[last].start
    return any(start <= verb < end for verb in verbs) or ";" in told.text[start:end]


def _around(head: int, told: Told) -> list[Word]:
    return told.words[max(0, head - 3) : head] + told.words[head + 1 : head + 2]

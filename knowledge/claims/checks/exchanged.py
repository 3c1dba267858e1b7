"""Who did what to whom: subject and object of a shared verb, exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.claims.checks.registry import Finding, check
from knowledge.claims.facts import Asked, Told
from knowledge.extraction.clauses import Clause, clauses
from knowledge.extraction.clauses_verbs import Token, Verb
from knowledge.extraction.clauses_words import family
from knowledge.lexicon.classes import grammar
from knowledge.model import Conflict
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form

__all__ = ["exchanged"]

_PLAIN = frozenset({"be", "have", "do"})
_MUTUAL = frozenset(
    map(normal_form, "meet marry divorce fight clash talk negotiate sign merge agree play".split())
)
"""Verbs of which either side may be the subject."""
_LOCATIVE = frozenset("in at on near during after before since until within between among".split())
"""What follows them takes no part in what is done."""
_NAMED = 4
"""Tokens before a relative word that it may mean."""


class _Act(NamedTuple):
    verb: str
    agent: frozenset[str]
    """Content terms of who does it; empty where that is not told."""
    patient: frozenset[str]
    """Of all whom it is done to; of an active verb also for, from and with whom."""
    whole: bool
    """Whether something has it done to it: "the ship sank" tells only of what happened to the ship."""
    shown: str


@check
def exchanged(asked: Asked, told: Told) -> Finding:
    """Conflicts where the claim's doer is the one to whom the sentence's does it, or the other way round."""
    ours = [act for act in _acts(asked.text) if act.verb not in _MUTUAL]
    theirs = list(_acts(told.text)) if ours else []
    for act in ours:
        same = [one for one in theirs if family(one.verb) == family(act.verb)]
        if same and all(_is_turned(act, one) for one in same):
            return Finding(conflicts=(Conflict(what="roles", claimed=act.shown, found=same[0].shown),))
    return Finding()


def _is_turned(ours: _Act, theirs: _Act) -> bool:
    if ours.agent & theirs.agent or not (ours.whole and theirs.whole):
        return False
    done_to = ours.agent & theirs.patient and not ours.patient <= theirs.patient
    does_it = ours.patient & theirs.agent
    return bool(done_to or (does_it and not does_it <= theirs.patient))


def _acts(text: str) -> Iterator[_Act]:
    subject: frozenset[str] = frozenset()
    before: Sequence[Token] = ()
    for clause in clauses(text):
        if clause.verb is not None:
            own = clause.tokens[: max(0, clause.verb.first - clause.first)]
            found = _subject(own, subject, before)
            if clause.verb.term not in _PLAIN:
                yield _act(clause, found)
            subject = found or subject
        before = clause.tokens


def _subject(own: Sequence[Token], last: frozenset[str], before: Sequence[Token]) -> frozenset[str]:
    """A pronoun means the subject before it, "who" the words right before."""
    low = {token.low for token in own}
    if not own or low & grammar().pronoun.subject:
        return last
    return _terms(own) or (_terms(before[-_NAMED:]) if low & grammar().relative else frozenset())


def _act(clause: Clause, subject: frozenset[str]) -> _Act:
    assert clause.verb is not None
    parts = list(_phrases(clause.tokens[clause.verb.head + 1 - clause.first :]))
    thing = _terms(parts[0][1])
    shown = " ".join(token.text for token in clause.tokens if token.text[0].isalnum())
    if clause.verb.passive:
        by = _terms_of(held for lead, held in parts if lead == "by")
        return _Act(clause.verb.term, by, subject | thing, whole=True, shown=shown)
    rest = _terms_of(held for lead, held in parts[1:] if lead not in _LOCATIVE | {"by"})
    whole = _has_own_subject(clause, clause.verb) or _has_words(parts[0][1])
    return _Act(clause.verb.term, subject, thing | rest, whole=whole, shown=shown)


def _has_own_subject(clause: Clause, verb: Verb) -> bool:
    """Whether a relative clause names who acts: "the port that the union closed"."""
    return clause.link in grammar().relative and bool(_terms(clause.tokens[: verb.first - clause.first]))


def _has_words(found: Sequence[Token]) -> bool:
    return any(token.text[0].isalnum() for token in found)


def _terms_of(phrases: Iterable[Sequence[Token]]) -> frozenset[str]:
    return frozenset().union(*map(_terms, phrases))


def _phrases(found: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """The object, which may be empty, then what follows each preposition, with it."""
    cuts = [n for n, token in enumerate(found) if token.low in grammar().prepositions]
    yield "", found[: cuts[0] if cuts else len(found)]
    for start, end in pairwise([*cuts, len(found)]):
        yield found[start].low, found[start + 1 : end]


def _terms(found: Iterable[Token]) -> frozenset[str]:
    """Of the content words, numbers aside."""
    return frozenset(
        normal_form(token.low)
        for token in found
        if token.text[0].isalpha() and token.low not in STOPWORDS | grammar().prepositions
    )

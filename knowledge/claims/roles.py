"""Who did what to whom, in a claim and in a sentence: subject and object exchanged, or another subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.claims.words import otherwise, same_word
from knowledge.extraction.clauses import clauses
from knowledge.extraction.clauses_verbs import ADVERBS, BE
from knowledge.extraction.clauses_words import lexicon
from knowledge.lexicon.classes import calendar, grammar
from knowledge.model import Conflict
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, normal_form, words

__all__ = ["PREPOSITIONS", "exchanged", "same_roles"]

PREPOSITIONS = grammar().prepositions
_RELATIVE = grammar().relative
_PRONOUNS = frozenset("it he she they we i you".split())
_JOINS = frozenset({"and", "or"})
_HELPING = BE | grammar().auxiliary.have
_TIMES = frozenset(map(normal_form, (*calendar().time_words, "last", "next", "few", "according")))
_TO_BY = 4
"""Words between a participle and its "by"."""


class _Act(NamedTuple):
    verb: Word
    agent: frozenset[str]
    patient: frozenset[str]
    doing: frozenset[str]
    """All words on the side of the agent, those after prepositions included."""
    besides: frozenset[str]
    """All other words of the clause."""
    inside: tuple[Word, ...]
    passive: bool = False
    noun: bool = False
    """Perhaps only the noun of an act: "carried out attacks"."""
    joined: bool = False
    """The clause goes on with a list: what it lacks may stand before."""


def exchanged(claim: str, sentence: str) -> Iterator[Conflict]:
    """A conflict where the claim's subject is the sentence's object, and the other way round."""
    for ours, theirs in _pairs(claim, sentence):
        if theirs and all(_is_swapped(ours, o) for o in theirs):
            asked = ours.agent | ours.patient
            yield Conflict(
                what="roles",
                claimed=_shown(claim, ours, asked),
                found=_shown(sentence, theirs[0], asked),
            )


def same_roles(claim: str, sentence: str) -> bool:
    """Whether the sentence has no subject or object of the claim in another place, where it shows."""
    every = frozenset(w.term for w in words(sentence))
    return not any(
        theirs
        and all(
            _is_subject_elsewhere(ours, o) or _is_object_subject(ours, o) or _is_other_subject(ours, o, every)
            for o in theirs
        )
        for ours, theirs in _pairs(claim, sentence)
    )


def _is_other_subject(ours: _Act, theirs: _Act, every: frozenset[str]) -> bool:
    """Whether the sentence tells the claim's subject, but of this act another one, or none."""
    if theirs.joined or not (theirs.doing or theirs.passive) or not ours.agent:
        return False
    told = [term for term in ours.agent if _held(term, every)]
    return len(told) == len(ours.agent) and not any(_held(term, theirs.doing) for term in told)


def _is_swapped(ours: _Act, theirs: _Act) -> bool:
    return not theirs.noun and _is_subject_elsewhere(ours, theirs) and _is_object_subject(ours, theirs)


def _is_subject_elsewhere(ours: _Act, theirs: _Act) -> bool:
    """Whether the claim's subject is told by the sentence, but not on the side of its subject."""
    return bool(theirs.doing) and _crossed(ours.agent, theirs.besides, theirs.doing)


def _is_object_subject(ours: _Act, theirs: _Act) -> bool:
    return _crossed(ours.patient, theirs.agent, theirs.besides)


def _pairs(claim: str, sentence: str) -> Iterator[tuple[_Act, list[_Act]]]:
    """Each act of the claim with the sentence's acts of the same verb."""
    told = None
    for ours in _acts(claim, finite=True):
        if not ours.agent and not ours.passive:
            continue
        if told is None:
            told = _acts(sentence, finite=False)
        alike = [act for act in told if same_word(act.verb.term, ours.verb.term)]
        yield ours, [act for act in alike if not act.noun] or alike


def _crossed(mine: frozenset[str], there: frozenset[str], here: frozenset[str]) -> bool:
    """Whether something of mine stands there in the sentence, and not here where it should."""
    return any(_held(term, there) and not _held(term, here) for term in mine)


def _held(term: str, side: frozenset[str]) -> bool:
    return term in side or otherwise(term, side)


def _acts(text: str, *, finite: bool) -> list[_Act]:
    """What is done, by whom and to whom: by the heads of clauses, and by participles that show who."""
    found = _joined(text)
    acts: list[_Act] = []
    for clause in clauses(text):
        inside = [n for n, w in enumerate(found) if clause.span.start <= w.start < clause.span.end]
        head = clause.verb and clause.verb.head - clause.first
        start = clause.tokens[head].start if head is not None and head < len(clause.tokens) else -1
        for at in inside:
            if found[at].term in STOPWORDS or not found[at].text.islower():
                continue
            verb = (found[at].start == start and not _is_bare(found, at)) or _is_shown(found, at)
            if verb if not finite else found[at].start == start and verb:
                acts.append(_act(found, inside, at)._replace(joined=clause.link in _JOINS))
            elif not finite:
                acts.append(_act(found, inside, at)._replace(noun=True))
    return acts


def _joined(text: str) -> list[Word]:
    """The words, with "Iranian-backed" as one, of which the second part is no verb."""
    found: list[Word] = []
    for word in words(text):
        if found and text[word.start - 1] in "-–" and word.text.islower():
            found[-1] = found[-1]._replace(end=word.end)
        else:
            found.append(word)
    return found


def _is_bare(found: Sequence[Word], at: int) -> bool:
    """Whether a participle stands after its noun, which is no subject: "the conflict seen in Iraq"."""
    low, before = found[at].text.lower(), {w.text.lower() for w in found[max(0, at - 3) : at]}
    return low in lexicon().participle and low not in lexicon().past and not before & _HELPING


def _is_shown(found: Sequence[Word], at: int) -> bool:
    """Whether a word that heads no clause still tells who does it: "targeting", "killed", "launched by"."""
    low = found[at].text.lower()
    before, after = found[max(0, at - 1) : at], found[at + 1 : at + 2]
    if _is_past(found[at]) and not _is_bare(found, at):
        return True
    if low.endswith("ing") and len(low) > 4:
        return bool(before) and before[0].text.lower() in PREPOSITIONS | BE
    return _is_participle(found[at]) and bool(after) and after[0].term == "by"


def _act(found: Sequence[Word], inside: Sequence[int], at: int) -> _Act:
    before, after = list(range(inside[0], at)), list(range(at + 1, inside[-1] + 1))
    clause = tuple(found[n] for n in inside)
    by = next((n for n in after[:_TO_BY] if found[n].text.lower() == "by"), None)
    if _is_participle(found[at]) and (
        by is not None or any(found[n].text.lower() in BE for n in before[-3:])
    ):
        doing = [] if by is None else _until_preposition(found, [n for n in after if n > by])
        doer = frozenset(found[n].term for n in doing)
        besides = _content(found, [n for n in inside if n not in doing and n != at])
        return _Act(found[at], doer, _nouns(found, before), doer, besides, clause, passive=True)
    if any(found[n].text.lower() in _PRONOUNS for n in before):
        # Whom a pronoun means is not known here.
        return _Act(found[at], frozenset(), _nouns(found, after), frozenset(), _content(found, after), clause)
    relative = next((n for n in reversed(before) if found[n].text.lower() in _RELATIVE), None)
    named = frozenset[str]()
    if relative is not None:
        named, within = _antecedent(found, relative), [n for n in before if n > relative]
        # A second verb is the one that the relative clause was put into: "the men whom they hired left".
        before = [] if any(_is_past(found[n]) for n in within) else within
    agent, patient = _nouns(found, _nearest(found, before)), _nouns(found, after)
    if agent and relative is not None and found[relative].term == "that":
        # "Signs that they left" and "the bomb that they threw" look alike.
        named = patient = frozenset()
    if agent or not named:
        return _Act(
            found[at],
            agent,
            named or patient,
            _content(found, before),
            _content(found, after) | named,
            clause,
        )
    return _Act(found[at], named, patient, named, _content(found, after), clause)


def _nearest(found: Sequence[Word], before: Sequence[int]) -> list[int]:
    """The words from the last mark on that content words stand after: "Iraq, the minister said"."""
    kept: list[int] = []
    for n in reversed(before):
        if found[n + 1].start - found[n].end > 1 and any(_is_content(found[k]) for k in kept):
            break
        kept.append(n)
    return sorted(kept)


def _is_past(word: Word) -> bool:
    low = word.text.lower()
    if word.term in STOPWORDS:
        return False
    return low in lexicon().past or (low.endswith("ed") and low not in lexicon().no_verbs)


def _is_participle(word: Word) -> bool:
    low, table = word.text.lower(), lexicon()
    return low.endswith("ed") or low in table.past or low in table.participle


def _content(found: Sequence[Word], places: Sequence[int]) -> frozenset[str]:
    return frozenset(found[n].term for n in places if _is_content(found[n]))


def _is_content(word: Word) -> bool:
    low = word.text.lower()
    return word.term not in STOPWORDS | _TIMES and low not in ADVERBS and not low.endswith("ly")


def _nouns(found: Sequence[Word], places: Sequence[int]) -> frozenset[str]:
    """Content words, those after a preposition left out up to the next function word."""
    kept: set[str] = set()
    inside = begun = False
    for at in places:
        low, content = found[at].text.lower(), _is_content(found[at])
        if low in PREPOSITIONS and not found[at].text.isupper():
            inside, begun = True, False
        elif inside and content:
            begun = True
        elif inside and begun:
            inside = False
        if content and not inside and not found[at].term[:1].isdigit():
            kept.add(found[at].term)
    return frozenset(kept)


def _until_preposition(found: Sequence[Word], places: Sequence[int]) -> list[int]:
    ends = PREPOSITIONS | {"and", "but", "or"}
    marked = (n for n in places[1:] if found[n].start - found[n - 1].end > 1)
    end = min(
        next((n for n in places if found[n].text.lower() in ends), len(found)), next(marked, len(found))
    )
    return [n for n in places if n < end and found[n].term not in STOPWORDS]


def _antecedent(found: Sequence[Word], at: int) -> frozenset[str]:
    """The content words right before a relative clause."""
    first = at
    while first > 0 and found[first - 1].term not in STOPWORDS:
        first -= 1
    return frozenset(w.term for w in found[first:at])


def _shown(text: str, act: _Act, asked: frozenset[str]) -> str:
    """The part of the clause with the verb and the words that are exchanged."""
    telling = [w for w in act.inside if w == act.verb or _held(w.term, asked)]
    return " ".join(text[telling[0].start : telling[-1].end].split())

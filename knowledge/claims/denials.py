"""What a claim denies and a sentence does not, or the other way: "not" held against the words it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.claims.words import alike, beside
from knowledge.extraction.clauses import Clause, clauses
from knowledge.extraction.clauses_verbs import ADVERBS
from knowledge.lexicon.classes import grammar
from knowledge.model import Conflict
from knowledge.retrieval.tables import everyday
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, normal_form, words

__all__ = ["denials", "denied_at", "denies_too"]

_NOT = frozenset({"not", "never", "cannot", "hardly"})
_NO = grammar().negation - _NOT
"""They deny a thing or a person, and so what the clause tells of it."""
_FROM = frozenset(normal_form(word) for word in "prevent stop keep hinder ban".split())
"""They deny what stands after "from"."""
_DENY = frozenset(normal_form(word) for word in "deny refuse decline fail unable avoid rule".split())
"""They deny a verb that follows: "refused to go", "avoids turning"; "rule" only before "out"."""
_ONLY = frozenset("only just merely".split())
_PLAIN = frozenset({"be", "have", "do", "make", "take", "give"})
_MARKS = re.compile(r"[\"“”;:]")
REACH = 8
"""Words between "prevent" and its "from"."""


class _Denial(NamedTuple):
    word: Word
    denied: tuple[int, ...]
    """Places of the denied words."""
    verb: str | None
    """What must be told as well, for a thing may be denied of one act and told of another."""


class _Text(NamedTuple):
    whole: str
    words: list[Word]
    clauses: list[Clause]

    @classmethod
    def of(cls, text: str) -> _Text:
        return cls(text, words(text), clauses(text))

    def clause(self, at: int) -> int:
        """The clause that a word stands in."""
        start = self.words[at].start
        return next((n for n, c in enumerate(self.clauses) if start < c.span.end), len(self.clauses) - 1)


def denials(claim: str, sentence: str) -> Iterator[Conflict]:
    """A conflict for every clause of the claim that the sentence tells with one denial more or less."""
    ours, theirs = (_Text.of(text) for text in (claim, sentence))
    our_denials = _told(ours, theirs)
    their_denials = {(b, a): d for (a, b), d in _told(theirs, ours).items()}
    for pair in dict.fromkeys([*our_denials, *their_denials]):
        mine, other = our_denials.get(pair, []), their_denials.get(pair, [])
        if len(mine) % 2 != len(other) % 2:
            yield Conflict(
                what="negation",
                claimed=_shown(mine, ours, pair[0]),
                found=_shown(other, theirs, pair[1]),
            )


def denies_too(claim: str, sentence: str) -> bool:
    """Whether the sentence has words for all that the claim denies, so that it can deny them as well."""
    ours, theirs = _Text.of(claim), _Text.of(sentence)
    return sum(map(len, _told(ours, theirs).values())) == len(list(_denials(ours)))


def denied_at(text: str) -> frozenset[int]:
    """Where the words start that a text denies."""
    read = _Text.of(text)
    return frozenset(read.words[at].start for denial in _denials(read) for at in denial.denied)


def _told(one: _Text, other: _Text) -> dict[tuple[int, int], list[_Denial]]:
    """The denials of a text whose denied words the other tells, by the clauses of both."""
    found: dict[tuple[int, int], list[_Denial]] = {}
    for denial in _denials(one):
        if denial.verb and not (_tellings(denial.verb, other.words) or _in_a_phrase(denial.verb, one, other)):
            continue
        told = next((p for at in denial.denied if (p := _place(one, at, other)) is not None), None)
        if told is not None:
            found.setdefault((one.clause(denial.denied[0]), other.clause(told)), []).append(denial)
    return found


def _in_a_phrase(verb: str, one: _Text, other: _Text) -> bool:
    """Whether the other text has a word for a phrase of this one that the verb begins: "come forward"."""
    held = {w.term for w in one.words}
    forms = (phrase for w in other.words for phrase in everyday().get((w.term,), ()))
    return any(phrase[0] == verb and held.issuperset(phrase) for phrase in forms)


def _place(one: _Text, at: int, other: _Text) -> int | None:
    """Where the other text tells the word: where most words around it are the same."""
    around = beside(one.words, at, at + 1)
    places = _tellings(one.words[at].term, other.words)
    return max(places, key=lambda n: len(around & beside(other.words, n, n + 1)), default=None)


def _denials(text: _Text) -> Iterator[_Denial]:
    for at, word in enumerate(text.words):
        low = word.text.lower().replace("’", "'")
        following = text.words[at + 1].text.lower() if at + 1 < len(text.words) else ""
        if low in _NOT or low.endswith("n't"):
            # "Not only here" denies nothing but "only here".
            needed = following if following in _ONLY else None
            yield from _denial(text, at, _next(text.words, at + 1, 1), needed)
        elif low in _NO and not (low == "nor" and _after_neither(text, at)):
            verb = text.clauses[text.clause(at)].verb
            needed = None if verb is None or verb.term in _PLAIN else verb.term
            denied = _next(text.words, at + 1, 4 if low == "neither" else 2)
            yield from _denial(text, at, [n for n in denied if _reaches(text, at, n)], needed)
        elif word.term in _FROM:
            near = text.words[at + 1 : at + 1 + REACH]
            start = next((at + 2 + n for n, w in enumerate(near) if w.term == "from"), None)
            if start is not None:
                yield from _denial(text, at, _next(text.words, start, 1), None)
        elif word.term in _DENY and (word.term != "rule" or following == "out"):
            denied = _next(text.words, at + 1, 1)
            verbal = denied and (
                "to" in (w.term for w in text.words[at + 1 : denied[0]])
                or text.words[denied[0]].text.endswith("ing")
                or following == "that"
                or word.term == "rule"
            )
            if verbal:
                yield from _denial(text, at, denied, None)


def _tellings(term: str, found: Sequence[Word]) -> list[int]:
    """Where words stand that tell the term: itself, else one like it, else a phrase of the tables."""
    if same := [n for n, w in enumerate(found) if w.term == term]:
        return same
    if like := [n for n, w in enumerate(found) if alike(w.term, term)]:
        return like
    held = {w.term for w in found}
    firsts = {phrase[0] for phrase in everyday().get((term,), ()) if held.issuperset(phrase)}
    return [n for n, w in enumerate(found) if w.term in firsts]


def _reaches(text: _Text, at: int, denied: int) -> bool:
    """Whether "no" denies a word: in its own clause, and in no other quotation."""
    between = text.whole[text.words[at].end : text.words[denied].start]
    return text.clause(at) == text.clause(denied) and not _MARKS.search(between)


def _after_neither(text: _Text, at: int) -> bool:
    """Whether a "nor" only goes on with a "neither"."""
    here = text.clause(at)
    return any(w.text.lower() == "neither" and text.clause(n) == here for n, w in enumerate(text.words[:at]))


def _denial(text: _Text, at: int, denied: Sequence[int], verb: str | None) -> Iterator[_Denial]:
    if denied:
        yield _Denial(text.words[at], tuple(denied), verb)


def _next(found: Sequence[Word], start: int, count: int) -> list[int]:
    """The next content words, adverbs passed over."""
    content = (
        at
        for at in range(start, len(found))
        if not _is_function_word(found, at)
        and found[at].text.lower() not in ADVERBS
        and not found[at].text.lower().endswith("ly")
    )
    return [at for at, _ in zip(content, range(count), strict=False)]


def _is_function_word(found: Sequence[Word], at: int) -> bool:
    """Whether it is one, in capitals too where a word beside it has them ("THIS IS")."""
    if found[at].term in STOPWORDS:
        return True
    beside = [*found[max(0, at - 1) : at], *found[at + 1 : at + 2]]
    shouted = found[at].text.isupper() and any(w.text.isupper() for w in beside)
    return shouted and found[at].text.lower() in STOPWORDS


def _shown(found: Sequence[_Denial], text: _Text, clause: int) -> str:
    """The word that denies, with what it denies; or the clause that does not."""
    if not found:
        span = text.clauses[clause].span
        return text.whole[span.start : span.end].strip(" ,;.")
    last = text.words[found[0].denied[0]]
    return " ".join(text.whole[found[0].word.start : last.end].split())

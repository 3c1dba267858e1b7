"""What a claim tells as done or as to come → whether a sentence does, and not as planned or wished."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.claims.words import SURE, same_word
from knowledge.extraction.clauses import Clause, clauses
from knowledge.retrieval.tables import everyday
from knowledge.text.words import Word, normal_form, words

__all__ = ["same_time"]

_DONE = frozenset({"past", "perfect"})
_OPEN = frozenset({"future", "conditional"})
_PLAIN = frozenset({"be", "have", "do", "say"})
_WISHING = frozenset(
    normal_form(word)
    for word in """want wish hope expect plan aim intend seek try attempt ask call demand urge request order
    propose promise pledge vow threaten consider refuse reject decline deny fear risk threat offer describe
    prepare need agree prevent avoid possible possibly likely may might could should must""".split()
)
"""What stands after these is not yet done, or is so for one side only."""
WITHIN = 4
"""Words between such a word and a noun or participle that it governs: "calls for her resignation"."""


def same_time(claim: str, sentence: str) -> bool:
    """Whether no plan, wish or view is told as done, and nothing done as still to come.

    >>> same_time("Marin visited Selna", "Marin will visit Selna"), same_time("It fell", "It fell in May")
    (False, True)
    >>> same_time("Weiss resigned", "Weiss rejected calls for her resignation")
    False
    """
    ours = [c for c in clauses(claim) if c.verb and c.verb.tense in _DONE | _OPEN and not c.verb.negated]
    if not ours:
        return True
    theirs, found = clauses(sentence), words(sentence)
    for clause in ours:
        if clause.verb is None:
            continue
        if clause.verb.term in _PLAIN:
            if clause.verb.tense == "future" and all(c.verb.tense in _DONE for c in theirs if c.verb):
                return False
            continue
        done = clause.verb.tense in _DONE
        told = [_is_done(n, found, theirs) for n, w in enumerate(found) if _tells(clause.verb.term, w.term)]
        wrong = [state for state in told if state is not None and state != done]
        if told and len(wrong) == len(told):
            return False
    return True


def _tells(term: str, other: str) -> bool:
    forms = everyday().get((term,), {})
    return same_word(term, other) or forms.get((other,), 0.0) >= SURE


def _is_done(at: int, found: list[Word], theirs: list[Clause]) -> bool | None:
    """Whether what a word of the sentence tells is done; None where it does not show."""
    word = found[at]
    before = None
    for clause in theirs:
        if clause.span.start <= word.start < clause.span.end:
            if clause.verb and clause.tokens[clause.verb.head - clause.first].start == word.start:
                if clause.verb.tense == "infinitive":
                    return False if before in _WISHING else None
                return {**dict.fromkeys(_DONE, True), **dict.fromkeys(_OPEN, False)}.get(clause.verb.tense)
            wished = any(w.term in _WISHING for w in _leading(at, found, clause))
            return False if wished else None
        before = clause.verb.term if clause.verb else None
    return None


def _leading(at: int, found: list[Word], clause: Clause) -> Iterator[Word]:
    """The words before this one in its clause that may govern it."""
    return (w for w in found[max(0, at - WITHIN) : at] if w.start >= clause.span.start)

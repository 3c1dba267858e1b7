"""Who takes part in a clause, where, and who tells it: from the names and statements found beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_words import lexicon
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Mention, Sentence, Statement

__all__ = ["Parties", "parties"]

_AT = re.compile(r"\b(?:in|at|near|outside|inside)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_BEFORE_ACT = alternatives(grammar().preposition.place, grammar().preposition.other, ("for",))
_ASIDE = re.compile(rf"[\"“]|\b(?:{_BEFORE_ACT})\s+\w+ing\b", re.IGNORECASE)
"""What comes after these words is about something else: a quotation, or "for fighting …"."""
_ACCORDING = re.compile(r"\baccording to\s+\Z", re.IGNORECASE)
_NEAR = 40
"""Letters within which that stands before a name."""
_PRONOUNS = frozenset("he she they it his her their".split())


class Parties(NamedTuple):
    """Canonical names, each once in the order of the text; place and teller where they are known."""

    participants: tuple[str, ...]
    place: str | None
    teller: str | None


def parties(
    found: Sequence[Clause],
    i: int,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    sentence: Sentence,
) -> Parties:
    """Of the clause at ``i``: names in it, and the name that its pronoun or relative word stands for."""
    span = found[i].span
    inside = [m for m in mentions if span.start <= m.start < span.end]
    names = [m.entity for m in (*_antecedent(found, i, mentions), *inside)]
    places = [
        m.entity
        for m in inside
        if m.kind == "place"
        and _AT.search(sentence.text[: m.start - sentence.start])
        and not _ASIDE.search(sentence.text[span.start - sentence.start : m.start - sentence.start])
    ]
    return Parties(
        tuple(dict.fromkeys(names)),
        places[0] if places else None,
        _teller(found, i, mentions, statements, sentence),
    )


def _antecedent(found: Sequence[Clause], i: int, mentions: Sequence[Mention]) -> list[Mention]:
    """For "who …" the last name before; for "he …" the first person before; else nobody."""
    before = [m for m in mentions if m.start < found[i].span.start]
    if not before:
        return []
    if found[i].link in grammar().relative:
        return before[-1:]
    if any(t.low in _PRONOUNS for t in found[i].tokens[:4]):
        return [m for m in before if m.kind == "person"][:1]
    return []


def _teller(
    found: Sequence[Clause],
    i: int,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    sentence: Sentence,
) -> str | None:
    """The speaker of the statement that holds the clause, or the name that it is "according to"."""
    span = found[i].span
    for statement in statements:
        if statement.content.start <= span.start and span.end <= statement.content.end + 1:
            return statement.speaker
    for mention in mentions:
        start = mention.start - sentence.start
        if _ACCORDING.search(sentence.text, max(0, start - _NEAR), start):
            return mention.entity
    return next(_in_reporting(found, i, mentions), None)


def _in_reporting(found: Sequence[Clause], i: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """The names in the other clauses of the sentence that only tell who says so."""
    for j, clause in enumerate(found):
        if j != i and clause.verb and clause.verb.term in lexicon().report:
            span = clause.span
            yield from (m.entity for m in mentions if span.start <= m.start < span.end)

"""A sentence → its clauses, each with its head verb and tense, by light rules over function words.

No model: a sentence is cut wherever a clause may begin, and pieces without a verb are joined to a neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.extraction.clauses_verbs import (
    ADVERBS,
    BE,
    DETERMINERS,
    DUE,
    Token,
    Verb,
    is_auxiliary,
    is_denied,
    is_infinitive,
    tokens,
    verb_follows,
    verb_of,
)
from knowledge.extraction.clauses_words import Lexicon, lexicon
from knowledge.lexicon.classes import grammar
from knowledge.model import Span

__all__ = ["Clause", "clauses"]

_BREAKS = frozenset(";:–—")
_LINKS = grammar().subordinators - {"whether"} | grammar().relative | {"following"}
_RELATIVE = grammar().relative
_JOINS = frozenset("and but or".split())


class Clause(NamedTuple):
    """A piece of a sentence with at most one head verb; ``link`` is the word that ties it to the others."""

    tokens: tuple[Token, ...]
    first: int
    """Place of its first token among the sentence's tokens."""
    verb: Verb | None
    link: str | None
    quoted: bool
    """It begins inside quotation marks."""

    @property
    def span(self) -> Span:
        """From its first to its last token, in the article's text."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


def clauses(text: str, *, offset: int = 0, whole: Sequence[Span] = ()) -> list[Clause]:
    """The clauses of a sentence in order; together they hold every token. Nothing is cut inside ``whole``.

    >>> [c.verb and c.verb.term for c in clauses("Ministers met after the strike ended, a union said.")]
    ['meet', 'end', 'say']
    """
    found = tokens(text, offset=offset)
    if not found:
        return []
    table = lexicon()
    pieces = [
        part
        for a, b in pairwise([0, *_cuts(found, whole, table), len(found)])
        for part in _parted(_piece(found, a, b, table), found, table)
    ]
    starts = {s.start for s in whole}
    return [
        clause._replace(link=None) if clause.link == "since" and clause.tokens[0].start in starts else clause
        for clause in _joined(pieces, found, table)
    ]


def _cuts(found: Sequence[Token], whole: Sequence[Span], table: Lexicon) -> list[int]:
    protected = {i for i, t in enumerate(found) for s in whole if s.start < t.start < s.end}
    return [i for i in range(1, len(found)) if i not in protected and _may_begin(found, i, table)]


def _parted(piece: Clause, found: Sequence[Token], table: Lexicon) -> list[Clause]:
    """A piece in two where a second verb begins without a link: "said the port was closed"."""
    end = piece.first + len(piece.tokens)
    cut = _second_begins(piece, end, found, table)
    if cut is None or cut >= end:
        return [piece]
    return [
        piece._replace(tokens=piece.tokens[: cut - piece.first]),
        _piece(found, cut, end, table)._replace(quoted=piece.quoted),
    ]


def _second_begins(piece: Clause, end: int, found: Sequence[Token], table: Lexicon) -> int | None:
    if piece.verb is None:
        return None
    at = piece.verb.head + 1
    if piece.link in _RELATIVE:
        return next((i for i in range(at + 1, end) if is_auxiliary(found[i])), None)
    if piece.verb.term not in table.report or piece.verb.passive or not verb_follows(found, at, end, table):
        return None
    return next((i for i in range(at, end) if not _belongs_to_cue(found[i].low)), None)


def _belongs_to_cue(word: str) -> bool:
    return word in ADVERBS or word.endswith("day")


def _may_begin(found: Sequence[Token], i: int, table: Lexicon) -> bool:
    """Whether a clause may begin at a token: after a mark, at a link, a join, or an infinitive."""
    before, here = found[i - 1], found[i]
    if before.text in _BREAKS or before.text == ",":
        return True
    if here.low in _LINKS:
        return not (
            (here.low in ("that", "which", "whom") and before.low in DETERMINERS)
            or (here.low == "than" and before.low in ("more", "less", "fewer", "rather", "later", "earlier"))
        )
    if here.low in _JOINS:
        return before.text != ","
    return here.low == "to" and is_infinitive(found, i, table) and not _is_future_to(found, i)


def _is_future_to(found: Sequence[Token], i: int) -> bool:
    """Whether the "to" belongs to "is to", "are due to" and the like."""
    j = i - 1
    while j > 0 and (found[j].low in ADVERBS or found[j].low in DUE):
        j -= 1
    return is_auxiliary(found[j]) and found[j].low in BE


def _piece(found: Sequence[Token], a: int, b: int, table: Lexicon) -> Clause:
    head = found[a].low
    if head in _JOINS and a + 1 < b and found[a + 1].low in _LINKS:
        head = found[a + 1].low
    link = head if head in _LINKS or head in _JOINS or head == "to" else None
    return Clause(tuple(found[a:b]), a, verb_of(found, a, b, table), link, _inside_quotes(found, a))


def _inside_quotes(found: Sequence[Token], a: int) -> bool:
    """Whether an odd number of quotation marks stands before, or an opening one right here."""
    level = 0
    for token in found[: a + 1]:
        if token.text == '"':
            level = 1 - level
        elif token.text == "“":
            level = 1
        elif token.text == "”":
            level = 0
    return level == 1


def _joined(pieces: Sequence[Clause], found: Sequence[Token], table: Lexicon) -> list[Clause]:
    """Pieces without a verb go to the one before; those that open a sentence, to the one after."""
    out: list[Clause] = []
    waiting: Clause | None = None
    for piece in pieces:
        here = piece if waiting is None else _both(waiting, piece, found, table)
        waiting = None
        if here.verb is None and (not out or _is_subject(here)):
            waiting = here
        elif here.verb is None:
            out[-1] = _both(out[-1], here, found, table)
        else:
            out.append(here)
    if waiting is not None:
        if out:
            out[-1] = _both(out[-1], waiting, found, table)
        else:
            out.append(waiting)
    return out


def _is_subject(piece: Clause) -> bool:
    """A link with its noun, waiting for its verb: "while the minister," before "who resigned"."""
    return (
        piece.link in ("while", "although", "though", "because", "whereas", "but") and len(piece.tokens) > 1
    )


def _both(left: Clause, right: Clause, found: Sequence[Token], table: Lexicon) -> Clause:
    verb = left.verb or right.verb
    if verb is not None and left.verb is None:
        denied = is_denied(found, left.first, verb.first)
        verb = verb._replace(negated=verb.negated or denied)
    both = (*left.tokens, *right.tokens)
    if verb is None:
        verb = verb_of(found, left.first, left.first + len(both), table)
    return Clause(
        both, left.first, verb, left.link, left.quoted and right.quoted if left.verb is None else left.quoted
    )

"""A sentence → how far its source stands by each part of it: told, denied, doubted, alleged, planned or else.

A part is what a cue has in its scope (``framing``: "denied that …", "rumours of …"), else a clause by its own
verb: "did not sink" is denied, "will open" planned, "might have collapsed" supposed. The rest is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, get_args

from knowledge.extraction.clauses import Clause, clauses
from knowledge.extraction.clauses_verbs import Token, is_participle
from knowledge.extraction.framing import frames
from knowledge.lexicon.classes import speech
from knowledge.lexicon.inflection import verb_forms
from knowledge.model import Assertion, Span
from knowledge.text.words import normal_form

__all__ = ["Asserted", "assertion_at", "assertions", "lies_in", "withdrawn"]

_STRENGTH = {label: n for n, label in enumerate(
    ("told", "planned", "supposed", "alleged", "doubted", "denied", "corrected")
)}  # fmt: skip
"""Of two frames around the same words the later one counts."""
assert set(_STRENGTH) == set(get_args(Assertion))
_SAID = frozenset(verb_forms(verb).past for verb in speech().saying.cues)
_PERHAPS = frozenset({"could", "might", "may", "would", "should"})
_PERCEIVED = frozenset(map(normal_form, ("see", "hear", "smell", "feel")))
"""What "could be" so was so."""


class Asserted(NamedTuple):
    """A part of a sentence with its assertion; ``cue`` is the word that makes it so, empty when told."""

    span: Span
    assertion: Assertion
    cue: str


def assertions(text: str, *, offset: int = 0, pieces: Sequence[Clause] | None = None) -> list[Asserted]:
    """Parts of the sentence in order, without overlap; spans count from ``offset``.

    ``pieces`` are the sentence's clauses, where they are known already.

    >>> [(one.assertion, one.cue) for one in assertions("Police denied that the bank had failed.")]
    [('told', ''), ('denied', 'denied')]
    """
    pieces = pieces or clauses(text, offset=offset)
    found = [token for piece in pieces for token in piece.tokens]
    framed, own = _framed(found), _own(found, pieces)
    labels = [framed.get(at, label) for at, label in enumerate(own)]
    parts = groupby(zip(found, labels, strict=True), key=lambda pair: pair[1])
    held = [(label, [token for token, _ in part]) for label, part in parts]
    return [
        Asserted(Span(part[0].start, part[-1].end), *label)
        for label, part in held
        if any(token.text[0].isalnum() for token in part)
    ]


def _framed(found: Sequence[Token]) -> dict[int, tuple[Assertion, str]]:
    """The assertion of each token that lies in a frame, by the strongest of its frames."""
    framed: dict[int, tuple[Assertion, str]] = {}
    for frame in frames(found):
        for at in range(frame.first, frame.after):
            if at not in framed or _STRENGTH[frame.assertion] > _STRENGTH[framed[at][0]]:
                framed[at] = frame.assertion, frame.cue
    return framed


def withdrawn(text: str) -> tuple[Span, ...]:
    """What a note of correction takes back: what "an earlier version said"."""
    return tuple(one.span for one in assertions(text) if one.assertion == "corrected")


def lies_in(place: int, spans: Sequence[Span]) -> bool:
    """Whether a place of the sentence lies in one of the spans."""
    return any(span.start <= place < span.end for span in spans)


def assertion_at(place: int, parts: Sequence[Asserted]) -> Assertion:
    """Of the part that holds a place of the sentence, such as the start of its verb."""
    return next((part.assertion for part in parts if part.span.start <= place < part.span.end), "told")


def _own(found: Sequence[Token], pieces: Sequence[Clause]) -> list[tuple[Assertion, str]]:
    """The assertion of each token by the verb of its clause alone."""
    reported = any(token.low in _SAID for token in found)
    labels: list[tuple[Assertion, str]] = []
    for piece in pieces:
        label = _by_verb(piece, found, reported=reported)
        before = piece.verb.first - piece.first if piece.verb else 0
        earlier = before > 0 and any(is_participle(token) for token in piece.tokens[:before])
        subject: tuple[Assertion, str] = ("told", "") if earlier else label
        labels += [subject] * before + [label] * (len(piece.tokens) - before)
    return labels


def _by_verb(piece: Clause, found: Sequence[Token], *, reported: bool) -> tuple[Assertion, str]:
    verb = piece.verb
    if verb is None:
        return "told", ""
    word = found[verb.first].low
    if word == "cannot" or _is_negated(piece):
        return "denied", word
    perfect = "have" in (token.low for token in found[verb.first : verb.head])
    if verb.tense == "future" or (not perfect and _looks_ahead(word, reported=reported)):
        return "planned", word
    perceived = word == "could" and verb.passive and verb.term in _PERCEIVED
    supposed = verb.tense == "conditional" and word in _PERHAPS and not perceived
    return ("supposed", word) if supposed else ("told", "")


def _looks_ahead(modal: str, *, reported: bool) -> bool:
    """Whether a modal tells a plan: "must" always, "would" where it is reported."""
    return modal == "must" or (reported and modal in ("would", "should"))


def _is_negated(piece: Clause) -> bool:
    """Whether the verb is denied, and not only with "not only"."""
    low = [token.low for token in piece.tokens]
    only = ["not", "only"] in (low[at : at + 2] for at in range(len(low)))
    return piece.verb is not None and piece.verb.negated and not only

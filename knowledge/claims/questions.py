"""A question that is answered by yes or no → the statement that it asks about."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.extraction.clauses_verbs import DETERMINERS, Token, tokens
from knowledge.extraction.clauses_words import lexicon
from knowledge.lexicon.classes import grammar
from knowledge.lexicon.inflection import verb_forms
from knowledge.text.words import normal_form

__all__ = ["stated"]

_ASKING = re.compile(
    rf"(?P<verb>{'|'.join(sorted(word for word in grammar().auxiliaries if word.isalpha()))})\s+(?!n[o']t\b)",
    re.IGNORECASE,
)
_BE, _HAVE = grammar().auxiliary.be, grammar().auxiliary.have
_SAID_OF = grammar().articles | grammar().prepositions - {"of"} | {"not", "no", "now", "still", "ever"}
"""What follows the subject of "is", where nothing is done: "a", "in", "not"."""


def stated(text: str) -> str:
    """The statement, without its question mark; any other text as it is.

    >>> stated("Did the mayor of Brennick close the port?")
    'the mayor of Brennick closed the port'
    >>> stated("Was Julian Mossop convicted?")
    'Julian Mossop was convicted'
    """
    if not text.rstrip().endswith("?"):
        return text
    bare = text.rstrip(" ?!.")
    match = _ASKING.match(bare)
    if match is None:
        return bare
    verb, rest = match["verb"].lower(), bare[match.end() :]
    at = _after_subject(tokens(rest), verb)
    if at is None:
        return bare
    subject, told = rest[: at.start].rstrip(), rest[at.start :]
    if verb in ("did", "does"):
        forms = verb_forms(at.low)
        return f"{subject} {forms.past if verb == 'did' else forms.third}{rest[at.end :]}"
    return f"{subject} {told}" if verb == "do" else f"{subject} {verb} {told}"


def _after_subject(found: list[Token], verb: str) -> Token | None:
    """The first word that is told of the subject: a verb, or with "is" what it is and where."""
    for before, here in pairwise(found):
        if before.low not in DETERMINERS and here.text[0].islower() and _follows(verb, here.low):
            return here
    start = 1 if found and found[0].text[0].isupper() else 2
    return next((token for token in found[start:] if token.text[0].islower()), None)


def _follows(verb: str, word: str) -> bool:
    """Whether a word goes on after the verb and subject of a question: "did … close", "was … convicted"."""
    table = lexicon()
    if verb not in _BE | _HAVE:
        return normal_form(word) in table.verbs or word in ("be", "have")
    done = word.endswith(("ed", "ing")) or word in table.past | table.participle | {"been"}
    return done or (verb in _BE and word in _SAID_OF)

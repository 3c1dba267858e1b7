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
    table = lexicon()
    for before, here in pairwise(found):
        if before.low in DETERMINERS or not here.text[0].islower():
            continue
        if verb in _BE | _HAVE:
            done = here.low.endswith(("ed", "ing")) or here.low in table.past | table.participle | {"been"}
            if done or (verb in _BE and here.low in _SAID_OF):
                return here
        elif normal_form(here.low) in table.verbs or here.low in ("be", "have"):
            return here
    start = 1 if found and found[0].text[0].isupper() else 2
    return next((token for token in found[start:] if token.text[0].islower()), None)

"""Whether a number in a sentence counts what is acted on, where the question counts who acts.

"How many sailors will leave?" is not answered by "leave fewer than 1,000 behind".
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from knowledge.lexicon.classes import grammar, quantities
from knowledge.retrieval.query import Query
from knowledge.text.words import words

__all__ = ["acted_on"]

_ABOUT: Final = frozenset(
    word for forms in quantities().qualifier_forms.values() for form in forms for word in form.split()
)
"""Words that may stand between a verb and the number of its object."""
_NEAR: Final = 3
"""Words after a number among which what it counts is looked for."""


def acted_on(query: Query, text: str, start: int, end: int) -> bool:
    """Whether the number there is the object of the verb whose subject the question counts."""
    asked = _subject_and_verb(query.text) if query.asked == "number" else None
    if asked is None:
        return False
    noun, verb = asked
    before = [word for word in words(text[:start]) if word.end <= start]
    near = list(takewhile(lambda word: word.text.lower() in _ABOUT, reversed(before)))
    counted = {word.term for word in words(text[end:])[:_NEAR]}
    return len(near) < len(before) and before[-len(near) - 1].term == verb and noun not in counted


@lru_cache(maxsize=64)
def _subject_and_verb(question: str) -> tuple[str, str] | None:
    """The terms of "how many SUBJECT … VERB", where nothing but auxiliaries stands before the verb.

    >>> _subject_and_verb("How many sailors will leave the island?")
    ('sailor', 'leav')
    >>> _subject_and_verb("How many sailors will be left there?"), _subject_and_verb("How many left?")
    (None, None)
    """
    found = words(question)
    low = [word.text.lower() for word in found]
    is_helping = [word in grammar().auxiliaries for word in low]
    try:
        helping = is_helping.index(True, _after_how_many(low) + 1)
        verb = is_helping.index(False, helping)
    except ValueError:
        return None
    passive = low[verb - 1] in grammar().auxiliary.be and not low[verb].endswith("ing")
    if passive or low[verb] in grammar().function_words or found[verb].text[0].isupper():
        return None
    return found[helping - 1].term, found[verb].term


def _after_how_many(low: list[str]) -> int:
    """Raises ValueError."""
    return next((n + 2 for n, pair in enumerate(pairwise(low)) if pair == ("how", "many")), len(low))

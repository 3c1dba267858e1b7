"""Whether a question is asked in another language than English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib.resources import files

from knowledge.text.stopwords import QUESTION_WORDS, STOPWORDS
from knowledge.text.words import fold

__all__ = ["is_foreign"]

_LATIN = 0.5
"""Share of Latin letters below which a text is in no language that we read."""
_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """By its script, or by function words of another language that outnumber the English ones.

    A name in another language ("Rio de la Plata", "La Liga") makes no question foreign: one of the words must
    be a question word, a verb or a pronoun.
    """
    letters = [c for c in text if c.isalpha()]
    if sum(map(_is_latin, letters)) < _LATIN * len(letters):
        return True
    found = [fold(word) for word in _WORD.findall(text)]
    english = _count(found, STOPWORDS | QUESTION_WORDS)
    return any(
        _count(found, telling) and _count(found, telling) + _count(found, plain) > max(1, english)
        for telling, plain in _function_words().values()
    )


def _count(found: Sequence[str], held: Container[str]) -> int:
    return sum(word in held for word in found)


@cache
def _function_words() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """By language its telling and its plain words; what is English, too, tells nothing."""
    held = tomllib.loads(files("knowledge.lexicon").joinpath("languages.toml").read_text(encoding="utf-8"))
    english = STOPWORDS | QUESTION_WORDS
    return {
        language: (frozenset(row["telling"].split()) - english, frozenset(row["plain"].split()) - english)
        for language, row in held.items()
    }


def _is_latin(character: str) -> bool:
    return ord(character) < 0x250 or 0x1E00 <= ord(character) < 0x1F00

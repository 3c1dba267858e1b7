"""Words with their spans and normal forms, the same for the index and for a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from knowledge.text.stopwords import STOPWORDS

__all__ = ["Word", "normal_form", "terms", "words"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_stemmer = Stemmer.Stemmer("english", 0)


class Word(NamedTuple):
    """A word as it stands in the text, and its term."""

    text: str
    start: int
    end: int
    term: str


def words(text: str) -> list[Word]:
    """Every word and number of the text, in order; hyphens part words, apostrophes do not.

    >>> [w.term for w in words("The U.S. told us: 1,000 troops' fears")]
    ['the', 'US', 'told', 'us', '1000', 'troop', 'fear']
    """
    return [
        Word(found := match.group(), match.start(), match.end(), normal_form(found))
        for match in _WORD.finditer(text)
    ]


def terms(text: str) -> tuple[str, ...]:
    """The terms of all words, in order, stop words included."""
    return tuple(word.term for word in words(text))


@lru_cache(maxsize=65536)
def normal_form(word: str) -> str:
    """What words that mean the same to the index have in common.

    An acronym that would be taken for a function word keeps its capitals ("US", "IS", "WHO").

    >>> normal_form("IS"), normal_form("is"), normal_form("Soldiers")
    ('IS', 'is', 'soldier')
    """
    bare = _POSSESSIVE.sub("", word).replace(".", "") if not word[0].isdigit() else word.replace(",", "")
    folded = _fold(bare)
    if len(bare) > 1 and bare.isupper() and folded in STOPWORDS:
        return bare
    if folded in STOPWORDS or folded.isdigit():
        return folded
    stemmed: str = _stemmer.stemWord(folded)
    return stemmed


def _fold(word: str) -> str:
    """Case and accents away, apostrophes made straight (Unicode TR 15, NFKD)."""
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()

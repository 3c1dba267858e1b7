"""Words with their spans and normal forms, the same for the index and for a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from knowledge.lexicon.inflection import base_forms
from knowledge.text import numbers
from knowledge.text.stopwords import STOPWORDS

__all__ = ["Word", "fold", "normal_form", "terms", "words"]

_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?"  # U.S., e.g., a.m.
    rf"|{numbers.PATTERN}"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)\b"  # 4th, 1990s
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W_]+(?:['’][^\W\d_]+)*",  # G7, O'Neill
    re.UNICODE | re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_AMERICAN = (
    (re.compile(r"iz(e[sd]?|ing|ers?|ations?)$"), r"is\1"),
    (
        re.compile(
            r"^((?:dis|mis|un)?(?:arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum"
            r"|lab|neighb|od|parl|ranc|rig|rum|savi|sav|splend|tum|val|vap|vig))or(s|ed|ing|ers?|y|able|ably"
            r"|ites?|al|ful|hoods?|less)?$"
        ),
        r"\1our\2",
    ),
    (re.compile(r"ense(s|less)?$"), r"ence\1"),
    (re.compile(r"yz(e[sd]?|ing|ers?)$"), r"ys\1"),
)
_CENTRES = re.compile(r"^(cent|theat|met|lit|fib|calib|spect|somb)(?:re|er)(?:(s)|e?(d))?$")
_stemmer = Stemmer.Stemmer("english", 0)


class Word(NamedTuple):
    """A word as it stands in the text, and its term."""

    text: str
    start: int
    end: int
    term: str


def words(text: str) -> list[Word]:
    """Every word and number of the text, in order; hyphens part words, apostrophes do not.

    Numbers in words are one word, with digits for a term. In a run of capitals no word is an acronym.

    >>> [w.term for w in words("The U.S. told us: 1,000 troops' fears, sixty-eight nations")]
    ['the', 'US', 'tell', 'us', '1000', 'troop', 'fear', '68', 'nation']
    >>> [w.term for w in words("THIS IS NOT the IS group")]
    ['this', 'is', 'not', 'the', 'IS', 'group']
    """
    found = [
        Word(piece := match.group(), match.start(), match.end(), normal_form(piece))
        for match in _WORD.finditer(text)
    ]
    if sum(word.term.isupper() for word in found):
        return [_unless_shouted(found, at) for at in range(len(found))]
    return found


def _unless_shouted(found: list[Word], at: int) -> Word:
    word = found[at]
    if not word.term.isupper():
        return word
    beside = [other.text for other in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])]
    capitals = all(text.isupper() and "." not in text for text in beside)
    shouted = capitals and any(len(text) > 1 for text in beside)
    return word._replace(term=word.term.lower()) if shouted and "." not in word.text else word


def terms(text: str) -> tuple[str, ...]:
    """The terms of all words, in order, stop words included."""
    return tuple(word.term for word in words(text))


@lru_cache(maxsize=65536)
def normal_form(word: str) -> str:
    """What words that mean the same to the index have in common.

    An acronym that would be taken for a function word keeps its capitals ("US", "IS", "WHO").

    >>> normal_form("IS"), normal_form("is"), normal_form("Soldiers"), normal_form("withdrew")
    ('IS', 'is', 'soldier', 'withdraw')
    >>> normal_form("organized") == normal_form("organised"), normal_form("Labor") == normal_form("labour")
    (True, True)
    """
    if word[0].isdigit():
        return fold(word.replace(",", "")).lstrip("0") or "0"
    bare = _POSSESSIVE.sub("", word)
    if _DOTTED.fullmatch(word):
        bare = word.replace(".", "").upper()
    folded = fold(bare)
    if len(bare) > 1 and bare.isupper() and folded in STOPWORDS:
        return bare
    if folded in STOPWORDS:
        return folded
    return _irregular().get(folded) or numbers.in_digits(folded) or _stem(_spelling(folded))


def _stem(word: str) -> str:
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """Form → term of its base."""
    bases = base_forms()
    return {form: base if base in STOPWORDS else _stem(_spelling(base)) for form, base in bases.items()}


def _spelling(word: str) -> str:
    """American spelling made British; consistent rather than right, since both sides pass through it."""
    if len(word) < 5:
        return word
    if match := _CENTRES.match(word):
        return f"{match.group(1)}re{match.group(2) or match.group(3) or ''}"
    for pattern, replacement in _AMERICAN:
        changed = pattern.sub(replacement, word)
        if changed != word:
            return changed
    return word


def fold(word: str) -> str:
    """Case and accents away, apostrophes made straight (Unicode TR 15, NFKD).

    >>> fold("Żelazowa’s")
    "zelazowa's"
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()

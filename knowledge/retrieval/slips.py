"""A word mistyped → the small word that is meant ("wehn", "teh", "manny"), by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, reduce

from knowledge.lexicon.classes import grammar
from knowledge.retrieval.spelling import is_common

__all__ = ["small_word"]

_VOWELS = "aeiou"
_FRAMES = "the that and from with about because of to their many much for this".split()
"""Beside question words and auxiliaries, what questions are full of."""
_SPOKEN = {"wut": "what", "wot": "what", "wats": "what's", "wuts": "what's", "wuz": "was"}
"""By ear, where more than one letter differs or no rule below makes them."""


def small_word(word: str) -> str | None:
    """The question word, auxiliary or the like of which the word, in small letters, is a slip.

    None for words in their own right, and where no single slip explains it: two neighbours exchanged and, in
    words that only ask, a letter doubled or left out or a vowel for another.

    >>> small_word("wehn"), small_word("manny"), small_word("boat")
    ('when', 'many', None)
    """
    return None if is_common(word) else _slips().get(word)


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Each slip with its word; of two explanations the likelier slip counts, then the order of the words."""
    asking = sorted(grammar().question | {"many"}, key=lambda word: (len(word), word))
    auxiliary = grammar().auxiliary
    words = [*asking, *_FRAMES, *sorted(auxiliary.be | auxiliary.do | auxiliary.have)]
    likeliest = _made(_exchanged, words)
    others = [_made(kind, asking) for kind in (_doubled, _left_out, _other_vowel)]
    found = reduce(lambda surer, less: {**less, **surer}, (_SPOKEN, likeliest, *others))
    return {slip: word for slip, word in found.items() if slip not in words}


def _made(slips: Callable[[str], Iterator[str]], words: Sequence[str]) -> dict[str, str]:
    """The slips of one kind; of two words that share one the first counts."""
    return {slip: word for word in reversed(words) for slip in slips(word)}


def _exchanged(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _doubled(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        yield word[:at] + letter + word[at:]


def _left_out(word: str) -> Iterator[str]:
    """But the first letter; of two letters that remain none is a vowel ("hw", not "ho")."""
    for at in range(1, len(word)):
        slip = word[:at] + word[at + 1 :]
        if len(slip) > 2 or (len(slip) == 2 and not set(slip) & set(_VOWELS)):
            yield slip


def _other_vowel(word: str) -> Iterator[str]:
    """Behind "wh" only: "whare", but not "haw" and "miny"."""
    if not word.startswith("wh"):
        return
    for at, letter in enumerate(word):
        if letter in _VOWELS:
            yield from (word[:at] + vowel + word[at + 1 :] for vowel in _VOWELS if vowel != letter)

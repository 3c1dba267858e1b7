"""What a term of a sentence is worth by BM25, with the constants that tantivy fixes."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["MOST", "held_length", "rarity", "saturation"]

K1: Final = 1.2
B: Final = 0.75

MOST: Final = 1 + K1
"""No saturation reaches it."""

EXACT: Final = 40
"""Shorter lengths tantivy keeps as they are."""


def rarity(sentences: int, holding: int) -> float:
    """Inverse document frequency of a term that so many of the sentences hold."""
    return math.log(1 + (sentences - holding + 0.5) / (holding + 0.5))


def saturation(count: int, length: float, average: float) -> float:
    """What a term is worth that stands so often in a sentence of this length."""
    return count * (1 + K1) / (count + K1 * (1 - B + B * length / average))


def held_length(words: int) -> int:
    """A length as tantivy keeps it, in a byte: long ones are rounded down to four binary digits above 24.

    >>> [held_length(words) for words in (7, 40, 41, 59, 100)]
    [7, 40, 40, 56, 96]
    """
    if words < EXACT:
        return words
    step = 1 << ((words - 24).bit_length() - 4)
    return 24 + (words - 24) // step * step

"""Numbers in words: "sixty-eight" and "two thousand" to their digits."""

from __future__ import annotations

import re

from knowledge.lexicon.classes import quantities

__all__ = ["PATTERN", "SCALES", "in_digits"]

_WORDS = quantities()
_SMALL = _WORDS.small[1:]
SCALES = _WORDS.scales

PATTERN = (
    rf"\b(?=[{''.join(sorted({word[0] for word in (*_SMALL, *_WORDS.tens)}))}])"
    rf"(?:{'|'.join((*_SMALL, *_WORDS.tens))})(?:[-\s](?:{'|'.join(_SMALL[:9])}))?"
    rf"(?:[-\s](?:{'|'.join(SCALES)}))*\b"
)
"""A number in words, without "and"; matched without regard to case."""


def in_digits(words: str) -> str | None:
    """The digits of a number or ordinal in words, None when it is not one that is settled by its words.

    "One", "first" and "second" stay words: they mean other things more often than numbers.

    >>> in_digits("sixty-eight"), in_digits("Two thousand"), in_digits("third"), in_digits("one")
    ('68', '2000', '3rd', None)
    """
    parts = re.split(r"[-\s]+", words.lower())
    if len(parts) == 1 and (rank := _WORDS.ordinals.get(parts[0])) is not None:
        return _ranked(rank)
    if parts == ["one"] or parts[0] in SCALES or not SCALES.keys() | _WORDS.numbers.keys() >= {*parts}:
        return None
    total = 0
    for part in parts:
        if part in SCALES:
            total = (total or 1) * SCALES[part]
        else:
            total += _WORDS.numbers[part]
    return str(total)


def _ranked(rank: int) -> str | None:
    return None if rank < 3 else "3rd" if rank == 3 else f"{rank}th"

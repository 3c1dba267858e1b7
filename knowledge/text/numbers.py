"""Numbers in words: "sixty-eight" and "two thousand" to their digits."""

from __future__ import annotations

import re

__all__ = ["PATTERN", "SCALES", "in_digits"]

_UNITS = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = dict(
    zip(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        range(1, 21),
        strict=True,
    )
)
_SMALL = "|".join([*list(_UNITS)[1:], *_TENS])

PATTERN = rf"\b(?:{_SMALL})(?:[-\s](?:{'|'.join(list(_UNITS)[1:10])}))?(?:[-\s](?:{'|'.join(SCALES)}))*\b"
"""A number in words, without "and"; matched without regard to case."""


def in_digits(words: str) -> str | None:
    """The digits of a number or ordinal in words, None when it is not one that is settled by its words.

    "One", "first" and "second" stay words: they mean other things more often than numbers.

    >>> in_digits("sixty-eight"), in_digits("Two thousand"), in_digits("third"), in_digits("one")
    ('68', '2000', '3rd', None)
    """
    parts = re.split(r"[-\s]+", words.lower())
    if len(parts) == 1 and (rank := _ORDINALS.get(parts[0])) is not None:
        return f"{rank}{'rd' if rank == 3 else 'th'}" if rank > 2 else None
    if parts == ["one"] or any(p not in _UNITS and p not in _TENS and p not in SCALES for p in parts):
        return None
    if parts[0] in SCALES:
        return None
    total = 0
    for part in parts:
        if part in SCALES:
            total = (total or 1) * SCALES[part]
        else:
            total += _UNITS.get(part, _TENS.get(part, 0))
    return str(total)

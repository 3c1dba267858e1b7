"""Marks of direction in words that are shown: none reaches beyond them, and none turns letters around."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["settled"]

_CLOSES: Final = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
"""What opens a run of a direction, by what closes it."""
_OVERRIDES: Final = "\u202d\u202e"
"""Letters between them are shown in another order than they stand in: "exe.gpj"."""
_ANY: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def settled(words: str) -> str:
    r"""The words with what is open at their end closed, and without what closes nothing.

    >>> ascii([settled("a\u202egpj.exe"), settled("\u2067b"), settled("c\u202c")])
    "['agpj.exe', '\\u2067b\\u2069', 'c']"
    """
    if not _ANY.search(words):
        return words
    out, open_ones = list[str](), list[str]()
    for character in words:
        if character in _CLOSES:
            open_ones.append(_CLOSES[character])
        elif character in _CLOSES.values() or character in _OVERRIDES:
            if not open_ones or character != open_ones[-1]:
                continue
            open_ones.pop()
        out.append(character)
    return "".join([*out, *reversed(open_ones)])

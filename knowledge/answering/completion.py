"""Names that begin as somebody has typed: from the names of a library to the likeliest few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from heapq import nsmallest
from typing import Final, Self

__all__ = ["NameList"]

_BEYOND: Final = "\U0010ffff"  # sorts after everything that a name may hold


class NameList:
    """Sorted once; a look-up costs as much as there are names with the prefix."""

    def __init__(self, entries: list[tuple[str, str]], counts: Mapping[str, int]) -> None:
        self._entries = entries
        self._counts = counts

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Self:
        """From each name with how often it is mentioned. A name is found by the start of any of its words."""
        entries = []
        for name in counts:
            words = name.casefold().split()
            entries += [(" ".join(words[start:]), name) for start in range(len(words))]
        return cls(sorted(entries), counts)

    def starting(self, typed: str, *, most: int = 25) -> tuple[str, ...]:
        """The most mentioned names first, then by the alphabet; for nothing typed, of all names.

        >>> NameList.of({"Ada Finch": 2, "Finchley": 5, "Oakholm": 1}).starting("fin")
        ('Finchley', 'Ada Finch')
        """
        typed = " ".join(typed.casefold().split())
        first, after = bisect_left(self._entries, (typed,)), bisect_left(self._entries, (typed + _BEYOND,))
        found = {name for _, name in self._entries[first:after]}
        return tuple(nsmallest(most, found, key=lambda name: (-self._counts[name], name)))

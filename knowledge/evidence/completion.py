"""Names that begin as somebody has typed: from the names of a library to the likeliest few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from typing import Final, Self

__all__ = ["NameList"]

_MOST: Final = 25
_BEYOND: Final = "\U0010ffff"  # sorts after everything that a name may hold


class NameList:
    """Sorted once; a look-up costs as much as there are names with the prefix."""

    def __init__(self, entries: list[tuple[str, str]], counts: Mapping[str, int]) -> None:
        self._entries = entries
        self._counts = counts
        self._first = self._best(counts)  # asked for most often, and of all names

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Self:
        """From each name with how often it is mentioned. A name is found by the start of any of its words."""
        entries = []
        for name in counts:
            words = name.casefold().split()
            entries += [(" ".join(words[start:]), name) for start in range(len(words))]
        return cls(sorted(entries), counts)

    def starting(self, typed: str) -> tuple[str, ...]:
        """At most 25, the most mentioned first, then by the alphabet; for nothing typed, of all names.

        >>> NameList.of({"Ada Finch": 2, "Finchley": 5, "Oakholm": 1}).starting("fin")
        ('Finchley', 'Ada Finch')
        """
        typed = " ".join(typed.casefold().split())
        if not typed:
            return self._first
        first, after = bisect_left(self._entries, (typed,)), bisect_left(self._entries, (typed + _BEYOND,))
        return self._best({name for _, name in self._entries[first:after]})

    def _best(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(nsmallest(_MOST, names, key=lambda name: (-self._counts[name], name)))

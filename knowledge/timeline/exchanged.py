"""Two sentences that tell the like of different things: one has another name in the place of the other's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from knowledge.text.words import Word, words

__all__ = ["names_exchanged"]

AROUND = 2
"""Words beside a name that tell what it is the name of: "the bridge of …", "… council approved"."""


def names_exchanged(a: str, own: frozenset[str], b: str, other: frozenset[str]) -> bool:
    """Whether a name that stands in one sentence alone is framed as one that stands in the other alone.

    ``own`` and ``other`` are the terms of the names in the first and in the second sentence.

    >>> names_exchanged(
    ...     "She opened the bridge of Ostham.", frozenset({"ostham"}),
    ...     "She opened the bridge of Velmoor.", frozenset({"velmoor"}),
    ... )
    True
    """
    first, second = _words(a), _words(b)
    mine = set(_frames(first, own - {word.term for word in second}))
    return not mine.isdisjoint(_frames(second, other - {word.term for word in first}))


@lru_cache(maxsize=2048)
def _words(sentence: str) -> Sequence[Word]:
    """Of a sentence, which is compared with many."""
    return words(sentence)


def _frames(found: Sequence[Word], names: frozenset[str]) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """What stands before each name, and what stands behind it."""
    for named, run in groupby(range(len(found)), key=lambda at: found[at].term in names):
        places = list(run)
        if named:
            before = found[max(0, places[0] - AROUND) : places[0]]
            behind = found[places[-1] + 1 :][:AROUND]
            for ahead, frame in ((True, before), (False, behind)):
                if len(frame) == AROUND:
                    yield ahead, tuple(word.term for word in frame)

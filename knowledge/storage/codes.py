"""How lists of terms, counted terms and names are written down so that they can be searched as text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

__all__ = ["count_in", "folded", "from_lines", "one_edit_apart", "to_bag", "to_lines"]

# Control characters never occur in a term: words are made of letters and digits.
_BETWEEN, _LINE, _OPEN, _EQUALS, _CLOSE = "\x1f", "\x1e", "\x02", "\x1f", "\x03"


def to_lines(sentences: Iterable[Sequence[str]]) -> str:
    """The terms of a paragraph, a line for each sentence.

    >>> from_lines(to_lines([("one", "word"), (), ("more",)]))
    (('one', 'word'), (), ('more',))
    """
    return _LINE.join(_BETWEEN.join(terms) for terms in sentences)


def from_lines(lines: str) -> tuple[tuple[str, ...], ...]:
    """The terms sentence by sentence; a paragraph has at least one sentence."""
    return tuple([tuple(line.split(_BETWEEN)) if line else () for line in lines.split(_LINE)])


def to_bag(counts: Counter[str]) -> str:
    """Terms with their counts, in no order, to be read by ``count_in``."""
    return "".join(f"{_OPEN}{term}{_EQUALS}{count}{_CLOSE}" for term, count in counts.items())


def count_in(bag: str, term: str) -> int:
    """How often the term occurs, without taking the bag apart (an article has hundreds of terms).

    >>> count_in(to_bag(Counter(["aid", "aid", "said"])), "aid")
    2
    """
    key = f"{_OPEN}{term}{_EQUALS}"
    at = bag.find(key)
    return int(bag[at + len(key) : bag.index(_CLOSE, at)]) if at >= 0 else 0


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as it is looked up: case, accents and runs of white space do not count.

    >>> folded("  Émile  ZOLA ")
    'emile zola'
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one into the other.

    >>> one_edit_apart("talks", "tlaks"), one_edit_apart("talks", "talks"), one_edit_apart("abc", "bca")
    (True, False, False)
    """
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]

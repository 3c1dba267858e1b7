"""How lists of terms and names are written down so that they can be searched as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

__all__ = ["counted_in", "folded", "from_lines", "one_edit_apart", "to_lines"]

# Control characters never occur in a term: words are made of letters and digits.
_BETWEEN, _LINE = "\x1f", "\x1e"


def to_lines(sentences: Iterable[Sequence[str]]) -> str:
    """The terms of a paragraph, a line for each sentence.

    >>> from_lines(to_lines([("one", "word"), (), ("more",)]))
    (('one', 'word'), (), ('more',))
    """
    return _LINE.join(_BETWEEN.join(terms) for terms in sentences)


def from_lines(lines: str) -> tuple[tuple[str, ...], ...]:
    """The terms sentence by sentence; a paragraph has at least one sentence."""
    return tuple([tuple(line.split(_BETWEEN)) if line else () for line in lines.split(_LINE)])


def counted_in(lines: str, terms: Iterable[str]) -> dict[str, int]:
    """How often each of the terms that occur does, without taking the lines apart.

    >>> counted_in(to_lines([("aid", "aid"), ("said", "aid")]), ["aid", "said", "id"])
    {'aid': 3, 'said': 1}
    """
    held = f"{_BETWEEN}{lines}{_BETWEEN}".replace(_LINE, _BETWEEN)
    keys = {term: key for term in terms if (key := f"{_BETWEEN}{term}{_BETWEEN}") in held}
    # Two marks between neighbours, so that of two that are alike each has its own.
    apart = held.replace(_BETWEEN, 2 * _BETWEEN) if keys else ""
    return {term: apart.count(key) for term, key in keys.items()}


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

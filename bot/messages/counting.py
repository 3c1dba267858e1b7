"""A number with its noun."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """The number with its noun.

    >>> counted(1, "article")
    '1 article'
    """
    return f"{count} {one if count == 1 else many or one + 's'}"

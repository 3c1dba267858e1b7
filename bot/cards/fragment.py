"""A link that opens an article at a quotation, by a text fragment (WICG Scroll to Text Fragment)."""

from __future__ import annotations

from urllib.parse import quote as percent

__all__ = ["fragment"]

_WORDS_AT_EACH_END = 5
_LONGEST = 500  # Discord takes 512 in a button; links in texts are kept as short


def fragment(url: str, quotation: str) -> str:
    """The address with the quotation's beginning and end; as it is when it would become too long.

    >>> fragment("https://news.example/a", "A well-known man, he said")
    'https://news.example/a#:~:text=A%20well%2Dknown%20man%2C%20he%20said'
    """
    words = quotation.split()
    if len(words) <= 2 * _WORDS_AT_EACH_END:
        named = _encoded(words)
    else:
        named = f"{_encoded(words[:_WORDS_AT_EACH_END])},{_encoded(words[-_WORDS_AT_EACH_END:])}"
    separator = "" if "#" in url else "#"
    whole = f"{url}{separator}:~:text={named}"
    return whole if words and len(whole) <= _LONGEST else url


def _encoded(words: list[str]) -> str:
    # quote() leaves "-" alone, which means something in a fragment.
    return percent(" ".join(words), safe="").replace("-", "%2D")

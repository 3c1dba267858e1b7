"""A name → the form that it shares with names which differ from it in nothing that matters."""

from __future__ import annotations

import re

from knowledge.text.words import normal_form

__all__ = ["name_form"]

_KIND = re.compile(r"^(?:the|The) | (?:group|party|union|agency|movement|army|militia|network)$")
_SLIGHT = frozenset({"al", "el", "the"})


def name_form(name: str) -> str:
    """Case, accents, articles, "al-" and words of kind away; words that differ in their endings are one.

    >>> name_form("the Wagner group") == name_form("Wagner"), name_form("Al-Hadath") == name_form("hadath")
    (True, True)
    """
    bare = _KIND.sub("", name.strip())
    words = [normal_form(w).casefold() for w in re.split(r"[\s-]+", bare) if re.search(r"\w", w)]
    return " ".join(w for w in words if w not in _SLIGHT) or name.casefold()

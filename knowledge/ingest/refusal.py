"""Title and text of a page → what it is in place of an article: an error page, a wall, a dialogue."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from knowledge.text.sentences import split

__all__ = ["REMEDY", "seems_to_be"]

REMEDY = "open the article in a browser and save it when its text is shown"
SHORT = 180
"""Words up to which a page with such a title, or such a sentence in it, holds nothing beside it."""
MOST = 0.6
"""Share of the words in sentences of the kind from which the text is nothing else."""
SOME = 0.25
"""The same, where the title says it already."""


class _Kind(NamedTuple):
    what: str
    title: re.Pattern[str]
    text: re.Pattern[str]


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_KINDS = tuple(
    _Kind(kind["is"], _any(kind["title"]), _any(kind["text"]))
    for kind in tomllib.loads(
        files("knowledge.ingest").joinpath("furniture.toml").read_text(encoding="utf-8")
    )["no_article"].values()
)


def seems_to_be(title: str | None, paragraphs: Sequence[str]) -> str | None:
    """What a page seems to be in place of an article, in words that follow "holds no article: ".

    Only a short text is doubted: news of pay walls, cookies or robots is longer, and says other things.
    """
    words = sum(len(p.split()) for p in paragraphs)
    if words > SHORT:
        return None
    sentences = [p[start:end] for p in paragraphs for start, end in split(p)]
    for kind in _KINDS:
        spoken = sum(len(s.split()) for s in sentences if kind.text.search(s))
        is_titled = bool(title and kind.title.match(title.strip()))
        if (words or is_titled) and spoken >= words * (SOME if is_titled else MOST):
            return kind.what
    return None

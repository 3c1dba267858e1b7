"""How people ask: the phrases of the table beside this module as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

__all__ = ["RequestWords", "question_forms", "question_frame", "request_words"]


class RequestWords(NamedTuple):
    """A pattern for each class; each finds one phrase between the borders of words."""

    opening: re.Pattern[str]
    story: re.Pattern[str]
    history: re.Pattern[str]
    timeline: re.Pattern[str]
    order: re.Pattern[str]
    about: re.Pattern[str]
    planned: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]


@lru_cache(maxsize=1)
def request_words() -> RequestWords:
    """The phrases of the table, read once."""
    return RequestWords(**{name: _pattern(_table()[name]) for name in RequestWords._fields})


@lru_cache(maxsize=1)
def question_forms() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Patterns of whole questions of time by what they ask, for a start in text of single blanks."""
    return {
        name: tuple(re.compile(form, re.IGNORECASE) for form in forms)
        for name, forms in _table()["questions"].items()
    }


@lru_cache(maxsize=1)
def question_frame() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a question, from the start of the text, and what stands behind it, to the end."""
    of = {name: "|".join(phrases) for name, phrases in _table()["frame"].items()}
    opening = rf"^(?:(?:{of['greeting']})\b[\s,.:!-]*)*(?:{of['opening']})?"
    closing = rf"[\s,.!?]*\b(?:{of['closing']})[\s.!?]*$"
    return re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("knowledge.lexicon").joinpath("requests.toml").read_text(encoding="utf-8"))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Longer phrases first where they begin alike, as they are listed."""
    choices = "|".join(f"(?:{phrase})" for phrase in phrases)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])".replace(" ", r"\s+"), re.IGNORECASE)

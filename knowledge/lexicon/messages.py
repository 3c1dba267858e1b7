"""What people put around a claim when they chat: the phrases of the table beside this module as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["MessageWords", "message_words"]


class MessageWords(NamedTuple):
    """Patterns of what stands before a claim, with the white space after it, and of what stands behind it."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]


@lru_cache(maxsize=1)
def message_words() -> MessageWords:
    """The table, read once."""
    table = tomllib.loads(files("knowledge.lexicon").joinpath("messages.toml").read_text(encoding="utf-8"))
    opening, closing = ("|".join(f"(?:{one})" for one in table[key]) for key in ("opening", "closing"))
    return MessageWords(
        re.compile(rf"\s*(?:{opening})(?!\w)\s*".replace(" ", r"\s+"), re.IGNORECASE),
        re.compile(rf"[\s,;:.!-]+(?:{closing})[\s.!?]*$".replace(" ", r"\s+"), re.IGNORECASE),
    )

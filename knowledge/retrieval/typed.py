"""A question as it was typed → plain words, without odd characters and what people put around a question."""

from __future__ import annotations

import re
import unicodedata

from knowledge.lexicon.requests import question_frame

__all__ = ["plain"]

_LONGEST = 600
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\ufe00-\ufe0f]")
_MENTION = re.compile(r"<[@#][!&]?\d+>|<a?:\w+:\d+>|@(?:everyone|here)\b|https?://\S+")
_CALLED = re.compile(r"^(?:hi|hey|hello|ok|okay)?[\s,]*@?dateline(?:[\s,:!]+|$)|@dateline\b", re.IGNORECASE)
"""Words to the bot itself."""
_CODE = re.compile(r"```(?:\w+\n)?|`")


def plain(question: str) -> str:
    """At most 600 characters of plain words; empty when there are none.

    >>> plain("hey can you tell me how many ships are in the gulf pls")
    'how many ships are in the gulf'
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", question))
    text = "".join(c if c.isprintable() else " " for c in text)
    text = _CALLED.sub(" ", _CODE.sub(" ", _MENTION.sub(" ", text)).strip())
    text = " ".join(text.split())[:_LONGEST]
    return _unframed(text) or text


def _unframed(text: str) -> str:
    """Without the words that people put around a question."""
    opening, closing = question_frame()
    return closing.sub("", opening.sub("", text, count=1))

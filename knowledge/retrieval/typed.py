"""A question as it was typed → plain words: odd characters away, chat forms spelled out.

"us" and "is" understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from knowledge.lexicon.classes import grammar, names
from knowledge.lexicon.requests import question_frame
from knowledge.retrieval.slips import small_word
from knowledge.retrieval.tables import short_forms
from knowledge.text.stopwords import STOPWORDS

__all__ = ["plain"]

_LONGEST = 600
_STRAYS = 2
"""Words ahead of a question that may stand there for nothing."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\ufe00-\ufe0f]")
_MENTION = re.compile(r"<[@#][!&]?\d+>|<a?:\w+:\d+>|@(?:everyone|here)\b|https?://\S+")
_CALLED = re.compile(r"^(?:hi|hey|hello|ok|okay)?[\s,]*@?dateline(?:[\s,:!]+|$)|@dateline\b", re.IGNORECASE)
"""Words to the bot itself."""
_CODE = re.compile(r"```(?:\w+\n)?|`")
_TOKEN = re.compile(r"[^\W_]+(?:['’/.][^\W_]+)*/?")
_AHEAD_OF_US = (
    grammar().prepositions - {"to", "for"} | grammar().question | set("the and anti that many all".split())
)
_US_OBJECT = frozenset("of to for about with".split())
_US_VERBS = _US_OBJECT | frozenset("tell give let show told gave lets help make made join".split())
_AHEAD_OF_IS = frozenset(
    "against anti of from by fight fighting fought defeat defeated fights join joined with vs".split()
)
_BEHIND_IS = frozenset(
    """prisoners prisoner fighters fighter leader leaders militants militant group terrorists territory
    captives
    detainees jihadists members caliphate stronghold threat""".split()
)


def plain(question: str, known: Callable[[str], bool] = lambda _word: False) -> str:
    """At most 600 characters of plain words; empty when there are none.

    What is ``known``, to the articles say, stays as it was typed, a single letter apart.

    >>> plain("hey can you tell me how many us ships r in the gulf??")
    'how many US ships are in the gulf??'
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", question))
    text = "".join(c if c.isprintable() else " " for c in text)
    text = _CALLED.sub(" ", _CODE.sub(" ", _MENTION.sub(" ", text)).strip())
    text = " ".join(text.split())[:_LONGEST]
    text = _without_strays(_spelled_out(text, known), known)
    return _acronyms(_unframed(text) or text)


def _unframed(text: str) -> str:
    """Without the words that people put around a question."""
    opening, closing = question_frame()
    return closing.sub("", opening.sub("", text, count=1))


def _spelled_out(text: str, known: Callable[[str], bool]) -> str:
    return _TOKEN.sub(lambda match: _meant(match.group(), first=not match.start(), known=known), text)


def _without_strays(text: str, known: Callable[[str], bool]) -> str:
    """Without words ahead of the question that no article has, where all that it asks about is known.

    Not "football cup, who won": what is left must ask about something.

    >>> plain("spoiler who sank the ferry?", {"sank", "ferry"}.__contains__)
    'who sank the ferry?'
    """
    found = list(_TOKEN.finditer(text))
    first = next((at for at, one in enumerate(found) if one.group().lower() in grammar().question), 0)
    ahead, behind = ([one.group() for one in part] for part in (found[:first], found[first:]))
    content = [word for word in behind if word.lower() not in STOPWORDS]
    stray = not any(known(word) or word.lower() in STOPWORDS for word in ahead)
    asks = len(content) > 1 and all(map(known, content))
    return text[found[first].start() :] if 0 < first <= _STRAYS and stray and asks else text


def _meant(word: str, *, first: bool, known: Callable[[str], bool]) -> str:
    """With a capital inside a question it is a name or a title, and of all capitals it may be a numeral."""
    low = word.lower().replace("’", "'")
    meant = short_forms().get(low) or small_word(low)
    named = word[0].isupper() and not first and low not in names().abbreviated
    if meant is None or named or (word.isupper() and len(word) <= 3) or (len(word) > 1 and known(word)):
        return word
    return meant


def _acronyms(text: str) -> str:
    """In a question without capitals.

    "us" before a noun is a country and "is" in an object's place a group.
    """
    found = list(_TOKEN.finditer(text))
    low = [match.group().lower() for match in found]
    pieces, last = [], 0
    for at, match in enumerate(found):
        before, after = (low[at - 1] if at else ""), (low[at + 1] if at + 1 < len(low) else "")
        if (match.group() == "us" and _is_country(before, after)) or (
            match.group() == "is" and at > 0 and _is_group(before, after)
        ):
            pieces += [text[last : match.start()], match.group().upper()]
            last = match.end()
    return "".join([*pieces, text[last:]])


def _is_country(before: str, after: str) -> bool:
    if before in _US_VERBS:
        return before in _US_OBJECT and bool(after) and after not in _NOT_NOUNS
    return bool(after) or before in _AHEAD_OF_US


_NOT_NOUNS = frozenset("in on at how what when where who why that if whether the a about".split())


def _is_group(before: str, after: str) -> bool:
    return (
        before in _AHEAD_OF_IS and after not in {"it", "he", "she", "there", "this"}
    ) or after in _BEHIND_IS

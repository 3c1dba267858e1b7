"""Questions that the sources do answer, made from their own sentences by general forms, and verified."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from knowledge.model import Sentence
    from knowledge.seams import Index, Store

__all__ = ["drafts", "suggestions"]

_NAME = r"((?:[A-Z][\w’'-]+\s){0,2}[A-Z][\w’'-]+)"
_SAID_ABOUT = re.compile(
    rf"\b{_NAME}(?:,[^,]{{3,60}},)?\s(?:said|added|stressed|warned|announced|vowed|stated|insisted"
    rf"|argued|claimed)\b"
)
_NOT_NAMES = frozenset(
    """The A An In On At He She It They This That These Those But And However Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday January February March April May June July August September October
    November December""".split()
)
_COUNT = re.compile(r"\b(?:\d[\d,]*|dozens of|hundreds of|thousands of)\s(?:[A-Z]?[a-z]+\s)?([a-z]{4,}s)\b")


def drafts(sentence: Sentence) -> Iterator[str]:
    """Questions that a sentence may answer."""
    text = sentence.text
    if (match := _SAID_ABOUT.search(text)) and match.group(1).split()[0] not in _NOT_NAMES:
        topic = _topic(text, match.group(1))
        if topic:
            yield f"What did {match.group(1)} say about {topic}?"
    if match := _COUNT.search(text):
        topic = _topic(text, match.group(1))
        if topic and match.group(1) not in _UNITS:
            yield f"How many {match.group(1)} are mentioned with {topic}?"


_UNITS = frozenset("years days months weeks hours minutes percent metres meters miles dollars pounds".split())
_TOPIC = re.compile(r"(?<=[a-z,] )((?:[A-Z][\w’-]+)(?:\s[A-Z][\w’-]+){0,2})")


def _topic(text: str, other_than: str) -> str | None:
    for match in _TOPIC.finditer(text):
        if match.group(1).split()[0] not in _NOT_NAMES and match.group(1) not in other_than:
            return match.group(1).removesuffix("’s").removesuffix("'s")
    return None


def suggestions(store: Store, index: Index) -> tuple[str, ...]:
    """At most two questions, each of which gets an answer; the same ones while nothing changes."""
    return _suggestions(cast("Hashable", store), cast("Hashable", index), store.generation)


@lru_cache(maxsize=64)  # as many libraries as a process keeps open
def _suggestions(
    store: Hashable,
    index: Hashable,
    generation: int,  # noqa: ARG001 - for the cache
) -> tuple[str, ...]:
    return _found(cast("Store", store), cast("Index", index))


def _found(store: Store, index: Index) -> tuple[str, ...]:
    from knowledge.answering.answer import is_answered

    kept: list[str] = []
    for source in store.sources()[:6]:
        for sentence in store.sentences_of(source.id)[:12]:
            draft = next(drafts(sentence), None)
            if draft and draft not in kept and is_answered(draft, store, index):
                kept.append(draft)
                break
        if len(kept) == 2:
            break
    return tuple(kept)

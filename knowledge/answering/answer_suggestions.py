"""Questions that the sources do answer, made from their own sentences by general forms, and verified."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from knowledge.model import Mention, Role, Statement

if TYPE_CHECKING:
    from knowledge.seams import Index, Store, StoredFact

__all__ = ["drafts", "suggestions"]

_ENOUGH, _SOURCES, _TRIED = 2, 6, 6


def drafts(facts: Sequence[StoredFact]) -> Iterator[str]:
    """Questions that an article may answer by its facts: what somebody said of a name, who somebody is."""
    names = [
        f for f in facts if isinstance(f.fact, Mention) and f.fact.kind in {"place", "organisation", "person"}
    ]
    for stored in facts:
        fact = stored.fact
        if isinstance(fact, Statement) and not fact.anonymous and fact.speaker[:1].isupper():
            about = next((n.fact for n in names if _is_topic(n, stored, fact)), None)
            if isinstance(about, Mention):
                yield f"What did {fact.speaker} say about {about.text}?"
    for stored in facts:
        if isinstance(stored.fact, Role):
            yield f"Who is {stored.fact.entity}?"


def _is_topic(name: StoredFact, stored: StoredFact, said: Statement) -> bool:
    """A name in what is said, other than the speaker's."""
    mention = name.fact
    return (
        isinstance(mention, Mention)
        and name.sentence == stored.sentence
        and said.content.start <= mention.start < said.content.end
        and mention.entity != said.speaker
    )


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
    for source in store.sources()[:_SOURCES]:
        tried = list(dict.fromkeys(drafts(store.facts(sources=[source.id]))))[:_TRIED]
        kept += [draft for draft in tried if draft not in kept and is_answered(draft, store, index)][:1]
        if len(kept) == _ENOUGH:
            break
    return tuple(kept)

"""Questions that the sources do answer, made from their own sentences by general forms, and verified."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from knowledge.answering.judging import judge
from knowledge.evidence.completion import completions
from knowledge.model import Mention, Role, Statement
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.proposing import proposed
from knowledge.retrieval.searchable import Searchable
from knowledge.settings import CAUTION
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from knowledge.protocols import Index, Store, StoredFact

__all__ = ["drafts", "questions_about", "suggestions"]

_THE = re.compile(r"\b[Tt]he $")
_ENOUGH, _SOURCES, _TRIED = 2, 6, 6
_WORDS, _NAMES, _NEAR = 2, 3, 10
"""Words at the end of what is typed, names that they may mean, and sentences that tell of these."""


def drafts(facts: Sequence[StoredFact], text: str) -> Iterator[str]:
    """Questions that an article may answer by its facts: what somebody said of a name, who somebody is."""
    for stored in facts:
        if isinstance(stored.fact, Statement) and not stored.fact.anonymous:
            names = [f.fact for f in facts if f.sentence == stored.sentence and isinstance(f.fact, Mention)]
            yield from _on_statement(stored.fact, names, text)
    for stored in facts:
        if isinstance(stored.fact, Role):
            yield f"Who is {stored.fact.entity}?"


def _on_statement(said: Statement, names: Sequence[Mention], text: str) -> Iterator[str]:
    """What a speaker with a name says of the first name that the statement is about."""
    about = next((name for name in names if _is_topic(name, said, text)), None)
    if about is not None and said.speaker[:1].isupper():
        speaker = next((name for name in names if name.entity == said.speaker), None)
        who = _article(speaker, text) + said.speaker
        yield f"What did {who} say about {_article(about, text)}{about.text}?"


def _is_topic(name: Mention, said: Statement, text: str) -> bool:
    """A name with which that begins what is said, other than the speaker's; later ones may stand aside."""
    return (
        name.kind in {"place", "organisation", "person"}
        and name.entity != said.speaker
        and said.content.start <= name.start < said.content.end
        and all(word.text.casefold() in STOPWORDS for word in words(text[said.content.start : name.start]))
    )


def _article(name: Mention | None, text: str) -> str:
    """The article that the text gives the name ("the Guardian"), as a question writes it."""
    return "the " if name is not None and _THE.search(text, 0, name.start) else ""


def suggestions(searched: Searchable) -> tuple[str, ...]:
    """At most two questions, each of which gets an answer; the same ones while nothing changes."""
    return _suggestions(
        cast("Hashable", searched.store), cast("Hashable", searched.index), searched.store.generation
    )


def questions_about(typed: str, searched: Searchable, most: int) -> tuple[str, ...]:
    """At most so many questions that the sentences which tell most of what is typed may answer."""
    meant = _meant(typed, searched)
    wanted = dict.fromkeys(terms(" ".join(meant)), 1.0)
    found: dict[str, None] = {}
    if wanted:
        near = [one.sentence for one in proposed(wanted, _NEAR, corpus_of(searched.store), searched.index)]
        told = searched.store.facts(sentences=near)
        for source in dict.fromkeys(one.source for one in searched.store.sentences(near)):
            facts = [one for one in told if one.source == source]
            asked = drafts(facts, searched.store.article(source).text)
            found |= dict.fromkeys(one for one in asked if any(name in one for name in meant))
    return tuple(found)[:most]


def _meant(typed: str, searched: Searchable) -> tuple[str, ...]:
    """The names that may be meant by the last words typed: by the most words, and without a slip if any."""
    said = typed.split()[-_WORDS:]
    ends = [" ".join(said[first:]) for first in range(len(said))]
    ends = [text for text in ends if len(text) > 2 and text.casefold() not in STOPWORDS]
    names = searched.store.names
    begun = (names.starting(text, _NAMES) for text in ends)
    return next(filter(None, begun), ()) or next(
        filter(None, (completions(text, searched.store, _NAMES) for text in ends)), ()
    )


@lru_cache(maxsize=64)  # as many libraries as a process keeps open
def _suggestions(
    store: Hashable,
    index: Hashable,
    generation: int,  # noqa: ARG001 - for the cache
) -> tuple[str, ...]:
    """By the letters alone: what they answer is answered with meaning, too, or nearly so, and it is cheap."""
    searched = Searchable(cast("Store", store), cast("Index", index))
    kept: list[str] = []
    for source in searched.store.newest(_SOURCES):
        facts = searched.store.facts(sources=[source.id])
        tried = list(dict.fromkeys(drafts(facts, searched.store.article(source.id).text)))[:_TRIED]
        answered = (one for one in tried if one not in kept and judge(one, searched).confidence >= CAUTION)
        kept += [one for one in (next(answered, None),) if one is not None]
        if len(kept) == _ENOUGH:
            break
    return tuple(kept)

"""Sentences → passages for the reader: each with the sentence before it, its article's title and day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.model import Sentence
from knowledge.protocols import Passage

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["passages_of"]


def passages_of(sentences: Sequence[Sentence], store: Store) -> list[Passage]:
    """In the order of the sentences; read from the store in two calls."""
    # The ids of an article's sentences follow each other, so the one before has the id before.
    before = {one.id: one for one in store.sentences([sentence.id - 1 for sentence in sentences])}
    sources = {source.id: source for source in store.sources({one.source for one in sentences})}
    found = []
    for sentence in sentences:
        earlier, source = before.get(sentence.id - 1), sources[sentence.source]
        text = earlier.text if earlier is not None and earlier.source == sentence.source else ""
        found.append(Passage(sentence.text, text, source.title, source.published))
    return found

"""Looking into a library, for tests."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.indexing import OpenLibrary
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.proposing import proposed
from knowledge.text.words import normal_form

Opening = Callable[..., OpenLibrary]


def texts(library: OpenLibrary) -> dict[str, list[str]]:
    """Every sentence by source."""
    return {s.id: [n.text for n in library.store.sentences_of(s.id)] for s in library.store.sources()}


def found(library: OpenLibrary, word: str, k: int = 100) -> list[str]:
    """The sources in which the index finds a word."""
    proposals = proposed({normal_form(word): 1.0}, k, corpus_of(library.store), library.index)
    ids = [one.sentence for one in proposals]
    return sorted({sentence.source for sentence in library.store.sentences(ids)})

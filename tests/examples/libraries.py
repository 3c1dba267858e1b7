"""Looking into a library, for tests."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.indexing import OpenLibrary
from knowledge.text.words import normal_form

Opening = Callable[..., OpenLibrary]


def texts(library: OpenLibrary) -> dict[str, list[str]]:
    """Every sentence by source."""
    return {s.id: [n.text for n in library.store.sentences_of(s.id)] for s in library.store.sources()}


def found(library: OpenLibrary, word: str, k: int = 100) -> list[str]:
    """The sources in which the index finds a word."""
    ids = [candidate.sentence for candidate in library.index.candidates({normal_form(word): 1.0}, k)]
    return sorted({sentence.source for sentence in library.store.sentences(ids)})

"""Articles → a store and an index that live in memory, for tests and small sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.indexing.prepare import prepared, put
from knowledge.model import Article
from knowledge.retrieval.searchable import Searchable
from knowledge.storage.memory_index import MemoryIndex
from knowledge.storage.sqlite_store import SqliteStore, open_store

__all__ = ["InMemory", "in_memory"]


@dataclass(frozen=True, slots=True)
class InMemory:
    """A store and its index; gone when nobody holds them any more."""

    store: SqliteStore
    index: MemoryIndex

    @property
    def searched(self) -> Searchable:
        """Ready for questions, by the letters alone."""
        return Searchable(self.store, self.index)


def in_memory(articles: Iterable[Article]) -> InMemory:
    """A store with these articles, their sentences and facts, and an index that has followed it."""
    store, index = open_store(), MemoryIndex()
    index.apply(put(store, prepared(article)) for article in articles)
    return InMemory(store, index)

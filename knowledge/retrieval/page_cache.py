"""What was read of sentences, kept for a whole process: by store and sentence, bounded in bytes.

A sentence never changes, and its number is never used twice: what is known of it outlives every change of its
library, and every closing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

__all__ = ["SHARED", "Page", "PageCache"]

MEGABYTE = 1 << 20
DEFAULT = 64 * MEGABYTE


class Page(Protocol):
    """What is kept."""

    @property
    def size(self) -> int:
        """Bytes, about."""
        ...


class PageCache:
    """Any number of threads may use it; the longest unused half goes when it is full."""

    def __init__(self, limit: int = DEFAULT) -> None:
        self._limit = limit
        self._recent: dict[tuple[str, int], Page] = {}
        self._older: dict[tuple[str, int], Page] = {}
        self._bytes = 0

    def bound(self, limit: int) -> None:
        """Hold this many bytes at most from now on."""
        self._limit = limit

    def known(self, store: str, sentences: Iterable[int]) -> dict[int, Page]:
        """Those of the sentences that are kept."""
        found = {}
        for number in sentences:
            key = store, number
            page = self._recent.get(key)
            if page is None and (page := self._older.get(key)) is not None:
                self._keep(key, page)
            if page is not None:
                found[number] = page
        return found

    def add(self, store: str, pages: Mapping[int, Page]) -> None:
        """Keep these."""
        for number, page in pages.items():
            self._keep((store, number), page)

    def _keep(self, key: tuple[str, int], page: Page) -> None:
        self._recent[key] = page
        self._bytes += page.size
        if self._bytes > self._limit // 2:
            self._older, self._recent, self._bytes = self._recent, {}, 0


SHARED: Final = PageCache()
"""Of all libraries of the process: a question to one makes room for itself among what the others hold."""

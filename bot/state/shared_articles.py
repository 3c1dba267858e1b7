"""What a followed library holds, as a file: servers with articles of their own read it beside those."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.protocols import Library
from knowledge.ingest import rows

__all__ = ["SharedArticles"]

_NAME: Final = "shared.jsonl"


class SharedArticles:
    """Written by one process of a folder; each change of the library makes it anew."""

    def __init__(self, home: Path) -> None:
        self.path = home / _NAME
        self._generation: int | None = None

    def write(self, library: Library) -> None:
        """Bring the file level with the library. Raises StorageError."""
        fresh = library.freshness()
        generation = fresh.generation if fresh else None
        if self._generation is None or generation != self._generation:
            rows.keep(self.path, (rows.row_of(library.article(one.id)) for one in library.sources()))
            self._generation = generation

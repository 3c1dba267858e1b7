"""The folder in which a server's articles lie: those of a feed and a day in one file of JSON Lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from knowledge.feeds.pages import digest
from knowledge.ingest import rows
from knowledge.model import Article

__all__ = ["ArticleFolder"]


class ArticleFolder:
    """Files that are whole at every moment. One process writes at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @staticmethod
    def file_for(feed: str, at: float) -> str:
        """The name of the file for what a feed brings at a moment."""
        return f"feed-{datetime.fromtimestamp(at, UTC):%Y%m%d}-{digest(feed)[:10]}.jsonl"

    def article(self, file: str, identity: str) -> Article | None:
        """An article of a file."""
        found = (row for row in rows.read_rows(self._folder / file) if row["id"] == identity)
        return next(map(rows.article_of, found), None)

    def put(self, file: str, article: Article) -> None:
        """Put an article into its file, in place of its edition before. Raises StorageError."""
        identity = article.source.id
        line = json.dumps(rows.row_of(article), ensure_ascii=False)
        kept = self._others(file, identity)
        rows.put(self._folder / file, "".join(f"{one}\n" for one in (*kept, line)))

    def remove(self, file: str, identity: str) -> None:
        """Take an article away. Raises StorageError."""
        rows.put(self._folder / file, "".join(f"{one}\n" for one in self._others(file, identity)))

    def _others(self, file: str, identity: str) -> list[str]:
        found = rows.lines(self._folder / file)
        return [line for line, row in found if row is None or row["id"] != identity]

"""What is not to be quoted: articles and sentences that somebody has hidden, in a file beside the articles.

A folder of sources may hold it; it counts for all sources of its library, and only there. What is hidden is
neither indexed nor found; articles with a hidden sentence keep the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from knowledge.model import Article

__all__ = ["HIDDEN", "NOTHING", "Hidden", "hidden_in"]

HIDDEN: Final = ".hidden.json"
"""The file's name; a list of ``{"source": …, "sentence": …}``, without a sentence for a whole article."""


class Hidden(NamedTuple):
    """Sources that are hidden whole, and of others the words of hidden sentences."""

    articles: frozenset[str]
    sentences: Mapping[str, frozenset[str]]

    @property
    def mark(self) -> str:
        """Differs where something else is hidden; empty for nothing."""
        told = repr((sorted(self.articles), sorted((s, sorted(w)) for s, w in self.sentences.items())))
        return f":{blake2b(told.encode(), digest_size=6).hexdigest()}" if self != NOTHING else ""

    def shown(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        """The articles that are not hidden whole."""
        return tuple(article for article in articles if article.source.id not in self.articles)

    def of(self, source: str) -> frozenset[str]:
        """The words of the sentences of an article that are hidden."""
        return self.sentences.get(source, frozenset())


NOTHING: Final = Hidden(frozenset(), {})


def hidden_in(sources: Sequence[Path]) -> Hidden:
    """What is hidden by the files in these folders; a file that cannot be read hides nothing."""
    articles: set[str] = set()
    sentences: dict[str, frozenset[str]] = {}
    for one in (entry for folder in sources for entry in _entries(folder / HIDDEN)):
        source, words = one.get("source", ""), one.get("sentence", "")
        if words:
            sentences[source] = sentences.get(source, frozenset()) | {words}
        elif source:
            articles.add(source)
    return Hidden(frozenset(articles), sentences)


def _entries(file: Path) -> list[dict[str, str]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

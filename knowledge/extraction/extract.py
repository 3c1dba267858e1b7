"""An article's sentences → all facts in them, by the extractors in turn."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.extraction import aliases, described, events, figures, kinship, names, roles, statements
from knowledge.extraction.registry import Extraction, Extractor
from knowledge.model import Article, Fact, Sentence
from knowledge.temporal import timexes

__all__ = ["EXTRACTORS", "extract"]

EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("times", lambda x: timexes.find(x.article.text, published=x.article.source.published)),
    names.EXTRACTOR,
    aliases.EXTRACTOR,
    described.EXTRACTOR,
    figures.EXTRACTOR,
    roles.EXTRACTOR,
    statements.EXTRACTOR,
    events.EXTRACTOR,
    kinship.EXTRACTOR,
)
"""Each may use what those before it found."""


def extract(
    article: Article, sentences: Sequence[Sentence], *, extractors: Sequence[Extractor] = EXTRACTORS
) -> list[Fact]:
    """Every fact of the article in the order of the text; spans lie in its body."""
    found = Extraction(article, tuple(sentences))
    for extractor in extractors:
        found = found.and_also(extractor.find(found))
    return list(found.facts)

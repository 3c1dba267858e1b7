"""An article's sentences → all facts in them, each by the finder that owns its kind."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.extraction import aliases, described, events, figures, names, roles, statements
from knowledge.model import Article, Fact, Sentence
from knowledge.temporal import timexes

__all__ = ["extract"]


def extract(article: Article, sentences: Sequence[Sentence]) -> list[Fact]:
    """Every fact of the article in the order of the text; spans lie in its body."""
    dated = timexes.find(article.text, published=article.source.published)
    mentions = names.find(article, sentences)
    held = roles.find(article, sentences, mentions)
    told = statements.find(sentences, timexes=dated, mentions=mentions, roles=held)
    found: list[Fact] = [
        *dated,
        *mentions,
        *aliases.find(article, sentences, mentions),
        *described.find(article.source.title, sentences, mentions),
        *figures.find(article, sentences, timexes=dated, mentions=mentions),
        *held,
        *told,
        *events.find(article, sentences, timexes=dated, mentions=mentions, statements=told),
    ]
    return sorted(found, key=lambda fact: (fact.start, fact.end, fact.fact))

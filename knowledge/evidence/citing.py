"""Sentences → citations whose quotations are checked against the article's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.errors import IndexDamagedError
from knowledge.model import Article, Citation, Sentence, Span

if TYPE_CHECKING:
    from knowledge.protocols import Store, StoredFact

__all__ = ["Around", "Quoted", "Stance", "around", "citations", "cite"]

Stance = Literal["supports", "differs", "nearest"]


class Quoted(NamedTuple):
    """A sentence to be shown, and as what."""

    sentence: Sentence
    stance: Stance
    score: float = 0.0
    span: Span | None = None
    """Of the article's text, where only a part of the sentence is quoted."""


class Around(NamedTuple):
    """The sentences and articles in which facts stand, read once."""

    sentences: Mapping[int, Sentence]
    articles: Mapping[str, Article]

    def cited(self, stored: StoredFact, n: int) -> Citation:
        """The fact's sentence as citation ``n``; raises as ``citations`` does."""
        return _citation(
            Quoted(self.sentences[stored.sentence], "supports", 1.0), self.articles[stored.source], n
        )

    def text(self, stored: StoredFact) -> str:
        """Of the fact's article."""
        return self.articles[stored.source].text


def around(facts: Iterable[StoredFact], store: Store) -> Around:
    """What stands around the facts."""
    told = tuple(facts)
    sentences = store.sentences(sorted({one.sentence for one in told}))
    articles = {source: store.article(source) for source in sorted({one.source for one in told})}
    return Around({one.id: one for one in sentences}, articles)


def citations(
    quoted: Iterable[Quoted], store: Store, articles: dict[str, Article] | None = None
) -> tuple[Citation, ...]:
    """The sentences as citations, numbered from 1; each article is read once, and added to ``articles``.

    Raises IndexDamagedError when the store's sentence is not what its article says at that place.
    """
    articles = {} if articles is None else articles
    found = []
    for n, one in enumerate(quoted, 1):
        if one.sentence.source not in articles:
            articles[one.sentence.source] = store.article(one.sentence.source)
        found.append(_citation(one, articles[one.sentence.source], n))
    return tuple(found)


def cite(
    sentence: Sentence,
    store: Store,
    *,
    n: int,
    stance: Stance,
    score: float = 0.0,
    span: Span | None = None,
) -> Citation:
    """One sentence as citation ``n``, or only ``span`` (of the article's text) of it; raises the same."""
    return _citation(Quoted(sentence, stance, score, span), store.article(sentence.source), n)


def _citation(quoted: Quoted, article: Article, n: int) -> Citation:
    sentence = quoted.sentence
    if article.text[sentence.start : sentence.end] != sentence.text:
        raise IndexDamagedError(
            f"{sentence.source}: sentence {sentence.number} is not what the article says there; "
            "run 'dateline index' to build the index anew"
        )
    start, end = quoted.span or (sentence.start, sentence.end)
    source = article.source
    return Citation(
        n=n,
        source=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        published_basis=source.published_basis,
        kind=source.kind,
        paragraph=sentence.paragraph,
        sentence=sentence.number,
        start=start,
        end=end,
        quote=article.text[start:end],
        stance=quoted.stance,
        score=round(min(1.0, max(0.0, quoted.score)), 4),
        url=source.url or _address(source.original),
    )


def _address(original: str | None) -> str | None:
    """Where the article that a digest retells stands on the web; None where it is a file."""
    return original if original is not None and original.startswith(("https://", "http://")) else None

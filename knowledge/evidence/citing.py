"""A sentence → a citation whose quotation is checked against the article's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knowledge.errors import IndexDamagedError
from knowledge.model import Citation, Sentence, Span

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["cite"]


def cite(
    sentence: Sentence,
    store: Store,
    *,
    n: int,
    stance: Literal["supports", "differs", "nearest"],
    score: float = 0.0,
    span: Span | None = None,
) -> Citation:
    """The sentence as citation ``n``, or only ``span`` (of the article's text) of it.

    Raises IndexDamagedError when the store's sentence is not what its article says at that place.
    """
    article = store.article(sentence.source)
    if article.text[sentence.start : sentence.end] != sentence.text:
        raise IndexDamagedError(
            f"{sentence.source}: sentence {sentence.number} is not what the article says there; "
            "run 'dateline index' to build the index anew"
        )
    start, end = span or (sentence.start, sentence.end)
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
        stance=stance,
        score=round(min(1.0, max(0.0, score)), 4),
        url=source.url,
    )

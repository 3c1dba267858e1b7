"""An article as the program sees it: its sentences, and for one sentence its facts with their rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnknownSourceError

if TYPE_CHECKING:
    from knowledge.api import Library
    from knowledge.model import Sentence

__all__ = ["shown"]


def shown(library: Library, source: str, number: int | None) -> Iterator[dict[str, Any]]:
    """Rows with a readable ``line``: every sentence, or one and its facts. Raises UnknownSourceError."""
    sentences = library.sentences_of(library.article(source).source.id)
    if number is None:
        for sentence in sentences:
            yield _row(sentence)
        return
    chosen = [sentence for sentence in sentences if sentence.number == number]
    if not chosen:
        raise UnknownSourceError(f"{source} has sentences 1 to {len(sentences)}, not {number}")
    yield _row(chosen[0])
    article = library.article(source)
    for fact in library.facts_of(chosen[0]):
        words = article.text[fact.start : fact.end]
        told = fact.model_dump(mode="json")
        hidden = ("start", "end", "rule", "fact")
        kept = ((k, v) for k, v in told.items() if k not in hidden and v not in (None, "", []))
        details = ", ".join(f"{name} {value}" for name, value in kept)
        yield {**told, "line": f"    {fact.fact} “{words}” by {fact.rule}: {details}"}


def _row(sentence: Sentence) -> dict[str, Any]:
    where = f"paragraph {sentence.paragraph}, {sentence.start}–{sentence.end}"
    line = f"#{sentence.number} ({where}) {sentence.text}"
    return {**sentence._asdict(), "line": line}

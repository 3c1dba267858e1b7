"""An article as the program sees it: its sentences, and for one sentence its facts with their rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnknownSourceError
from knowledge.model import Period, Span
from knowledge.text.wording import between

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.model import Fact, Sentence

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
        details = "; ".join(_details(fact, article.text))
        line = f"    {fact.fact} “{words}” by {fact.rule}{': ' if details else ''}{details}"
        yield {**fact.model_dump(mode="json"), "line": line}


_UNTOLD = ("start", "end", "rule", "fact", "text", "context")
"""What the beginning of the line tells, and normal forms of words, which are no words for people."""


def _details(fact: Fact, text: str) -> Iterator[str]:
    """What else is held of a fact, field by field, in words."""
    for name in type(fact).model_fields:
        value = getattr(fact, name)
        if name in _UNTOLD or value is None or value is False or value in ("", ()):
            continue
        label = name.replace("_", " ")
        yield label if value is True else f"{label} {_in_words(value, text)}"


def _in_words(value: object, text: str) -> str:
    if isinstance(value, Period):
        return _days(value)
    if isinstance(value, Span):
        return f"“{text[value.start : value.end]}”"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:,.15g}" if isinstance(value, float) else str(value)


_PART = {"start": "start of ", "mid": "middle of ", "end": "end of ", "approx": "about "}


def _days(period: Period) -> str:
    part = _PART.get(period.modifier or "", "")
    first, last = period.first, period.last
    if first and last:
        return part + between(first, last)
    if one := first or last:
        return f"{'from' if first else 'by'} {part}{between(one, one)}"
    return "any day"


def _row(sentence: Sentence) -> dict[str, Any]:
    where = f"paragraph {sentence.paragraph}, {sentence.start}–{sentence.end}"
    line = f"#{sentence.number} ({where}) {sentence.text}"
    return {**sentence._asdict(), "line": line}

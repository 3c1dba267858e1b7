"""A paragraph's sentences as spans: boundaries by the library sentencex, then two rules of news text."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from knowledge.model import Article, Sentence, Span

__all__ = ["sentences", "split"]

_CONTINUES = re.compile(r"[a-z,;)\]]")


def split(paragraph: str) -> list[Span]:
    """Spans of the sentences in order, white space around them left out, nothing else.

    >>> [(s.start, s.end) for s in split("He met U.S. Pres. Obama. Then he left.")]
    [(0, 24), (25, 38)]
    """
    spans: list[Span] = []
    for piece in _pieces(paragraph):
        text = paragraph[piece.start : piece.end]
        start = piece.start + len(text) - len(text.lstrip())
        end = piece.end - len(text) + len(text.rstrip())
        if start >= end:
            continue
        if spans and _CONTINUES.match(paragraph[start]):
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return spans


def _pieces(paragraph: str) -> list[Span]:
    """The library's boundaries, made to follow each other without gap or overlap, whatever it returns."""
    ends = sorted({b["end_index"] for b in get_sentence_boundaries("en", paragraph)} | {len(paragraph)})
    starts = [0, *ends[:-1]]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def sentences(article: Article) -> list[Sentence]:
    """All sentences of an article in reading order, not yet numbered by a store (id 0)."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(article.paragraphs, 1):
        for span in split(article.text[start:end]):
            a, b = start + span.start, start + span.end
            found.append(Sentence(0, article.source.id, number, len(found) + 1, a, b, article.text[a:b]))
    return found

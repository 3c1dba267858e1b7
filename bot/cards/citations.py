"""A quotation and where it stands: words, publisher, day, paragraph, and a link to the sentence."""

from __future__ import annotations

import re
from datetime import date

from bot import messages as m
from bot.cards.card import Piece, Text
from bot.cards.fragment import fragment
from knowledge.model import Citation, Span

__all__ = ["origin", "place", "published", "quotation"]

_ADDRESS = re.compile(r"https?://[^\s<>]+")
LONGEST_QUOTATION = 1200
"""Characters of a quotation that are shown; longer ones keep what surrounds the answering phrase."""


def quotation(words: str, highlight: Span | None = None) -> Text:
    """The words as they stand, the answering phrase strong; a very long one is cut outside the phrase."""
    if highlight is None:
        shown = words if len(words) <= LONGEST_QUOTATION else words[:LONGEST_QUOTATION] + " […]"
        return Text((Piece("“" + shown + "”"),), "quote")
    start, end = _whole_addresses(words, highlight)
    before, after = words[:start], words[end:]
    spare = max(0, LONGEST_QUOTATION - (end - start)) // 2
    if len(words) > LONGEST_QUOTATION:
        before = "[…] " + before[len(before) - spare :] if len(before) > spare else before
        after = after[:spare] + " […]" if len(after) > spare else after
    return Text((Piece("“" + before), Piece(words[start:end], strong=True), Piece(after + "”")), "quote")


def _whole_addresses(words: str, highlight: Span) -> Span:
    """The phrase with the whole of an address that it holds a part of: one that is cut cannot be followed."""
    start, end = highlight
    for found in _ADDRESS.finditer(words):
        if start < found.end() and found.start() < end:
            start, end = min(start, found.start()), max(end, found.end())
    return Span(start, end)


def origin(c: Citation) -> Text:
    """One line of source: publisher, date, paragraph, whether it is a digest, and a link to the sentence."""
    pieces = [Piece("— "), *place(c)]
    if c.url:
        # A digest's words are not the article's: its link opens the article as a whole.
        target = fragment(c.url, c.quote) if c.kind == "article" else c.url
        pieces += [Piece(" · "), Piece(m.OPEN if c.kind == "article" else m.OPEN_ARTICLE, url=target)]
    return Text(tuple(pieces), "small")


def place(c: Citation) -> list[Piece]:
    """Publisher, date, paragraph, and whether it is a digest, in pieces."""
    pieces = [Piece(c.publisher or c.title), Piece(", ")]
    pieces += published(c.published, inferred=c.published_basis == "inferred")
    pieces.append(Piece(", " + m.PARAGRAPH.format(c.paragraph)))
    return [*pieces, Piece(f" ({m.DIGEST})")] if c.kind == "digest" else pieces


def published(day: date | None, *, inferred: bool = False) -> list[Piece]:
    """The date in pieces, "about" before an inferred one."""
    if day is None:
        return [Piece(m.UNDATED)]
    return [Piece(m.ABOUT), Piece("", day=day)] if inferred else [Piece("", day=day)]

"""Sources as cards: a page of them, or one with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot import messages as m
from bot.cards.card import Block, Card, Piece, Text, heading, note
from bot.cards.citations import published, quotation
from bot.cards.plain import turning
from knowledge.model import Source

__all__ = ["article_line", "source", "source_line", "sources"]

SOURCES_A_PAGE = 8


def source_line(s: Source) -> Text:
    """One source: title, publisher, date, and its name for /source."""
    pieces = [Piece(s.title, strong=True), Piece(f"\n{s.publisher or m.UNKNOWN_PUBLISHER}, ")]
    pieces += published(s.published, inferred=s.published_basis == "inferred")
    if s.kind == "digest":
        pieces.append(Piece(f" ({m.DIGEST})"))
    return Text(tuple(pieces))


def sources(found: Sequence[Source], page: int = 0, *, away: Sequence[str] = ()) -> Card:
    """A page of sources, with buttons to turn it; ``away`` are folders that hold nothing any more."""
    if not found:
        return Card((Text((Piece(m.NO_SOURCES),)),))
    pages = -(-len(found) // SOURCES_A_PAGE)
    page = min(max(page, 0), pages - 1)
    lines = tuple(source_line(s) for s in found[page * SOURCES_A_PAGE :][:SOURCES_A_PAGE])
    notes = [note(m.SOURCES_AWAY.format(", ".join(away)))] if away else []
    return Card((heading(m.SOURCES), *lines, *notes, *turning("sources_page", page, pages)))


def source(s: Source, paragraphs: Sequence[str]) -> Card:
    """One source: all that is known of it, and how it begins."""
    known = [Piece(s.publisher or m.UNKNOWN_PUBLISHER), Piece(", ")]
    known += published(s.published, inferred=s.published_basis == "inferred")
    if s.author:
        known.append(Piece(", " + m.BY_AUTHOR.format(s.author)))
    details = [m.SOURCE_KINDS[s.kind], m.counted(len(paragraphs), "paragraph")]
    if s.published:
        details.append(m.DATED_BY[s.published_basis])
    if s.left_out:
        details.append(m.LEFT_OUT.format(m.counted(s.left_out, "piece")))
    blocks: list[Block] = [heading(s.title), Text(tuple(known)), note(" · ".join(details))]
    if s.published_reason:
        blocks.append(note(s.published_reason))
    if s.url:
        blocks.append(note(Piece(m.OPEN_ARTICLE, url=s.url)))
    if paragraphs:
        blocks.append(quotation(paragraphs[0]))
    blocks.append(note(s.id))
    return Card(tuple(blocks))


def article_line(row: Mapping[str, Any]) -> Text:
    """One article of a server's own, as it stands on disk."""
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    pieces = [Piece(row["title"], strong=True), Piece(f"\n{row.get('publisher') or m.UNKNOWN_PUBLISHER}, ")]
    pieces += published(day, inferred=row.get("published_basis") == "inferred")
    pieces.append(Piece(", " + m.counted(len(row["paragraphs"]), "paragraph")))
    return Text(tuple(pieces))

"""Cards of our own words alone, and what many cards have: questions to ask, pages to turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot import messages as m
from bot.cards.card import Block, Button, Card, Piece, Row, Text, heading, note

__all__ = ["asked", "examples", "linked", "plainly", "said", "trouble", "turning"]


def plainly(words: str) -> Card:
    """One calm sentence."""
    return Card((Text((Piece(words),)),))


def linked(words: str, label: str, url: str) -> Card:
    """One calm sentence, with a link."""
    return Card((Text((Piece(words + " · "), Piece(label, url=url))),))


def trouble(words: str = m.PONG_TROUBLE) -> Card:
    """One calm sentence about something that went wrong."""
    return Card((Text((Piece(words),)),), "trouble")


def said(lines: Iterable[str]) -> Card:
    """Paragraphs of our own words; the first is the heading."""
    first, *rest = lines
    return Card((heading(first), *(Text((Piece(line),)) for line in rest)))


def asked(title: str, questions: Sequence[str]) -> Text:
    """Two questions that could be asked, under a title."""
    return Text((Piece(title, strong=True), *(Piece(f"\n• {question}") for question in questions[:2])))


def examples(words: str, questions: Sequence[str]) -> Card:
    """A sentence, and questions that could be asked."""
    blocks = (Text((Piece(words),)), *((asked(m.FOR_EXAMPLE, questions),) if questions else ()))
    return Card(blocks)


def turning(action: str, page: int, pages: int, ref: int = 0) -> Iterator[Block]:
    """Page number and buttons, where there is more than one page."""
    if pages > 1:
        yield note(m.PAGE.format(page + 1, pages))
        row = []
        if page > 0:
            row.append(Button(m.BUTTONS["earlier"], action, ref, str(page - 1)))
        if page < pages - 1:
            row.append(Button(m.BUTTONS["later"], action, ref, str(page + 1)))
        yield Row(tuple(row))

"""A card in the terminal: drawn by rich for people, as plain lines for a pipe.

Sentences that name what only Discord has are said as ``messages.TYPED`` has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot import messages as m
from bot.cards.card import Card, Channels, Choices, Picture, Piece, Row, Rule, Text
from bot.cards.directions import settled
from bot.messages.dates import Dates, written

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text as RichText

__all__ = ["commands", "drawn", "files", "plain"]

_FRAME: Final = {
    "answer": "green", "silence": "bright_black", "differs": "yellow", "note": "blue", "trouble": "red",
}  # fmt: skip


def plain(card: Card, dates: Dates = "reader") -> Iterator[str]:
    """The card's words, line by line."""
    for block in card.blocks:
        if isinstance(block, Text):
            yield from _words(block, dates).splitlines()
        elif isinstance(block, Picture):
            yield f"{block.name}: {block.alt}"


def commands(card: Card) -> Iterator[str]:
    """What can be typed to go on from the card, line by line, in place of its buttons and menus."""
    for block in card.blocks:
        if isinstance(block, Row | Choices):
            yield from _typed(block).splitlines()


def _typed(block: Row | Choices) -> str:
    if isinstance(block, Choices):
        return "\n".join(f"/{block.action} {o.value}: {o.label}" for o in block.options)
    return "  ".join(f"/{b.action} {b.argument}".strip() for b in block.buttons)


def files(card: Card) -> Iterator[tuple[str, bytes]]:
    """Pictures and attachments, by name."""
    yield from ((block.name, block.data) for block in card.blocks if isinstance(block, Picture))
    if card.attachment is not None:
        yield card.attachment


def _words(block: Text, dates: Dates) -> str:
    indent = "  " if block.kind == "small" else ""
    return indent + "".join(_shown(piece, dates) for piece in block.pieces)


def _shown(piece: Piece, dates: Dates) -> str:
    if piece.day is not None:
        return written(piece.day, dates)
    if piece.channel is not None:
        return m.TERMINAL_CHANNEL
    return (
        f"person {piece.person}" if piece.person is not None else settled(m.TYPED.get(piece.text, piece.text))
    )


def drawn(card: Card, dates: Dates = "reader") -> RenderableType:
    """The card as a framed panel; buttons stand as the words that one types instead."""
    from rich.console import Group
    from rich.panel import Panel
    from rich.rule import Rule as Line
    from rich.text import Text as Styled

    parts: list[RenderableType] = []
    for block in card.blocks:
        match block:
            case Text():
                parts.append(_styled(block, dates))
            case Rule():
                parts.append(Line(style="bright_black"))
            case Row():
                parts.append(Styled(_typed(block), style="cyan"))
            case Choices():
                parts.append(Styled(_typed(block)))
            case Channels():
                pass  # there are none in a terminal
            case Picture():
                parts.append(Styled(f"{block.name}: {block.alt}", style="italic"))
    return Panel(Group(*parts), border_style=_FRAME[card.tone], width=None)


def _styled(block: Text, dates: Dates) -> RichText:
    from rich.text import Text as Styled

    base = {"heading": "bold", "small": "bright_black", "quote": "italic", "plain": ""}[block.kind]
    out = Styled(style=base)
    for piece in block.pieces:
        words = _shown(piece, dates)
        style = "bold not italic" if piece.strong else f"link {piece.url}" if piece.url else ""
        out.append(words, style=style)
    return out

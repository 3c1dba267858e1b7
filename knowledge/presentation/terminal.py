"""Styled lines on a terminal, by rich."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from knowledge.presentation.lines import Line

__all__ = ["show", "text"]

STYLES = {
    "plain": "",
    "quote": "",
    "answer": "bold",
    "source": "dim",
    "note": "italic",
    "heading": "bold cyan",
    "good": "green",
    "bad": "yellow",
}


def text(line: Line) -> Text:
    """A line as rich draws it; nothing in it is taken for markup."""
    return Text.assemble(*((piece.text, STYLES[piece.style]) for piece in line))


def show(lines: Iterable[Line], console: Console | None = None) -> None:
    """Print the lines, wrapped at the terminal's width; what goes on keeps the indent of its line."""
    console = console or Console(highlight=False)
    for line in lines:
        styled = text(line)
        indent = len(styled.plain) - len(styled.plain.lstrip(" "))
        console.print(Padding(styled[indent:], (0, 0, 0, indent)) if 0 < indent < len(styled) else styled)

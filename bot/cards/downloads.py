"""Something to take away: the choice of what kind of file, and the file."""

from __future__ import annotations

from collections.abc import Sequence

from bot import messages as m
from bot.cards.card import Button, Card, Row, Text, heading, text

__all__ = ["download", "downloads"]


def downloads(action: str, ref: int, kinds: Sequence[str]) -> Card:
    """A button for each kind of file; ``action`` makes the file of the kind that comes as its argument."""
    row = Row(tuple(Button(m.FILE_KINDS[kind], action, ref, kind) for kind in kinds))
    return Card((heading(m.DOWNLOADS), row))


def download(name: str, content: bytes, shown: Text | None = None) -> Card:
    """The file, under what it holds where that is short enough to be shown."""
    return Card((shown or text(m.DOWNLOADED.format(name)),), attachment=(name, content))

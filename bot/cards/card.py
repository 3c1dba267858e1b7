"""What a message says, as values: blocks of text, buttons and pictures, for Discord and the terminal alike.

Texts hold the words themselves; escaping is the business of whatever draws them.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

__all__ = [
    "Block", "Button", "Card", "Channels", "Choices", "Field", "Form", "Option", "Picture", "Piece", "Row",
    "Rule", "Text", "Tone", "custom_id", "heading", "note", "text",
]  # fmt: skip

Tone = Literal["answer", "silence", "differs", "note", "trouble"]


class Piece(NamedTuple):
    """Words in one style; a ``day``, a ``person`` or a ``channel`` is shown instead, in the reader's way."""

    text: str
    strong: bool = False
    url: str | None = None
    day: date | None = None
    person: int | None = None
    channel: int | None = None


class Text(NamedTuple):
    """A paragraph. Headings and small print are one line each."""

    pieces: tuple[Piece, ...]
    kind: Literal["plain", "quote", "heading", "small"] = "plain"


class Rule(NamedTuple):
    """A line across."""


class Button(NamedTuple):
    """A click: ``action`` on the exchange ``ref``; ``argument`` is the action's own, up to 60 characters."""

    label: str
    action: str
    ref: int = 0
    argument: str = ""
    style: Literal["plain", "main", "good", "bad"] = "plain"


class Row(NamedTuple):
    """One to five buttons side by side."""

    buttons: tuple[Button, ...]


class Option(NamedTuple):
    """One line of a menu."""

    label: str
    value: str
    about: str = ""
    chosen: bool = False


class Choices(NamedTuple):
    """A menu of 1 to 25 options."""

    action: str
    prompt: str
    options: tuple[Option, ...]
    ref: int = 0
    argument: str = ""


class Channels(NamedTuple):
    """A menu of the server's channels, roles or people, with those chosen already."""

    action: str
    prompt: str
    chosen: tuple[int, ...] = ()
    of: Literal["channels", "roles", "people"] = "channels"


class Picture(NamedTuple):
    """A PNG with the words that stand for it."""

    name: str
    data: bytes
    alt: str


Block = Text | Rule | Row | Choices | Channels | Picture


class Card(NamedTuple):
    """A message. ``attachment`` is a file's name and content to send along."""

    blocks: tuple[Block, ...]
    tone: Tone = "note"
    attachment: tuple[str, bytes] | None = None


class Field(NamedTuple):
    """A line, a long text or a choice in a form."""

    name: str
    label: str
    value: str = ""
    long: bool = False
    required: bool = True
    options: tuple[Option, ...] = ()
    limit: int = 300


class Form(NamedTuple):
    """A form of one to five fields; sent in, it comes back under ``action``."""

    title: str
    action: str
    fields: tuple[Field, ...]
    ref: int = 0
    argument: str = ""


def custom_id(action: str, ref: int, argument: str = "") -> str:
    """The name by which a click finds its way back, across restarts; at most 100 characters.

    Discord counts in UTF-16: a character beyond the first 65,536 is two.
    """
    return f"dl/{action}/{ref}/{argument}".encode("utf-16-le")[:200].decode("utf-16-le", "ignore")


def text(*pieces: str | Piece) -> Text:
    """A plain paragraph."""
    return Text(tuple(Piece(p) if isinstance(p, str) else p for p in pieces))


def heading(words: str) -> Text:
    """A heading."""
    return Text((Piece(words),), "heading")


def note(*pieces: str | Piece) -> Text:
    """A line of small print."""
    return Text(tuple(Piece(p) if isinstance(p, str) else p for p in pieces), "small")

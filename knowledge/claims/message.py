"""A chat message → its blocks of plain text: what decorates a message and what it links to say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

__all__ = ["Block", "blocks"]

_TIMESTAMP = re.compile(r"<t:(-?\d{1,11})(?::\w)?>")
_TOKEN = re.compile(
    r"<a?:\w+:\d+>|<[@#][!&]?\d+>|</[^:>\n]+:\d+>|@(?:everyone|here)\b"  # Discord's own, with the commands
    r"|<?https?://[^\s>)]+>?"
    r"|(?<![\w:]):[a-z0-9_+-]{2,32}:(?![\w:])"  # emoji by their names
    r"|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u200D\uFE0F]"
)
_SPOILER = re.compile(r"\|\|")
_SMALL_PRINT = re.compile(r"^-#\s+", re.MULTILINE)
_BULLET = re.compile(r"^\s*[•‣·–—]\s+", re.MULTILINE)
"""Marks that people put before a line and that Markdown does not know."""
_YEAR = re.compile(r"^(\s*\d{3,})(?=[.)]\s)", re.MULTILINE)
"""Markdown would take it for the number of a list's item."""
_LINK = re.compile(r"\[([^\]\n]+)\]\(<?https?://[^)\s]+>?\)")


class Block(NamedTuple):
    """A paragraph, a heading or an item of a list, without its marks."""

    text: str
    kind: Literal["heading", "text"]


def blocks(message: str) -> list[Block]:
    r"""The blocks in order, empty ones left out; Markdown by the library markdown-it.

    >>> [b.text for b in blocks("# Breaking\n@everyone **38 boats** sank <:sad:123> https://post.example/a")]
    ['Breaking', '38 boats sank']
    """
    from markdown_it import MarkdownIt

    text = _TIMESTAMP.sub(_day, _LINK.sub(r"\1", message))
    text = _YEAR.sub(r"\1\\", text)
    text = _SMALL_PRINT.sub("", _BULLET.sub("- ", _SPOILER.sub("", _TOKEN.sub(" ", text))))
    found: list[Block] = []
    heading = False
    for token in MarkdownIt("commonmark").enable("strikethrough").parse(text):
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            found += [Block(line, "heading" if heading else "text") for line in _lines(token)]
        elif token.type in ("fence", "code_block", "html_block"):
            found += [Block(" ".join(token.content.split()), "text")]
    return [block for block in found if any(c.isalnum() for c in block.text)]


def _day(match: re.Match[str]) -> str:
    """A moment as its day, which is all that the sources tell."""
    try:
        moment = datetime.fromtimestamp(int(match[1]), UTC)
    except (OverflowError, OSError, ValueError):
        return " "
    return f"{moment.day} {moment:%B %Y}"


def _lines(token: Any) -> list[str]:
    """In chat each line is a sentence of its own, unless the next one goes on in small letters."""
    lines = [""]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        elif child.content and child.type in ("text", "code_inline", "html_inline"):
            lines[-1] += child.content
    return _joined(filter(None, (" ".join(line.split()) for line in lines)))


def _joined(lines: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if joined and line[0].islower() and joined[-1][-1] not in ".!?:;":
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined

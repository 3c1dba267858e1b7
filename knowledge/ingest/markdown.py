"""A Markdown file → its front matter, its first heading and its paragraphs as plain text."""

from __future__ import annotations

from typing import Any, NamedTuple

from knowledge.ingest.front_matter import front_matter

__all__ = ["MarkdownPage", "read_markdown"]


class MarkdownPage(NamedTuple):
    """Fields of the front matter, the title from a heading, and the blocks in order, headings left out."""

    fields: dict[str, Any]
    title: str | None
    blocks: list[str]


def read_markdown(text: str) -> MarkdownPage:
    """CommonMark by the library markdown-it; emphasis and links leave their words. Raises ValueError."""
    from markdown_it import MarkdownIt

    fields, rest = front_matter(text)
    title: str | None = None
    found: list[str] = []
    heading: str | None = None
    for token in MarkdownIt("commonmark").parse(rest):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "heading_close":
            heading = None
        elif token.type == "inline":
            words = _words(token).strip()
            if heading is None and words:
                found.append(words)
            elif heading == "h1" and title is None:
                title = words
    return MarkdownPage(fields, title, found)


def _words(token: Any) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)

"""An HTML page → masthead and paragraphs, by trafilatura; furniture rules apply to what is left."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.ingest.masthead import Masthead
from knowledge.ingest.page import body
from knowledge.ingest.printed_date import find_printed

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["HtmlPage", "declared_encoding", "read_html"]

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


class HtmlPage(NamedTuple):
    """What the page declares, and its paragraphs."""

    title: str | None
    deck: str | None
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    paragraphs: list[str]


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page itself names near its top."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def read_html(text: str) -> HtmlPage:
    """Metadata and paragraphs; no paragraphs when the page holds no article."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        deduplicate=False,
    )
    if not isinstance(found, Document):
        return HtmlPage(None, None, None, None, None, None, [])
    printed = find_printed(found.date) if found.date else None
    head = Masthead(found.title, found.description, found.author, None, 0)
    blocks = _blocks(found.body) if found.body is not None else []
    return HtmlPage(
        title=found.title,
        deck=found.description,
        author=found.author,
        publisher=found.sitename,
        published=printed.day if printed else None,
        url=found.url,
        paragraphs=body(blocks, head),
    )


def _blocks(root: _Element) -> list[str]:
    """The text of paragraphs, list items and quotations in document order; headings and tables left out."""
    found: list[str] = []
    for element in root.iter("p", "item", "quote"):
        if any(parent.tag in ("p", "item", "quote", "table") for parent in element.iterancestors()):
            continue
        inner = element.findall(".//p") or [element]
        for piece in inner:
            text = " ".join("".join(piece.itertext()).split())
            if text:
                found.append(text)
    return found

"""A file of plain text → its article."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.body import page_of
from knowledge.ingest.encoding import decoded
from knowledge.ingest.page import Given, Page

__all__ = ["read"]


def read(data: bytes, given: Given) -> Iterator[Page]:
    """The article of a page that was saved or written as text. Raises NotTextError, NoArticleError."""
    yield page_of(paragraphs_of(decoded(data)), title=given.title)

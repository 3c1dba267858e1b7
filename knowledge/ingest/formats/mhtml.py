"""A page saved as one file ("Web page, single file", MHTML, RFC 2557) → its article."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from knowledge.ingest.encoding import decoded_page
from knowledge.ingest.formats.html import article_of
from knowledge.ingest.page import Given, NoArticleError, Page

__all__ = ["read"]


def read(data: bytes, given: Given) -> Iterator[Page]:
    """The article of its page. Raises NoArticleError when there is no page in it."""
    whole = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    part = next(
        (part for part in whole.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")),
        None,
    )
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise NoArticleError("is a web archive (MHTML) without a page; save the page as HTML, complete")
    charset = part.get_content_charset()
    address = _address(part) or _address(whole)
    yield from article_of(decoded_page(content, charset), url=address, title=given.title)


def _address(part: Message) -> str | None:
    for name in ("Content-Location", "Snapshot-Content-Location"):
        value = str(part.get(name, "")).strip()
        if value.startswith(("http://", "https://")):
            return value
    return None

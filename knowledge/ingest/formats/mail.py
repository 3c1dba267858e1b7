"""A letter of a publisher, saved as a mail or as its text below the mail's head → its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.body import page_of
from knowledge.ingest.encoding import decoded, decoded_page
from knowledge.ingest.formats.html import article_of
from knowledge.ingest.page import Given, NoArticleError, Page, PublicationDay

__all__ = ["read"]


def read(data: bytes, given: Given) -> Iterator[Page]:
    """Its text, or else its page; subject, sender and day as its head says. Raises NoArticleError."""
    letter = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    if not isinstance(letter, EmailMessage):
        raise NoArticleError("is a mail without a text; save its text (.txt)")
    title = given.title or str(letter.get("subject", "")).strip() or None
    name, _ = parseaddr(str(letter.get("from", "")))
    for page in _pages(letter, title):
        yield replace(
            page, title=title or page.title, publisher=page.publisher or name or None, day=_day(letter)
        )


def _pages(letter: EmailMessage, title: str | None) -> Iterator[Page]:
    part = letter.get_body(("plain", "html"))
    content = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if not isinstance(part, EmailMessage) or not isinstance(content, bytes) or not content.strip():
        raise NoArticleError("is a mail without a text; save its text (.txt)")
    if part.get_content_type() == "text/html":
        yield from article_of(decoded_page(content, part.get_content_charset()), title=title)
    else:
        yield page_of(paragraphs_of(decoded(content).split("\n-- \n")[0]), title=title)


def _day(letter: EmailMessage) -> PublicationDay:
    sent = getattr(letter.get("date"), "datetime", None)
    if not isinstance(sent, datetime):
        return PublicationDay(None, "none", "the head of the mail tells no day")
    return PublicationDay(
        sent.date(), "declared", f"declared by the head of the mail (Date: {letter['date']})"
    )

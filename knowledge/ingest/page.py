"""What any format gives: pages, each with what it says of itself, its paragraphs and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from knowledge.model import DocumentKind, PublishedBasis

__all__ = ["MASTHEAD", "UNDATED", "Given", "LeftOut", "NoArticleError", "Page", "PublicationDay"]


MASTHEAD = ("title", "deck", "publisher", "post")
"""Rules of what is not left out, since the page gives it under this name."""


class LeftOut(NamedTuple):
    """A piece of text of the page that is no part of the article, and the rule that says so."""

    text: str
    rule: str


class Given(NamedTuple):
    """What is known of a file before it is read."""

    name: str
    title: str | None = None
    """From the catalogue."""


class PublicationDay(NamedTuple):
    """The day on which a page was published, or None, with what it rests on in a reader's words."""

    day: date | None
    basis: PublishedBasis
    reason: str


UNDATED = PublicationDay(None, "none", "no day of publication is printed or declared")


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page gives it."""

    paragraphs: Sequence[str]
    title: str | None = None
    deck: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    kind: DocumentKind | None = None
    original: str | None = None
    day: PublicationDay = UNDATED
    left_out: Sequence[LeftOut] = ()
    name: str | None = None
    """Its own, whatever the file is called; None where that has none."""
    part: str | None = None
    """Tells it from the other parts of the same page, such as the posts of a live blog."""


class NoArticleError(ValueError):
    """There is no article; the message says what there seems to be instead."""

"""What a feed, a sitemap or a page lists, whatever its form."""

from __future__ import annotations

from typing import Literal, NamedTuple

from knowledge.feeds.locations import same_page
from knowledge.ingest.page import Page

__all__ = ["Item", "Kind", "Listing", "NoListingError"]

Kind = Literal["feed", "sitemap", "page"]


class Item(NamedTuple):
    """An article as it is listed."""

    id: str
    """What its site tells it by: the guid, else its address."""
    url: str | None
    title: str = ""
    published: str | None = None
    """As it stands there."""
    updated: str | None = None
    page: Page | None = None
    """What of the article stands in the feed itself."""
    whole: bool = False
    """Whether that is all of it."""

    @property
    def edition(self) -> str:
        """Changes when the site says that the article has, or that it stands elsewhere."""
        text = "" if self.page is None else "\n".join(self.page.paragraphs)
        page = same_page(self.url) if self.url else ""
        return "\n".join((page, self.title, self.published or "", self.updated or "", text))


class Listing(NamedTuple):
    """The items in the order of the document, and what is known of the whole."""

    kind: Kind
    title: str | None
    items: tuple[Item, ...]
    language: str | None = None
    more: tuple[str, ...] = ()
    """Sitemaps that this one names."""
    wait: float = 0.0
    """Seconds that the site wishes to lie between two looks."""


class NoListingError(ValueError):
    """The document lists nothing; the message says what it is, in words that follow its address."""

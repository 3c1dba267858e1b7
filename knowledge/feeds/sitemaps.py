"""A sitemap, or an index of sitemaps → the news in it (sitemaps.org, and Google's extension for news)."""

from __future__ import annotations

from typing import Any, Final

from knowledge.feeds.listing import Item, Listing, NoListingError

__all__ = ["sitemap"]

MOST: Final = 300
"""Pages of one sitemap that are taken, the newest."""
MOST_SITEMAPS: Final = 10


def sitemap(data: bytes) -> Listing:
    """The newest pages first. Raises NoListingError where it is damaged beyond reading."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NoListingError("is a damaged sitemap") from error
    if root is None:
        raise NoListingError("is a damaged sitemap")
    found = [item for child in root if (item := _item(child)) is not None]
    if root.tag.endswith("sitemapindex"):
        return Listing("sitemap", None, (), more=_of_news(found))
    found.sort(key=lambda item: item.published or item.updated or "", reverse=True)
    return Listing("sitemap", None, tuple(found[:MOST]))


def _of_news(found: list[Item]) -> tuple[str, ...]:
    """The newest sitemaps of an index; sites name that of their news so, the others hold pages of years."""
    newest = sorted(found, key=lambda item: item.updated or "", reverse=True)
    news = [item for item in newest if "news" in (item.url or "").lower()] or newest
    return tuple(item.id for item in news[:MOST_SITEMAPS])


def _item(element: Any) -> Item | None:
    said: dict[str, str] = {}
    for part in element.iter():
        if isinstance(part.tag, str) and part.text and part.text.strip():
            said.setdefault(part.tag.rpartition("}")[2], part.text.strip())
    address = said.get("loc", "")
    if not address.startswith(("http://", "https://")):
        return None
    return Item(address, address, said.get("title", ""), said.get("publication_date"), said.get("lastmod"))

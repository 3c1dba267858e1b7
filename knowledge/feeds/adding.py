"""An address that somebody gives → the feed that is meant by it, looked at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.errors import FetchError
from knowledge.feeds.discovery import declared_feeds, is_front_page, usual_places
from knowledge.feeds.documents import listing
from knowledge.feeds.fetching import UNKNOWN, Fetched
from knowledge.feeds.listing import Item, Listing, NoListingError
from knowledge.feeds.locations import typed
from knowledge.feeds.manners import Asks
from knowledge.feeds.model import Feed
from knowledge.feeds.pages import article_in_page

__all__ = ["FoundFeed", "find_feed"]

MOST_PLACES = 10
"""Addresses that are tried for a site."""


class FoundFeed(NamedTuple):
    """A feed, and what it lists now."""

    feed: Feed
    listing: Listing


async def find_feed(words: str, web: Asks) -> FoundFeed:
    """The feed at an address, else the first that the page there names or its site is wont to have.

    A page without a feed that is an article itself is watched by itself. Raises FetchError.
    """
    url = typed(words)
    found = await web.get(url, UNKNOWN)
    try:
        return await _at(found, url)
    except NoListingError as error:
        article = await _article(found)
        if article is not None and not is_front_page(found.url):
            return article
        for place in list(_places(found))[:MOST_PLACES]:
            if (there := await _tried(place, web)) is not None:
                return there
        if article is not None:
            return article
        why = f"{error}, and none is found on its site; give the address of a feed, or of one article"
        raise FetchError(url, why, lasting=True) from error


async def _at(found: Fetched, url: str) -> FoundFeed:
    listed = await asyncio.to_thread(listing, found)
    return FoundFeed(
        Feed(url=found.url if found.moved else url, kind=listed.kind, title=listed.title), listed
    )


async def _article(found: Fetched) -> FoundFeed | None:
    item = Item(found.url, found.url)
    try:
        article = await asyncio.to_thread(article_in_page, found, item, identity="page", publisher=None)
    except FetchError:
        return None
    title = article.source.title
    feed = Feed(url=found.url, kind="page", title=title)
    return FoundFeed(feed, Listing("page", title, (item._replace(title=title),)))


def _places(found: Fetched) -> Iterator[str]:
    yield from declared_feeds(found)
    yield from usual_places(found.url)


async def _tried(place: str, web: Asks) -> FoundFeed | None:
    try:
        there = await _at(await web.get(place, UNKNOWN), place)
    except (FetchError, NoListingError):
        return None
    return there if there.listing.items or there.listing.more else None

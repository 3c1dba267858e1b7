"""The bytes of a feed or a sitemap → what they list. Pages that are neither are told by NoListingError."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urljoin

from knowledge.feeds.fetching import Fetched
from knowledge.feeds.listing import Item, Listing, NoListingError
from knowledge.feeds.sitemaps import sitemap
from knowledge.ingest.declared import plain
from knowledge.ingest.formats.feeds import entry_page
from knowledge.ingest.page import Page

__all__ = ["listing"]

MOST: Final = 500
"""Items of one document that are looked at, the first of it."""
WHOLE: Final = 120
"""Words of a text in a feed from which it may be the whole article and not a teaser."""
_TEASER = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read|continue|more|full story)\W*)$", re.IGNORECASE)
_HEAD = 4096


def listing(found: Fetched) -> Listing:
    """What the document lists. Raises NoListingError where it is no feed and no sitemap."""
    head = found.body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{") or found.type.endswith("json"):
        return _json_feed(found)
    if b"<urlset" in head or b"<sitemapindex" in head:
        return sitemap(found.body)
    if not re.search(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", head) and b"\x00" not in head[:64]:
        raise NoListingError("is a page and no feed" if b"<html" in head else "is no feed")
    return _feed(found)


def _feed(found: Fetched) -> Listing:
    from feedparser import parse

    kind = found.type + (f"; charset={found.charset}" if found.charset else "")
    headings = {"content-type": kind or "application/xml", "content-location": found.url}
    feed = parse(found.body, response_headers=headings, sanitize_html=False, resolve_relative_uris=False)
    if not (feed.version or feed.entries or feed.feed):
        raise NoListingError("is no feed, or a damaged one")
    ttl = str(feed.feed.get("ttl") or "")
    return Listing(
        "feed",
        plain(feed.feed.get("title")),
        tuple(_items(feed.entries[:MOST], feed.feed, found.url)),
        language=feed.feed.get("language") or None,
        wait=min(float(ttl), 1440.0) * 60 if ttl.isdecimal() else 0.0,
    )


def _items(entries: Sequence[Mapping[str, Any]], feed: Mapping[str, Any], base: str) -> Iterator[Item]:
    seen: set[str] = set()
    for entry in entries:
        item = _item(entry, feed, base)
        if item is not None and item.id not in seen:
            seen.add(item.id)
            yield item


def _item(entry: Mapping[str, Any], feed: Mapping[str, Any], base: str) -> Item | None:
    link = _link(entry, base)
    page = entry_page(entry, feed)
    identity = str(entry.get("id") or link or entry.get("title") or (page.paragraphs[0] if page else ""))
    if link is None and page is None:
        return None
    return Item(
        identity,
        link,
        plain(entry.get("title")) or "",
        _text(entry, "published"),
        _text(entry, "updated"),
        page,
        whole=page is not None and (link is None or _is_whole(entry, page)),
    )


def _text(entry: Mapping[str, Any], name: str) -> str | None:
    # feedparser's entries give "published" for "updated" where that is missing, with a warning.
    value = dict.get(entry, name) if isinstance(entry, dict) else entry.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _link(entry: Mapping[str, Any], base: str) -> str | None:
    """Where the article stands; a guid may be its address, too."""
    link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
    absolute = urljoin(base, str(link).strip()) if link else ""
    return absolute if absolute.startswith(("http://", "https://")) else None


def _is_whole(entry: Mapping[str, Any], page: Page) -> bool:
    words = sum(len(paragraph.split()) for paragraph in page.paragraphs)
    is_content = any(len(part.get("value") or "") > 400 for part in entry.get("content", ()))
    goes_on = _TEASER.search(page.paragraphs[-1].strip()) or any(
        one.rule == "teaser" for one in page.left_out
    )
    return is_content and words >= WHOLE and not goes_on


def _json_feed(found: Fetched) -> Listing:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
    feed = _object(found)
    items = feed.get("items")
    entries = [_entry(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    about = {name: str(feed.get(name) or "") or None for name in ("title", "language")}
    items = tuple(_items(entries[:MOST], about, found.url))
    return Listing("feed", plain(about["title"]), items, language=about["language"])


def _object(found: Fetched) -> dict[str, Any]:
    """The feed's outermost object. Raises NoListingError."""
    try:
        feed = json.loads(found.body.decode(found.charset or "utf-8-sig", "replace"))
    except (ValueError, LookupError, RecursionError) as error:
        raise NoListingError("is no JSON feed (it is damaged)") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        raise NoListingError("is JSON and no feed")
    return feed


def _entry(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item of a JSON feed under the names that feedparser has for them."""
    text = item.get("content_html") or item.get("content_text")
    summary = item.get("summary")
    entry = {
        "id": item.get("id"), "link": item.get("url") or item.get("external_url"), "title": item.get("title"),
        "published": item.get("date_published"), "updated": item.get("date_modified"),
        "author": ", ".join(_authors(item)),
        "content": [{"value": str(text)}] if text else [],
        "summary_detail": {"value": str(summary)} if summary else None,
    }  # fmt: skip
    return {
        name: value if isinstance(value, list | dict) else str(value)
        for name, value in entry.items()
        if value
    }


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    authors = item.get("authors") or [item.get("author")]
    for one in authors if isinstance(authors, list) else ():
        if isinstance(one, dict) and one.get("name"):
            yield str(one["name"])

"""A page of a site → where its feeds are said or wont to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from knowledge.feeds.fetching import Fetched
from knowledge.ingest.dom import parsed
from knowledge.ingest.encoding import NotTextError, decoded_page

__all__ = ["declared_feeds", "is_front_page", "usual_places"]

_TYPES: Final = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|commentaire", re.IGNORECASE)
_USUAL: Final = (
    "feed",
    "rss",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
    "news-sitemap.xml",
)


def declared_feeds(found: Fetched) -> tuple[str, ...]:
    """Feeds that the page names in its head, in order; those of comments last."""
    try:
        root = parsed(decoded_page(found.body, found.charset))
    except NotTextError:
        return ()
    if root is None:
        return ()
    links = [
        (
            bool(_COMMENTS.search(f"{link.get('title')} {link.get('href')}")),
            urljoin(found.url, link.get("href")),
        )
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower()
        and _TYPES.match(link.get("type") or "")
        and link.get("href")
    ]
    return tuple(dict.fromkeys(url for _, url in sorted(links, key=lambda link: link[0])))


def usual_places(url: str) -> Iterator[str]:
    """Where feeds lie on many sites."""
    parts = urlsplit(url)
    for place in _USUAL:
        yield f"{parts.scheme}://{parts.netloc}/{place}"


def is_front_page(url: str) -> bool:
    """Whether the address is of a site or one of its sections, and not of an article.

    >>> is_front_page("https://news.example/world/"), is_front_page("https://news.example/2026/11/a-strike")
    (True, False)
    """
    steps = [step for step in urlsplit(url).path.split("/") if step]
    last = steps[-1] if steps else ""
    return len(steps) <= 2 and not re.search(r"\d{3}|-\w+-|\.html?$", last)

"""A newspaper on the web for tests: its feeds hold the whole articles, which have pages as well."""

from __future__ import annotations

import random
from email.utils import formatdate
from typing import Self

from knowledge.errors import FetchError
from knowledge.feeds.fetching import UNKNOWN, Fetched, Stamp

WORDS = """
amber anchor basin beacon breeze candle cellar cobble copper cradle dapple ember fathom fennel
ferret garden gravel hamlet harrow hollow island ivory jasper kettle ladder lantern linen magpie
marble meadow mortar nettle oaken orchard parlour pebble pewter quarry rafter ribbon saddle satchel
shingle silver sparrow starling stable tallow thicket timber tunnel umber velvet walnut weaver
willow window yarrow
""".split()


def filler(seed: str) -> str:
    """Text enough for a whole article, the same for the same seed, in which nothing happens."""
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(16)]
    return " ".join(sentences)


def address(feed: str, number: int) -> str:
    """Where an article stands."""
    return f"{feed.rsplit('/', 1)[0]}/news/2026/{number}"


def page(url: str, title: str, body: str) -> Fetched:
    """An article on a page of its own."""
    head = f"<head><title>{title}</title></head>"
    text = f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"
    return Fetched(url, text.encode(), "text/html", "utf-8")


class Newspaper:
    """Feeds by address; ``publish`` puts an article into one, or changes the one of the same number."""

    def __init__(self) -> None:
        self.feeds: dict[str, dict[int, tuple[str, str, float]]] = {}
        self.pages: dict[str, tuple[str, str]] = {}
        self.asked: list[str] = []

    def publish(self, feed: str, number: int, title: str, *paragraphs: str, at: float) -> None:
        body = "".join(f"<p>{p}</p>" for p in (*paragraphs, filler(title)))
        self.put(feed, number, title, body, at)

    def put(self, feed: str, number: int, title: str, body: str, at: float) -> None:
        self.feeds.setdefault(feed, {})[number] = (title, body, at)
        self.pages[address(feed, number)] = (title, body)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        self.asked.append(url)
        if url in self.pages:
            return page(url, *self.pages[url])
        if url not in self.feeds:
            raise FetchError(url, "has no such page (404)", lasting=True, gone=True)
        items = "".join(
            f"<item><guid isPermaLink='false'>{number}</guid><title>{title}</title>"
            f"<link>{address(url, number)}</link><pubDate>{formatdate(at)}</pubDate>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
            for number, (title, body, at) in sorted(self.feeds[url].items(), reverse=True)
        )
        name = url.split("/")[2].partition(".")[0].title()
        text = (
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
            f"<channel><title>The {name}</title>{items}</channel></rss>"
        )
        return Fetched(url, text.encode(), "application/rss+xml", "utf-8")

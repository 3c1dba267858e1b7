"""A newspaper on the web for tests: its feeds hold the whole articles, so that no page is asked for."""

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


class Newspaper:
    """Feeds by address; ``publish`` puts an article into one, or changes the one of the same number."""

    def __init__(self) -> None:
        self.feeds: dict[str, dict[int, tuple[str, str, float]]] = {}
        self.asked: list[str] = []

    def publish(self, feed: str, number: int, title: str, *paragraphs: str, at: float) -> None:
        body = "".join(f"<p>{p}</p>" for p in (*paragraphs, filler(title)))
        self.feeds.setdefault(feed, {})[number] = (title, body, at)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        self.asked.append(url)
        if url not in self.feeds:
            raise FetchError(url, "has no such page (404)", lasting=True, gone=True)
        items = "".join(
            f"<item><guid isPermaLink='false'>{number}</guid><title>{title}</title>"
            f"<link>{url.rsplit('/', 1)[0]}/news/2026/{number}</link><pubDate>{formatdate(at)}</pubDate>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
            for number, (title, body, at) in sorted(self.feeds[url].items(), reverse=True)
        )
        name = url.split("/")[2].partition(".")[0].title()
        text = (
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
            f"<channel><title>The {name}</title>{items}</channel></rss>"
        )
        return Fetched(url, text.encode(), "application/rss+xml", "utf-8")

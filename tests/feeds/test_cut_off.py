"""Following that is cut off at any write, and goes on, comes to what it would have come to undisturbed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from email.utils import formatdate
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from knowledge.errors import FetchError
from knowledge.feeds.fetching import UNKNOWN, Fetched, Stamp
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.manners import Clock, Manners
from knowledge.feeds.model import Change, Feed
from knowledge.feeds.polling import Polling
from knowledge.ingest.rows import read_rows
from knowledge.model import Article
from knowledge.storage.guild_store import GuildStore

BEGIN, HOUR = 1_900_000_800.0, 3_600.0
FEEDS = ("https://herald.example/rss.xml", "https://herald.example/valley/rss.xml")
PAGE = "https://herald.example/2030/the-mill.html"
BODY = (
    "The mill at Oster ground {n} tonnes of rye before noon, its foreman told the Herald.",
    "Two of the stones had been dressed in the week before by masons who came from Tarn.",
    "The council wants to hear in May whether the weir above the mill can be made higher.",
)


pytestmark = pytest.mark.timeout(600)


class CutOffError(BaseException):
    """Stands for a kill: nothing in the program catches it."""


class Writes:
    """Counts writes; the ``last`` one is done, and nothing after it."""

    def __init__(self, last: int | None) -> None:
        self.done, self._last = 0, last

    def wrote(self) -> None:
        self.done += 1
        if self.done == self._last:
            raise CutOffError


class CutStore(GuildStore):
    """The bot's state, cut off after a write."""

    writes: Writes

    def put_document(self, kind: str, server: int, key: str, value: str, at: int) -> None:
        super().put_document(kind, server, key, value, at)
        if kind != "feed":  # when it is asked again, which costs nothing but time
            self.writes.wrote()

    def first_document(self, kind: str, server: int, key: str, value: str, at: int) -> bool:
        first = super().first_document(kind, server, key, value, at)
        self.writes.wrote()
        return first


class CutFolder(ArticleFolder):
    """A server's articles, cut off after a write."""

    def __init__(self, folder: Path, writes: Writes) -> None:
        super().__init__(folder)
        self._writes = writes

    def put(self, file: str, article: Article) -> None:
        super().put(file, article)
        self._writes.wrote()

    def remove(self, file: str, identity: str) -> None:
        super().remove(file, identity)
        self._writes.wrote()


class Herald:
    """One article, in two feeds: edited after 10 hours, withdrawn after 20."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        edition = int((self._now() - BEGIN) / (10 * HOUR))
        if url.endswith("robots.txt"):
            return Fetched(url, b"User-agent: *\nAllow: /\n", "text/plain", "utf-8")
        if url in FEEDS:
            item = (
                f"<item><guid>mill</guid><title>The mill</title><link>{PAGE}</link>"
                f"<pubDate>{formatdate(BEGIN)}</pubDate><description>Edition {edition}</description></item>"
            )
            channel = f"<title>The Herald</title>{item if edition < 2 else ''}"
            feed = f"<rss version='2.0'><channel>{channel}</channel></rss>"
            return Fetched(url, feed.encode(), "application/xml", "utf-8")
        if edition >= 2:
            raise FetchError(url, "says that the page is gone for good (410)", lasting=True, gone=True)
        text = "".join(f"<p>{one.format(n=40 + edition)}</p>" for one in BODY)
        head = "<head><title>The mill</title></head>"
        page = f"<html>{head}<body><article><h1>The mill</h1>{text}</article></body></html>"
        return Fetched(url, page.encode(), "text/html", "utf-8")


class Life(NamedTuple):
    """What has come of following for a time."""

    articles: list[list[str]]
    news: list[tuple[str, tuple[Change, ...]]]


async def followed(
    home: Path, hours: int, writes: Writes, paper: Callable[[Callable[[], float]], Any] = Herald
) -> None:
    """Follow a paper from where it was left, a round each hour."""
    kept = home / "clock"
    at = float(kept.read_text()) if kept.exists() else BEGIN

    async def sleep(seconds: float) -> None:
        nonlocal at
        at += seconds

    clock = Clock(lambda: at, sleep)
    with closing(CutStore(home / "bot.sqlite3")) as store:
        store.writes = writes
        ledger = Ledger(store)
        polling = Polling(
            ledger, Manners(paper(clock.now), clock), clock,
            folders=lambda _: CutFolder(home / "articles", writes), chance=lambda: 0.5,
        )  # fmt: skip
        while at < BEGIN + hours * HOUR:
            for url in FEEDS[len(ledger.followed(0)) :]:
                ledger.follow(0, Feed(url=url), at)
            await polling.round()
            at += HOUR
            kept.write_text(str(at))


def life(home: Path) -> Life:
    files = sorted((home / "articles").glob("*.jsonl"))
    with closing(GuildStore(home / "bot.sqlite3")) as store:
        news = [(one.kind, one.changes) for _, one in Ledger(store).news(0)]
    return Life([row["paragraphs"] for file in files for row in read_rows(file)], news)


@pytest.mark.parametrize(
    ("hours", "kinds"), [(18, ["new", "edition"]), (60, ["new", "edition", "withdrawn"])]
)
def test_cut_off_at_any_write_it_tells_each_thing_once(tmp_path: Path, hours: int, kinds: list[str]) -> None:
    whole = Writes(None)
    asyncio.run(followed(tmp_path / "whole", hours, whole))
    wanted = life(tmp_path / "whole")
    assert [kind for kind, _ in wanted.news] == kinds
    assert all(len(changes) == 1 for kind, changes in wanted.news if kind == "edition")
    assert len(wanted.articles) == ("withdrawn" not in kinds)
    for last in range(1, whole.done + 1):
        home = tmp_path / str(last)
        with pytest.raises(CutOffError):
            asyncio.run(followed(home, hours, Writes(last)))
        asyncio.run(followed(home, hours, Writes(None)))
        assert life(home) == wanted, f"cut off after write {last}"

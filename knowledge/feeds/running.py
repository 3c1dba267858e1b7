"""Feeds for programs that know no event loop: an address looked at once, and rounds over all that is due."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple, TypeVar

from knowledge.feeds.adding import FoundFeed, find_feed
from knowledge.feeds.fetching import Web
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.manners import Clock, Manners
from knowledge.feeds.pages import article_in_page
from knowledge.feeds.polling import Polling, Round
from knowledge.feeds.settled import follow_settings
from knowledge.model import Article
from knowledge.settings import Settings

__all__ = ["Looked", "OpenWeb", "Rounds", "look"]

OpenWeb = Callable[[], Web]
"""Opens the web; only tests have another than ``Web`` itself."""
T = TypeVar("T")
NOTHING = Round(0, frozenset())


class Looked(NamedTuple):
    """What is meant by an address: a feed with what it lists, and of a single page its article."""

    found: FoundFeed
    article: Article | None


def look(words: str, open_web: OpenWeb) -> Looked:
    """Raises FetchError."""
    return asyncio.run(_look(words, open_web))


async def _look(words: str, open_web: OpenWeb) -> Looked:
    async with open_web() as opened:
        web = Manners(opened, Clock(time.time, asyncio.sleep))
        found = await find_feed(words, web)
        if found.feed.kind != "page":
            return Looked(found, None)
        page = await web.get(found.feed.url)
    item = found.listing.items[0]
    return Looked(found, article_in_page(page, item, identity=page.url, publisher=None))


class Rounds:
    """One at a time, each from any thread that has no event loop; ``close`` in the end."""

    def __init__(
        self, ledger: Ledger, open_web: OpenWeb, *,
        folders: Callable[[int], ArticleFolder], now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._ledger, self._open_web, self._folders, self._now = ledger, open_web, folders, now
        self._runner = asyncio.Runner()
        self._one = threading.Lock()
        self._open: tuple[Web, Manners, Polling] | None = None
        self._running: asyncio.Task[Round] | None = None
        self._stopped = False

    def follow(self, settings: Settings) -> tuple[str, ...]:
        """Follow what the settings name; a line for each that cannot be."""
        return self._run(self._followed(settings))

    async def _followed(self, settings: Settings) -> tuple[str, ...]:
        _, manners, _ = await self._opened()
        return await follow_settings(settings, self._ledger, manners, self._now())

    def round(self) -> Round:
        """Look at every feed that is due; none any more, when ``stop`` comes in between."""
        try:
            return self._run(self._round())
        except asyncio.CancelledError:
            return NOTHING

    async def _round(self) -> Round:
        _, _, polling = await self._opened()
        if self._stopped:
            return NOTHING
        self._running = asyncio.ensure_future(polling.round())
        return await self._running

    async def _opened(self) -> tuple[Web, Manners, Polling]:
        if self._open is None:
            web = await self._open_web().__aenter__()
            clock = Clock(self._now, asyncio.sleep)
            manners = Manners(web, clock)
            polling = Polling(self._ledger, manners, clock, folders=self._folders, chance=random.random)
            self._open = web, manners, polling
        return self._open

    def stop(self) -> None:
        """Break off what runs, and let nothing begin any more; from any thread."""
        self._stopped = True
        if self._running is not None and not self._running.done():
            self._running.get_loop().call_soon_threadsafe(self._running.cancel)

    def close(self) -> None:
        """Stop, and let go of connections."""
        self.stop()
        if self._open is not None:
            self._run(self._open[0].__aexit__(None, None, None))
        with self._one:
            self._runner.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        with self._one:
            return self._runner.run(work)

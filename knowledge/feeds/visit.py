"""One look at a feed: what it costs is counted, and no page is asked for twice."""

from __future__ import annotations

from knowledge.errors import FetchError
from knowledge.feeds.fetching import Fetched, Stamp
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.manners import Clock, Manners
from knowledge.feeds.model import Feed
from knowledge.feeds.schedule import counted, spent

__all__ = ["SpentError", "Visit"]


class SpentError(Exception):
    """The requests of the day are used up."""


class Visit:
    """For all servers that follow the feed."""

    def __init__(self, feed: Feed, ledger: Ledger, manners: Manners, clock: Clock) -> None:
        self.feed = feed
        self._ledger, self._manners, self._clock = ledger, manners, clock
        self._pages: dict[tuple[str, Stamp], Fetched | FetchError] = {}

    def keep(self, feed: Feed) -> None:
        """The feed is so from now on; unless nobody follows it any more."""
        self.feed = feed
        if self._ledger.feed(feed.url) is not None:
            self._ledger.put_feed(feed)

    async def get(self, url: str, stamp: Stamp) -> Fetched:
        """Counted before it is asked; the second time from memory.

        Raises FetchError, and SpentError where the day's requests are used up.
        """
        known = self._pages.get((url, stamp))
        if known is None:
            if spent(self.feed, self._clock.now()):
                raise SpentError(url)
            self.keep(counted(self.feed, self._clock.now()))
            known = self._pages[url, stamp] = await self._asked(url, stamp)
        if isinstance(known, FetchError):
            raise known
        return known

    async def _asked(self, url: str, stamp: Stamp) -> Fetched | FetchError:
        try:
            return await self._manners.get(url, stamp)
        except FetchError as error:
            return error

"""Rounds over the feeds that are due: each asked once for all its followers, what it brings given to each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final, NamedTuple

from knowledge.errors import DatelineError, FetchError
from knowledge.feeds.delivery import Delivery
from knowledge.feeds.documents import listing
from knowledge.feeds.fetching import UNKNOWN, Fetched
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.listing import Item, Listing, NoListingError
from knowledge.feeds.manners import Clock, Manners
from knowledge.feeds.model import Feed, Seen
from knowledge.feeds.pages import digest
from knowledge.feeds.schedule import MOST_BEFORE_LOOKS, after_failure, after_look, spent, tomorrow
from knowledge.feeds.visit import SpentError, Visit

__all__ = ["Polling", "Round"]

AT_ONCE: Final = 8
"""Feeds that are asked at one time."""
FIRST_LOOK: Final = 40
"""Items that a feed brings when it is added, the newest."""
_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


class Round(NamedTuple):
    """What one round did."""

    feeds: int
    servers: frozenset[int]
    """Whose articles have changed."""


class Polling:
    """Belongs to one event loop. ``folders`` gives each server's articles, ``chance`` numbers in [0, 1)."""

    def __init__(
        self, ledger: Ledger, manners: Manners, clock: Clock, *,
        folders: Callable[[int], ArticleFolder], chance: Callable[[], float],
    ) -> None:  # fmt: skip
        self._ledger, self._manners, self._clock = ledger, manners, clock
        self._folders, self._chance = folders, chance
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def round(self) -> Round:
        """Look at every feed that is due."""
        followers, now = self._ledger.followers(), self._clock.now()
        due = [
            one for one in self._ledger.feeds() if one.due <= now and not one.paused and one.url in followers
        ]
        done = await asyncio.gather(*(self._in_turn(feed, followers[feed.url]) for feed in due))
        return Round(len(due), frozenset[int]().union(*done))

    async def _in_turn(self, feed: Feed, servers: tuple[int, ...]) -> set[int]:
        changed: set[int] = set()
        visit = Visit(feed, self._ledger, self._manners, self._clock)
        async with self._slots:
            try:
                await self._look(visit, servers, changed)
            except SpentError:
                visit.keep(tomorrow(visit.feed, self._clock.now(), chance=self._chance()))
            except FetchError as error:
                visit.keep(after_failure(visit.feed, self._clock.now(), error, chance=self._chance()))
            except DatelineError as error:
                _log.warning("feed %s: %s", feed.url, error)
            except Exception:  # noqa: BLE001 - a fault of ours in one feed must not cost the others
                _log.exception("feed %s", feed.url)
        return changed

    async def _look(self, visit: Visit, servers: tuple[int, ...], changed: set[int]) -> None:
        feed, now = visit.feed, self._clock.now()
        # Written before it is asked: who is cut off in the middle shall not ask again at once.
        visit.keep(feed.model_copy(update={"due": now + feed.every}))
        again = any(self._ledger.tries_due(server, feed.url, now) for server in servers)
        found = await visit.get(feed.url, UNKNOWN if again else feed.stamp)
        listed = None if found.unchanged else await self._listed(visit, found)
        if listed is not None:
            self._ledger.put_listed(feed.url, filter(None, (one.url for one in listed.items)), now)
        news = False
        for server in servers:
            news |= await self._brought(visit, server, feed, listed, changed)
        visit.keep(
            after_look(
                visit.feed, self._clock.now(), stamp=found.stamp if listed else feed.stamp, news=news,
                wait=max(found.wait, listed.wait if listed else 0.0), chance=self._chance(),
                title=listed.title if listed else None,
            )
        )  # fmt: skip

    async def _brought(
        self, visit: Visit, server: int, feed: Feed, listed: Listing | None, changed: set[int]
    ) -> bool:
        """Whether the server got something new; it is noted in ``changed`` even where this is cut off."""
        delivery = Delivery(
            self._ledger, self._folders(server), server, feed, get=visit.get, now=self._clock.now
        )
        try:
            news = await self._delivered(delivery, server, feed, listed)
            await self._looked_again(delivery, server, visit)
        except SpentError:
            # What is left is wanted tomorrow, whether the feed changes until then or not.
            visit.keep(visit.feed.model_copy(update={"etag": None, "modified": None}))
            raise
        finally:
            changed |= {server} if delivery.changed else set()
        return news

    async def _delivered(self, delivery: Delivery, server: int, feed: Feed, listed: Listing | None) -> bool:
        news, items = False, listed.items if listed else ()
        first = listed is not None and not self._ledger.first_round_done(server, feed.url)
        if first:
            self._lie_too_far_back(server, feed, items[FIRST_LOOK:])
            items = items[:FIRST_LOOK]
        for item in reversed(items):  # the oldest first, so that what is cut off is the newest
            news |= await delivery.item(item)
        if first:
            self._ledger.end_first_round(server, feed.url)
        return news

    async def _looked_again(self, delivery: Delivery, server: int, visit: Visit) -> None:
        """At pages that may have changed; what is left for want of requests is due the next day, too."""
        for identity, kept in self._ledger.rechecks(server, visit.feed.url, self._clock.now()):
            if spent(visit.feed, self._clock.now(), most=MOST_BEFORE_LOOKS):
                return
            await delivery.look_again(identity, kept)

    def _lie_too_far_back(self, server: int, feed: Feed, items: tuple[Item, ...]) -> None:
        """They are not read, also later, unless they change."""
        for item in items:
            if self._ledger.seen(server, feed.url, item.id) is None:
                seen = Seen(edition=digest(item.edition))
                self._ledger.put_seen(server, feed.url, item.id, seen, self._clock.now())

    async def _listed(self, visit: Visit, found: Fetched) -> Listing:
        """What the feed lists, and the sitemaps that it names. Raises FetchError where that is nothing."""
        if visit.feed.kind == "page":
            item = Item(visit.feed.url, visit.feed.url, updated=digest(found.body.decode("latin-1")))
            return Listing("page", None, (item,))
        try:
            listed = await asyncio.to_thread(listing, found)
            items = list(listed.items)
            for url in listed.more:
                items += (await asyncio.to_thread(listing, await visit.get(url, UNKNOWN))).items
        except NoListingError as error:
            raise FetchError(found.url, str(error), lasting=True) from error
        return listed._replace(items=tuple(items))

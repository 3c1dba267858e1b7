"""A server's feeds: added after one look at them, listed, removed, and how the server wishes them."""

from __future__ import annotations

import re
from typing import Final

from bot import messages as m
from bot.cards import news as cards
from bot.cards.card import Card, Option
from bot.cards.plain import plainly
from bot.state.context import Context
from bot.state.recent import Asker
from bot.state.topics import Topics
from knowledge.errors import FetchError
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.running import look

__all__ = ["add", "keep", "listed", "offered", "quiet", "remove", "weekly"]

AT_MOST: Final = 25
"""Feeds of one server."""
_QUIET = re.compile(r"(\d\d?)\s*[-–]\s*(\d\d?)(?:\s*(?:utc)?\s*([+-]\d\d?(?:[.:]\d+)?))?", re.IGNORECASE)
_KEEP = re.compile(r"(\d{1,5})(?:\D+(\d{1,6}))?(?:\s*\w*)?")


def add(context: Context, asker: Asker, words: str) -> Card:
    """Follow the feed at an address, or the one that its site has."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    ledger = Ledger(context.store)
    if len(ledger.followed(asker.server)) >= AT_MOST:
        return plainly(m.FEED_TOO_MANY.format(AT_MOST))
    try:
        found = look(words, context.web).found
    except FetchError as error:
        return plainly(m.FEED_NOT.format(error))
    name = found.feed.title or found.feed.url
    if not ledger.follow(asker.server, found.feed, asker.now):
        return plainly(m.FEED_ALREADY.format(name))
    context.store.audit(asker.server, asker.person, m.AUDIT_FEED_ADDED.format(found.feed.url), int(asker.now))
    return plainly(m.FEED_ADDED.format(name, m.FEED_KINDS[found.feed.kind]))


def listed(context: Context, asker: Asker) -> Card:
    """The server's feeds, and the pages of theirs that were refused."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    ledger = Ledger(context.store)
    feeds = ledger.followed(asker.server)
    return cards.feed_list([(feed, ledger.troubles(asker.server, feed.url)) for feed in feeds])


def offered(context: Context, asker: Asker, typed: str) -> tuple[Option, ...]:
    """The server's feeds whose title or address holds what was typed."""
    if not asker.manages:
        return ()
    feeds = Ledger(context.store).followed(asker.server)
    found = (one for one in feeds if typed.casefold() in f"{one.title} {one.url}".casefold())
    return tuple(Option((one.title or one.url)[:100], (one.title or one.url)[:100]) for one in found)[:25]


def remove(context: Context, asker: Asker, wanted: str) -> Card:
    """Follow a feed no more."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    ledger = Ledger(context.store)
    name = wanted.strip().casefold()
    feed = next(
        (f for f in ledger.followed(asker.server) if name in (f.url.casefold(), (f.title or "").casefold())),
        None,
    )
    if feed is None:
        return plainly(m.FEED_NONE_SUCH.format(wanted))
    ledger.unfollow(asker.server, feed.url)
    context.store.audit(asker.server, asker.person, m.AUDIT_FEED_REMOVED.format(feed.url), int(asker.now))
    return plainly(m.FEED_REMOVED.format(feed.title or feed.url))


def weekly(context: Context, asker: Asker) -> Card:
    """A weekly card in the channel of asking; asked again there, no more."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    topics = Topics(context.store)
    wishes = topics.wishes(asker.server)
    on = wishes.weekly != asker.channel
    topics.wish(
        asker.server,
        wishes.model_copy(update={"weekly": asker.channel if on else None}),
    )
    topics.put_week(asker.server, asker.now)
    return plainly(m.WEEKLY_ON if on else m.WEEKLY_OFF)


def quiet(context: Context, asker: Asker, words: str) -> Card:
    """Hours in which nothing is posted."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    topics = Topics(context.store)
    wishes = topics.wishes(asker.server)
    if words.strip().casefold() == "off":
        topics.wish(asker.server, wishes.model_copy(update={"quiet": None}))
        return plainly(m.QUIET_OFF)
    found = _QUIET.fullmatch(words.strip())
    hours = (int(found[1]), int(found[2])) if found else (99, 99)
    east = float((found[3] or "0").replace(":30", ".5").replace(":45", ".75")) if found else 0.0
    if max(hours) > 24 or hours[0] == hours[1] or abs(east) > 14:
        return plainly(m.QUIET_UNREADABLE.format(words))
    hours = (hours[0] % 24, hours[1] % 24)
    topics.wish(asker.server, wishes.model_copy(update={"quiet": hours, "east": east}))
    return plainly(m.QUIET_SET.format(*hours, f"{east:+g}"))


def keep(context: Context, asker: Asker, words: str) -> Card:
    """How long articles of feeds are kept, and how many of them."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    topics = Topics(context.store)
    found = _KEEP.fullmatch(words.strip())
    if found is None and words.strip().casefold() != "off":
        return plainly(m.KEEP_UNREADABLE.format(words))
    days = int(found[1]) if found else None
    count = min(int(found[2]), context.settings.articles) if found and found[2] else None
    if days == 0 or count == 0:
        return plainly(m.KEEP_UNREADABLE.format(words))
    topics.wish(asker.server, topics.wishes(asker.server).model_copy(update={"days": days, "count": count}))
    kept = m.KEEP_DAYS.format(days) if days else m.KEEP_EVER
    return plainly(m.KEEP_SET.format(kept, count or context.settings.articles))

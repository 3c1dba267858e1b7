"""The feeds that the settings name, followed for all servers."""

from __future__ import annotations

from knowledge.errors import FetchError
from knowledge.feeds.adding import find_feed
from knowledge.feeds.ledger import ALL, Ledger
from knowledge.feeds.manners import Asks
from knowledge.settings import Settings

__all__ = ["follow_settings"]

NAMED = "named feed"


async def follow_settings(settings: Settings, ledger: Ledger, web: Asks, now: float) -> tuple[str, ...]:
    """Follow what is named anew, let go of what is not named any more; a line for each that cannot be."""
    known = {one.key: one.value for one in ledger.documents.documents(NAMED, server=ALL)}
    for words in known.keys() - {*settings.feeds}:
        ledger.unfollow(ALL, known[words])
        ledger.documents.remove_document(NAMED, ALL, words)
    problems = []
    for words in settings.feeds:
        if words in known:
            continue
        try:
            found = await find_feed(words, web)
        except FetchError as error:
            problems.append(f"DATELINE_FEEDS: {error}")
            continue
        ledger.follow(ALL, found.feed, now)
        ledger.documents.put_document(NAMED, ALL, words, found.feed.url, int(now))
    return tuple(problems)

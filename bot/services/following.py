"""Topics followed in a channel: begun, ended, listed; and what new articles bring on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from bot import messages as m
from bot.cards import news as cards
from bot.cards.card import Card, Option
from bot.cards.plain import plainly
from bot.protocols import Library
from bot.state.context import Context
from bot.state.recent import Asker
from bot.state.topics import Topics
from knowledge.errors import UnknownNameError, UnknownSourceError
from knowledge.feeds.model import News
from knowledge.feeds.topics import Found, Hit, Topic
from knowledge.text.sketches import is_copy, sketch
from knowledge.text.words import terms

__all__ = ["follow", "following", "gather", "offered", "sketch_of", "unfollow"]

AT_MOST: Final = 50
"""Topics of one server."""
EVERY: Final = 60
MOST_ARTICLES: Final = 60
"""Articles that were told of, against which a new one is held for a copy."""


def follow(context: Context, asker: Asker, words: str, every: str = "") -> Card:
    """Follow a topic in the channel of asking; cards come at most every so many minutes."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    words = " ".join(words.split())[:200]
    if every and not (every.isdecimal() and 5 <= int(every) <= 10_080):
        return plainly(m.FOLLOW_MINUTES.format(every))
    topics = Topics(context.store)
    known = topics.of(asker.server)
    if len(known) >= AT_MOST:
        return plainly(m.FOLLOW_TOO_MANY.format(AT_MOST))
    topic = Topic(
        server=asker.server, channel=asker.channel, words=words, every=int(every or EVERY), since=asker.now
    )
    if not topics.begin(topic):
        return plainly(m.FOLLOW_ALREADY.format(words))
    context.store.audit(asker.server, asker.person, m.AUDIT_FOLLOWED.format(words), int(asker.now))
    return plainly(m.FOLLOW_BEGUN.format(words, topic.every))


def unfollow(context: Context, asker: Asker, words: str) -> Card:
    """Follow a topic no more in the channel of asking; where it is not followed there, in any."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    topics = Topics(context.store)
    wanted = [one for one in topics.of(asker.server) if one.words.casefold() == words.strip().casefold()]
    here = [one for one in wanted if one.channel == asker.channel] or wanted
    if not here:
        return plainly(m.FOLLOW_NONE_SUCH.format(words))
    for one in here:
        topics.end(one)
    context.store.audit(asker.server, asker.person, m.AUDIT_UNFOLLOWED.format(here[0].words), int(asker.now))
    return plainly(m.FOLLOW_ENDED.format(here[0].words))


def following(context: Context, asker: Asker) -> Card:
    """What this server follows, and when it is quiet."""
    topics = Topics(context.store)
    followed = [
        (one, topics.telling(one), sum(found.hit is not None for found in topics.found(one)))
        for one in topics.of(asker.server)
    ]
    return cards.following(followed, topics.wishes(asker.server))


def offered(context: Context, asker: Asker, typed: str) -> tuple[Option, ...]:
    """The followed topics that hold what was typed."""
    found = (
        one for one in Topics(context.store).of(asker.server) if typed.casefold() in one.words.casefold()
    )
    return tuple(Option(one.words[:100], one.words[:100]) for one in found)[:25]


def gather(library: Library, topics: Topics, topic: Topic, news: Sequence[News], now: float) -> None:
    """Keep what new articles bring on a topic: events and figures that no other article tells.

    What tells of a known event only adds a voice to it, and a copy of an article that was told of is none.
    """
    fresh = {one.article for one in news if one.kind == "new" and not one.backlog and one.at >= topic.since}
    if not fresh:
        return
    articles = list(dict.fromkeys(one.article for one in topics.found(topic)))[-MOST_ARTICLES:]
    for order, hit in enumerate(_hits(library, topic.words, fresh, now)):
        if hit.article in articles or not _is_copy(library, hit.article, articles):
            topics.find(topic, Found(article=hit.article, hit=hit, order=order), now)
            articles = [*articles, hit.article]


def _hits(library: Library, words: str, fresh: set[str], now: float) -> Iterator[Hit]:
    today = datetime.fromtimestamp(now, UTC).date()
    for entry in library.timeline(words, today=today, also=fresh).events:
        if {citation.source for citation in entry.citations} <= fresh:
            yield Hit(article=entry.citations[0].source, entry=entry)
    try:
        figures = library.facts(words).figures
    except UnknownNameError:
        figures = ()
    for figure in figures:
        if {citation.source for citation in figure.citations} <= fresh:
            yield Hit(article=figure.citations[0].source, figure=figure)


def _is_copy(library: Library, article: str, others: Iterable[str]) -> bool:
    own = sketch_of(library, article)
    return any(is_copy(own, sketch_of(library, other)) for other in others)


def sketch_of(library: Library, article: str) -> bytes:
    """By which the copies of an article are known; that of no text for one that was taken out meanwhile."""
    try:
        return sketch(terms(library.article(article).text))
    except UnknownSourceError:
        return sketch(())

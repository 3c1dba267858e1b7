"""What is to be posted now without anybody asking: cards on topics, the week, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

from bot import messages as m
from bot.cards import news as cards
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.protocols import Library
from bot.services.following import sketch_of
from bot.state.clock import believed
from bot.state.context import Context
from bot.state.corrections import Corrections, Due
from bot.state.errands import Errand, Errands
from bot.state.topics import Topics
from knowledge.feeds.pages import digest
from knowledge.feeds.topics import Post, Sending, Telling, Topic
from knowledge.model import Entry
from knowledge.storage.documents import Document
from knowledge.storage.guild_state import Exchange
from knowledge.text.sketches import is_copy

__all__ = ["Outgoing", "due"]

WEEK: Final = timedelta(days=7)
OF_A_WEEK: Final = 8
FORGOTTEN: Final = 60 * 86_400
"""Seconds after which a message is too old to be corrected."""


class Outgoing(NamedTuple):
    """A card for a channel. ``nonce`` tells Discord that it is the same message, should it be sent again."""

    server: int
    channel: int
    card: Card
    nonce: str
    under: int | None
    """The message that it belongs under."""
    since: float | None
    """From when on it may stand there already, sent by who was cut off; None where nobody has tried."""
    sent: Callable[[int], None]
    """Called with the message's id, in a thread."""
    failed: Callable[[str, bool], None]
    """Called with why, and whether trying again is no use."""
    anew: Callable[[], None]
    """Called when it does not stand there, right before it is sent."""


class _Wanted(NamedTuple):
    """What is to be posted, and what is written down when that is done or of no use."""

    server: int
    channel: int
    nonce: str
    card: Callable[[], Card | None]
    """Made when it is our turn; None where there is nothing to tell after all."""
    ended: Callable[[int | None], None]
    """Called with the message's id, or None where it cannot be posted."""
    failed: Callable[[str], None] = lambda _: None
    under: int | None = None


def due(context: Context, now: float) -> Iterator[Outgoing]:
    """All that this process is to post at this moment; each before the next is made."""
    topics, corrections, errands = Topics(context.store), Corrections(context.store), Errands(context.store)
    for one in _wanted(context, topics, corrections, now):
        errand = errands.take(one.server, one.nonce, now)
        if errand is None:
            continue
        card = one.card()
        if card is None:
            one.ended(None)
            errands.done(one.server, one.nonce)
        else:
            yield _outgoing(errands, errand, one, card, now)
    if believed(context, now):
        topics.forget_before(now - FORGOTTEN)
        corrections.forget_before(now - 2 * FORGOTTEN)
        errands.forget_before(now - FORGOTTEN)


def _outgoing(errands: Errands, errand: Errand, one: _Wanted, card: Card, now: float) -> Outgoing:
    def ended(message: int | None) -> None:
        # In this order: cut off in between, the card is not made again, and its errand means nothing.
        one.ended(message)
        errands.done(one.server, one.nonce)

    def failed(why: str, lasting: bool) -> None:
        if lasting:
            ended(None)
        one.failed(why)  # else it stays taken: it may have been shown all the same

    return Outgoing(
        one.server, one.channel, card, one.nonce, one.under, errand.since, sent=ended, failed=failed,
        anew=partial(errands.renew, one.server, one.nonce, now),
    )  # fmt: skip


def _wanted(context: Context, topics: Topics, corrections: Corrections, now: float) -> Iterator[_Wanted]:
    for server in filter(context.settings.takes, sorted(topics.servers())):
        wishes = topics.wishes(server)
        if wishes.is_quiet(now):
            continue
        for topic in topics.of(server):
            yield from _on_topic(context, topics, topic, now)
        if wishes.weekly is not None and now - topics.week(server) >= WEEK.total_seconds():
            yield _weekly(context, topics, server, wishes.weekly, now)
    for document, one in corrections.due():
        takes = context.settings.takes(document.server)
        if takes and not topics.wishes(document.server).is_quiet(now):
            yield _correction(corrections, document, one)


def _on_topic(context: Context, topics: Topics, topic: Topic, now: float) -> Iterator[_Wanted]:
    telling = topics.telling(topic)
    sending = telling.sending
    if sending is None:
        waiting = tuple(one.hit for one in topics.found(topic) if one.hit is not None)
        if not waiting or now - telling.last < topic.every * 60:
            return
        marks = " ".join(hit.model_dump_json() for hit in waiting)
        sending = Sending(nonce=digest(f"{topic.server} {topic.key} {marks}"), hits=waiting)
        # Kept as it is now, so that the same card is sent again, whatever is found meanwhile.
        topics.put_telling(topic, telling.model_copy(update={"sending": sending}), now)
    yield _Wanted(
        topic.server, topic.channel, sending.nonce,
        card=lambda: cards.topic_news(topic.words, sending.hits, _kept(context, topic, sending, now)),
        ended=partial(_topic_ended, topics, topic, sending, now),
        failed=partial(_topic_failed, topics, topic, now),
    )  # fmt: skip


def _kept(context: Context, topic: Topic, sending: Sending, now: float) -> int:
    """As if somebody had asked for the timeline: its buttons find their way, and what it cites stays."""
    cited = sending.hits[0].citations[0].model_dump_json()
    return context.store.remember(
        Exchange(0, topic.server, "", "timeline", topic.words, "/", False, True, cited, int(now))
    )


def _topic_ended(topics: Topics, topic: Topic, sending: Sending, now: float, message: int | None) -> None:
    if message is not None:
        quotes = tuple((c.source, c.quote) for hit in sending.hits[: cards.SHOWN] for c in hit.citations)
        topics.posted(topic.server, Post(channel=topic.channel, message=message, quotes=quotes), now)
    topics.told(topic, sending.hits, now)
    topics.put_telling(topic, Telling(last=now), now)


def _topic_failed(topics: Topics, topic: Topic, now: float, why: str) -> None:
    topics.put_telling(topic, topics.telling(topic).model_copy(update={"why": why}), now)


def _weekly(context: Context, topics: Topics, server: int, channel: int, now: float) -> _Wanted:
    today = datetime.fromtimestamp(now, UTC).date()
    quotes: list[tuple[str, str]] = []

    def card() -> Card | None:
        with context.pool.library(server) as library:
            articles, entries = _of_week(library, today)
        quotes.extend((c.source, c.quote) for one, _ in entries for c in one.citations)
        return cards.week(entries, articles) if entries else None

    def ended(message: int | None) -> None:
        if message is not None:
            topics.posted(server, Post(channel=channel, message=message, quotes=tuple(quotes)), now)
        topics.put_week(server, now)

    return _Wanted(server, channel, digest(f"{server} week {topics.week(server)}"), card=card, ended=ended)


def _of_week(library: Library, today: date) -> tuple[int, list[tuple[Entry, int]]]:
    """How many articles of a week there are, and what they tell, with how many sources do so."""
    fresh = {s.id for s in library.sources() if s.published and today - WEEK <= s.published <= today}
    found = library.timeline("", first=today - WEEK, last=today, today=today).events
    entries = [(one, _voices(library, one)) for one in found if fresh & {c.source for c in one.citations}]
    return len(fresh), sorted(entries, key=lambda pair: -pair[1])[:OF_A_WEEK]


def _voices(library: Library, entry: Entry) -> int:
    """How many independent sources tell it: one for a publisher, one for a text and its copies."""
    found: list[tuple[str, bytes]] = []
    for citation in entry.citations:
        voice, text = (citation.publisher or citation.source).casefold(), sketch_of(library, citation.source)
        if not any(voice == other or is_copy(text, known) for other, known in found):
            found.append((voice, text))
    return len(found)


def _correction(corrections: Corrections, document: Document, one: Due) -> _Wanted:
    def card() -> Card:
        if one.changes:
            return cards.correction(one.title, one.publisher, one.url, one.changes)
        return plainly(m.CORRECTION_WITHDRAWN.format(one.publisher or m.UNKNOWN_PUBLISHER, one.title))

    return _Wanted(
        document.server, one.channel, digest(document.key), card=card,
        ended=lambda _: corrections.done(document), under=one.message,
    )  # fmt: skip

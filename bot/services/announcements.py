"""What is to be posted now without anybody asking: cards on topics, the week, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

from bot import messages as m
from bot.cards import news as cards
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.protocols import Library
from bot.services.following import sketch_of, told
from bot.state.clock import believed
from bot.state.context import Context
from bot.state.corrections import Corrections, Due
from bot.state.topics import Topics
from knowledge.feeds.pages import digest
from knowledge.feeds.topics import Post, Sending, ServerFeeds, Topic
from knowledge.model import Entry
from knowledge.storage.documents import Document
from knowledge.storage.guild_state import Exchange
from knowledge.text.sketches import is_copy

__all__ = ["Outgoing", "due"]

AGAIN: Final = 120.0
"""Seconds for which Discord knows a message by its number; later a card that may have been shown is not
sent again."""
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
    sent: Callable[[int], None]
    """Called with the message's id, in a thread."""
    failed: Callable[[str, bool], None]
    """Called with why, and whether trying again is no use."""


def due(context: Context, now: float) -> Iterator[Outgoing]:
    """All that this process is to post at this moment; each before the next is made."""
    topics = Topics(context.store)
    for server in filter(context.settings.takes, sorted(topics.servers())):
        wishes = topics.wishes(server)
        if wishes.is_quiet(now):
            continue
        for topic in topics.of(server):
            yield from _on_topic(context, topics, topic, now)
        if wishes.weekly is not None and now - wishes.week >= WEEK.total_seconds():
            yield from _weekly(context, topics, server, wishes, now)
    corrections = Corrections(context.store)
    for document, one in corrections.due():
        takes = context.settings.takes(document.server)
        if takes and not topics.wishes(document.server).is_quiet(now):
            yield _correction(corrections, document, one)
    if believed(context, now):
        topics.forget_before(now - FORGOTTEN)
        corrections.forget_before(now - 2 * FORGOTTEN)


def _on_topic(context: Context, topics: Topics, topic: Topic, now: float) -> Iterator[Outgoing]:
    sending = topic.sending
    if sending is not None and now - sending.at > AGAIN:
        # Whoever sent it ended before it was written down that it is sent: rather never than twice.
        topic = told(topic, sending.hits, sending.at)
        topics.put(topic)
        sending = None
    if sending is None:
        if not topic.waiting or now - topic.last < topic.every * 60:
            return
        marks = " ".join(hit.model_dump_json() for hit in topic.waiting)
        nonce = digest(f"{topic.server} {topic.key} {marks}")
        sending = Sending(nonce=nonce, at=now, hits=topic.waiting)
        topic = topic.model_copy(update={"sending": sending, "waiting": ()})
        topics.put(topic)
    card = cards.topic_news(topic.words, sending.hits, _kept(context, topic, sending, now))
    yield Outgoing(
        topic.server, topic.channel, card, sending.nonce, None,
        sent=partial(_topic_sent, topics, topic, sending, now),
        failed=partial(_topic_failed, topics, topic, sending),
    )  # fmt: skip


def _kept(context: Context, topic: Topic, sending: Sending, now: float) -> int:
    """As if somebody had asked for the timeline: its buttons find their way, and what it cites stays."""
    cited = sending.hits[0].citations[0].model_dump_json()
    return context.store.remember(
        Exchange(0, topic.server, "", "timeline", topic.words, "/", False, True, cited, int(now))
    )


def _topic_sent(topics: Topics, topic: Topic, sending: Sending, now: float, message: int) -> None:
    quotes = tuple((c.source, c.quote) for hit in sending.hits[: cards.SHOWN] for c in hit.citations)
    topics.posted(topic.server, Post(channel=topic.channel, message=message, quotes=quotes), now)
    topics.put(told(_now_kept(topics, topic), sending.hits, now))


def _topic_failed(topics: Topics, topic: Topic, sending: Sending, why: str, lasting: bool) -> None:
    kept = _now_kept(topics, topic)
    if lasting:
        kept = told(kept, sending.hits, sending.at).model_copy(update={"why": why})
    else:
        kept = kept.model_copy(
            update={"sending": None, "waiting": (*sending.hits, *kept.waiting), "why": why}
        )
    topics.put(kept)


def _now_kept(topics: Topics, topic: Topic) -> Topic:
    """As it is kept by now: new articles may have come meanwhile."""
    return next((one for one in topics.of(topic.server) if one.key == topic.key), topic)


def _weekly(
    context: Context, topics: Topics, server: int, wishes: ServerFeeds, now: float
) -> Iterator[Outgoing]:
    """Written down before it is sent: rather never than twice."""
    topics.wish(server, wishes.model_copy(update={"week": now}))
    assert wishes.weekly is not None
    today = datetime.fromtimestamp(now, UTC).date()
    with context.pool.library(server) as library:
        fresh = {s.id for s in library.sources() if s.published and today - WEEK <= s.published <= today}
        found = library.timeline("", first=today - WEEK, last=today, today=today).events
        entries = [(one, _voices(library, one)) for one in found if fresh & {c.source for c in one.citations}]
    if not entries:
        return
    entries.sort(key=lambda pair: -pair[1])
    card = cards.week(entries[:OF_A_WEEK], len(fresh))
    quotes = tuple((c.source, c.quote) for one, _ in entries[:OF_A_WEEK] for c in one.citations)

    def sent(message: int) -> None:
        assert wishes.weekly is not None
        topics.posted(server, Post(channel=wishes.weekly, message=message, quotes=quotes), now)

    nonce = digest(f"{server} week {int(now)}")
    yield Outgoing(server, wishes.weekly, card, nonce, None, sent=sent, failed=lambda _, __: None)


def _voices(library: Library, entry: Entry) -> int:
    """How many independent sources tell it: one for a publisher, one for a text and its copies."""
    found: list[tuple[str, bytes]] = []
    for citation in entry.citations:
        voice, text = (citation.publisher or citation.source).casefold(), sketch_of(library, citation.source)
        if not any(voice == other or is_copy(text, known) for other, known in found):
            found.append((voice, text))
    return len(found)


def _correction(corrections: Corrections, document: Document, one: Due) -> Outgoing:
    if one.changes:
        card = cards.correction(one.title, one.publisher, one.url, one.changes)
    else:
        card = plainly(m.CORRECTION_WITHDRAWN.format(one.publisher or m.UNKNOWN_PUBLISHER, one.title))

    def failed(_: str, lasting: bool) -> None:
        if lasting:
            corrections.done(document)

    return Outgoing(
        document.server, one.channel, card, digest(document.key), one.message,
        sent=lambda _: corrections.done(document), failed=failed,
    )  # fmt: skip

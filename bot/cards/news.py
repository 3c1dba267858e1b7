"""What is new, as cards: events and figures on a topic, corrections, the week, and what is followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from bot import messages as m
from bot.cards.card import Block, Button, Card, Piece, Row, Rule, Text, heading, note, text
from bot.cards.citations import origin, quotation
from bot.cards.plain import plainly
from bot.cards.tables import when
from knowledge.feeds.model import Change, Feed, Trouble
from knowledge.feeds.topics import Hit, ServerFeeds, Telling, Topic
from knowledge.model import Entry

__all__ = ["correction", "feed_list", "following", "topic_news", "week"]

SHOWN: Final = 5
A_CHANGE: Final = 600
"""Characters of a sentence in a correction."""


def topic_news(words: str, hits: Sequence[Hit], ref: int) -> Card:
    """One card with what new articles bring on a topic: the first few, and how many more there are."""
    blocks: list[Block] = [heading(m.NEWS_ON.format(words))]
    for hit in hits[:SHOWN]:
        blocks += _hit(hit)
    if len(hits) > SHOWN:
        blocks.append(note(m.NEWS_MORE.format(len(hits) - SHOWN, words)))
    row = [Button(m.BUTTONS["timeline"], "timeline", ref)] if ref else []
    blocks.append(Row((*row, Button(m.BUTTONS["sources"], "sources", ref))))
    return Card(tuple(blocks), "answer")


def _hit(hit: Hit) -> Iterator[Block]:
    citation = hit.citations[0]
    if hit.entry is not None:
        yield Text(tuple(when(hit.entry)))
    elif hit.figure is not None:
        yield Text(
            (Piece(hit.figure.text, strong=True), Piece(f" {hit.figure.label}" if hit.figure.label else ""))
        )
    yield quotation(citation.quote)
    yield origin(citation)
    others = sorted(
        {c.publisher or c.title for c in hit.citations[1:]} - {citation.publisher or citation.title}
    )
    if others:
        yield note(m.ALSO_IN, ", ".join(others))


def correction(title: str, publisher: str | None, url: str | None, changes: Sequence[Change]) -> Card:
    """What was quoted and reads otherwise now."""
    blocks: list[Block] = [
        heading(m.CORRECTION),
        note(m.CORRECTION_BY.format(publisher or m.UNKNOWN_PUBLISHER, title)),
    ]
    for change in changes[:3]:
        blocks += [Text((Piece(m.CORRECTION_WAS, strong=True),)), quotation(change.before[:A_CHANGE])]
        if change.after:
            blocks += [Text((Piece(m.CORRECTION_IS, strong=True),)), quotation(change.after[:A_CHANGE])]
        else:
            blocks.append(text(m.CORRECTION_GONE))
    if url:
        blocks.append(note(Piece(m.OPEN_ARTICLE, url=url)))
    return Card(tuple(blocks), "differs")


def week(entries: Sequence[tuple[Entry, int]], articles: int) -> Card:
    """What happened in a week, what most independent sources tell of first."""
    blocks: list[Block] = [heading(m.WEEK), note(m.WEEK_OF.format(m.counted(articles, "article")))]
    for entry, voices in entries:
        blocks += [Text(tuple(when(entry))), quotation(entry.text), origin(entry.citations[0])]
        if voices > 1:
            blocks.append(note(m.WEEK_VOICES.format(voices)))
    return Card(tuple(blocks), "answer")


def following(topics: Sequence[tuple[Topic, Telling, int]], wishes: ServerFeeds) -> Card:
    """What a server follows, how far each is told and how much waits, and when it is quiet."""
    if not topics and wishes.weekly is None:
        return plainly(m.FOLLOWING_NONE)
    blocks: list[Block] = [heading(m.FOLLOWING)]
    blocks += [_topic(*topic) for topic in topics[:25]]
    if wishes.weekly is not None:
        blocks.append(note(m.FOLLOWING_WEEKLY, Piece("", channel=wishes.weekly), "."))
    if wishes.quiet is not None:
        blocks.append(note(m.FOLLOWING_QUIET.format(*wishes.quiet, f"{wishes.east:+g}")))
    return Card(tuple(blocks))


def _topic(topic: Topic, telling: Telling, waiting: int) -> Text:
    pieces = [Piece(topic.words, strong=True), Piece(m.FOLLOWING_LINE.format(topic.every))]
    pieces += [Piece(m.FOLLOWING_IN), Piece("", channel=topic.channel)]
    if telling.last:
        pieces += [Piece(m.FOLLOWING_LAST), Piece("", day=datetime.fromtimestamp(telling.last, UTC).date())]
    if waiting:
        pieces.append(Piece(m.FOLLOWING_WAITING.format(waiting)))
    if telling.why:
        pieces.append(Piece(m.FOLLOWING_WHY.format(telling.why)))
    return Text(tuple(pieces))


def feed_list(feeds: Sequence[tuple[Feed, Sequence[Trouble]]]) -> Card:
    """A server's feeds: when each answered, why one is paused, and the pages that were refused."""
    if not feeds:
        return plainly(m.FEEDS_NONE)
    blocks: list[Block] = [heading(m.FEEDS)]
    for number, (feed, troubles) in enumerate(feeds):
        blocks += [Rule()] if number else []
        blocks += [_feed(feed), *(note(m.FEED_REFUSED.format(t.title or t.url, t.why)) for t in troubles[:3])]
        if len(troubles) > 3:
            blocks.append(note(m.AND_MORE.format(len(troubles) - 3)))
    return Card(tuple(blocks))


def _feed(feed: Feed) -> Text:
    pieces = [Piece(feed.title or feed.url, strong=True), Piece(f"\n{feed.url}\n")]
    if feed.paused:
        return Text((*pieces, Piece(m.FEED_PAUSED.format(feed.paused))))
    if feed.looked is None:
        pieces.append(Piece(m.FEED_NOT_YET))
    else:
        pieces += [Piece(m.FEED_LOOKED), Piece("", day=datetime.fromtimestamp(feed.looked, UTC).date())]
    if feed.why:
        pieces.append(Piece(m.FEED_WHY.format(feed.why)))
    return Text(tuple(pieces))

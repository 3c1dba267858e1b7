"""Dated events on a topic, in pages and as a picture."""

from __future__ import annotations

from datetime import date

from bot import messages as m
from bot.cards import tables
from bot.cards.card import Card, Picture, heading
from bot.cards.downloads import download, downloads
from bot.cards.plain import plainly
from bot.services.exchanges import recalled
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.model import Timeline
from knowledge.storage.guild_state import Exchange

__all__ = ["again", "file", "page", "picture", "timeline"]


def timeline(
    context: Context, asker: Asker, topic: str, *, first: str = "", last: str = "", drawn: bool = False
) -> Card:  # fmt: skip
    """Dated events on a topic between two days (ISO, each may be empty); ``drawn`` adds the picture."""
    try:
        days = [_day(first), _day(last)]
    except ValueError as error:
        return plainly(m.UNREADABLE_DAY.format(error))
    if days[0] and days[1] and days[0] > days[1]:
        return plainly(m.WINDOW_ORDER)
    topic = " ".join(topic.split())[:300]
    window = "/".join(day.isoformat() if day else "" for day in days)
    found = _timeline(context, asker, topic, window)
    ref = context.keep(asker, "timeline", topic, context=window, answered=bool(found.events))
    image = _drawn(found) if drawn and found.events else None
    return tables.timeline(found, ref, picture=image)


def _day(typed: str) -> date | None:
    """Raises ValueError with what was typed where that is no day."""
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError as error:
        raise ValueError(typed) from error


def _timeline(context: Context, asker: Asker, topic: str, window: str) -> Timeline:
    first, _, last = window.partition("/")
    with context.library(asker) as library:
        return library.timeline(
            topic,
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
            today=asker.today,
        )


def page(context: Context, asker: Asker, ref: int, number: int = 0) -> Card:
    """Another page of a timeline, or the timeline on the topic of a question."""
    found = _again(context, asker, ref)
    return plainly(found) if isinstance(found, str) else tables.timeline(found, ref, number)


def again(context: Context, asker: Asker, exchange: Exchange) -> Card:
    """The first page of the same timeline, as it is now."""
    return page(context, asker, exchange.id)


def picture(context: Context, asker: Asker, ref: int) -> Card:
    """The picture of a timeline, with the words that stand for it."""
    found = _again(context, asker, ref)
    if isinstance(found, str):
        return plainly(found)
    if not found.events:
        return tables.timeline(found, ref)
    return Card((heading(m.PICTURE_OF), _drawn(found)), "answer")


def file(context: Context, asker: Asker, ref: int, kind: str) -> Card:
    """The whole timeline as a file of this kind; what kinds there are, where it is none."""
    from knowledge.presentation.files import TIMELINE_FORMATS, timeline_file

    found = _again(context, asker, ref)
    if isinstance(found, str):
        return plainly(found)
    if not found.events:
        return tables.timeline(found, ref)
    for one in TIMELINE_FORMATS:
        if one == kind:
            return download(f"timeline.{one}", timeline_file(found, one))
    return downloads("timeline_file", ref, TIMELINE_FORMATS)


def _again(context: Context, asker: Asker, ref: int) -> Timeline | str:
    """The timeline of an exchange as it is now, or the sentence why there is none any more."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return exchange
    window = exchange.context or "" if exchange.kind == "timeline" else ""
    return _timeline(context, asker, exchange.question, window)


def _drawn(found: Timeline) -> Picture:
    from knowledge.presentation import picture as pictures

    return Picture("timeline.png", pictures.draw(found), pictures.alt_text(found))

"""Timelines, checked claims and facts about a name."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot import messages as m
from bot.cards import tables
from bot.cards.card import Card, Picture, heading
from bot.cards.plain import plainly
from bot.services.answers import recalled
from bot.state.context import Asker, Context
from knowledge.model import FactSheet, Timeline

__all__ = ["check", "facts", "picture", "timeline", "timeline_page"]

LONGEST_CLAIM: Final = 600


def timeline(
    context: Context, asker: Asker, topic: str, *, first: str = "", last: str = "", drawn: bool = False
) -> Card:
    """Dated events on a topic between two days (ISO, each may be empty); ``drawn`` adds the picture."""
    days = []
    for typed in (first, last):
        try:
            days.append(date.fromisoformat(typed.strip()) if typed.strip() else None)
        except ValueError:
            return plainly(m.UNREADABLE_DAY.format(typed))
    if days[0] and days[1] and days[0] > days[1]:
        return plainly(m.WINDOW_ORDER)
    topic = " ".join(topic.split())[:300]
    window = "/".join(day.isoformat() if day else "" for day in days)
    found = _timeline(context, asker, topic, window)
    ref = context.keep(asker, "timeline", topic, context=window, answered=bool(found.events))
    image = _drawn(found) if drawn and found.events else None
    return tables.timeline(found, ref, picture=image)


def _timeline(context: Context, asker: Asker, topic: str, window: str) -> Timeline:
    first, _, last = window.partition("/")
    with context.pool.library(asker.server) as library:
        return library.timeline(
            topic,
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
            today=asker.today,
        )


def timeline_page(context: Context, asker: Asker, ref: int, page: int = 0) -> Card:
    """Another page of a timeline, or the timeline on the topic of a question."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    window = exchange.context or "" if exchange.kind == "timeline" else ""
    found = _timeline(context, asker, exchange.question, window)
    return tables.timeline(found, ref, page)


def picture(context: Context, asker: Asker, ref: int) -> Card:
    """The picture of a timeline, with the words that stand for it."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    window = exchange.context or "" if exchange.kind == "timeline" else ""
    found = _timeline(context, asker, exchange.question, window)
    if not found.events:
        return tables.timeline(found, ref)
    return Card((heading(m.PICTURE_OF), _drawn(found)), "answer")


def _drawn(found: Timeline) -> Picture:
    from knowledge.presentation import picture as pictures

    return Picture("timeline.png", pictures.draw(found), pictures.alt_text(found))


def check(context: Context, asker: Asker, claim: str) -> Card:
    """A claim held against the sources."""
    claim = " ".join(re.sub(r"<[@#]\W?\d+>", " ", claim).split())
    if not claim:
        return plainly(m.NO_TEXT)
    if len(claim) > LONGEST_CLAIM:
        return plainly(m.LONG_CLAIM.format(LONGEST_CLAIM))
    with context.pool.library(asker.server) as library:
        found = library.check(claim)
    shown = next(iter(found.citations or found.nearest), None)
    cited = shown.model_dump_json() if shown else ""
    ref = context.keep(asker, "check", claim, answered=found.verdict != "not found", cited=cited)
    return tables.checked(found, ref)


def facts(context: Context, asker: Asker, name: str) -> Card:
    """What the sources say about a name."""
    with context.pool.library(asker.server) as library:
        sheet = library.facts(" ".join(name.split()))
    return tables.fact_sheet(sheet, picture=_chart(sheet) if sheet.chart else None)


def _chart(sheet: FactSheet) -> Picture:
    from knowledge.presentation import chart

    return Picture("chart.png", chart.draw(sheet), chart.alt_text(sheet))

"""The ways on from an answer: all of them, its own sources, and showing it to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from bot import messages as m
from bot.cards import sources as source_cards
from bot.cards import ways as way_cards
from bot.cards.card import Button, Card, Row, heading
from bot.cards.plain import plainly
from bot.cards.ways import Place
from bot.services import answers, claims, factsheets, timelines
from bot.services.exchanges import recalled
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.model import Citation
from knowledge.storage.guild_state import Exchange

__all__ = ["again", "cited", "may_show", "ways"]

_AGAIN: Final[Mapping[str, Callable[[Context, Asker, Exchange], Card]]] = MappingProxyType(
    {
        "ask": answers.again,
        "talk": answers.again,
        "check": claims.again,
        "facts": factsheets.again,
        "timeline": timelines.again,
    }
)
_CITED: Final[Mapping[str, Callable[[Context, Asker, Exchange], tuple[Citation, ...]]]] = MappingProxyType(
    {"ask": answers.cited, "check": claims.cited, "facts": factsheets.cited}
)


def ways(context: Context, asker: Asker, ref: int, place: Place) -> Card:
    """Every way on from an answer."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    voting = context.guild_settings(asker.server).feedback
    place = place._replace(moderated=asker.moderates, quoted=bool(exchange.cited))
    return way_cards.ways(exchange.kind, exchange.question, ref, place, voting=voting)


def again(context: Context, asker: Asker, ref: int) -> Card:
    """The same answer, or claim, or fact sheet, as it is now, under the same buttons."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    if not context.guild_settings(asker.server).answers_in(asker.places):
        return plainly(m.NOT_HERE)
    return _AGAIN[exchange.kind](context, asker, exchange)


def may_show(context: Context, asker: Asker, ref: int) -> bool:
    """Whether an answer that one person has seen can be shown to all who read the channel."""
    known = not isinstance(recalled(context, asker, ref), str)
    return known and context.guild_settings(asker.server).answers_in(asker.places)


def cited(context: Context, asker: Asker, ref: int) -> Card:
    """The sources that an answer rests on."""
    exchange = recalled(context, asker, ref, tuple(_CITED))
    if isinstance(exchange, str):
        return plainly(exchange)
    wanted = dict.fromkeys(one.source for one in _CITED[exchange.kind](context, asker, exchange))
    with context.library(asker) as library:
        known = {source.id: source for source in library.sources()}
    lines = [source_cards.source_line(known[name]) for name in wanted if name in known]
    if not lines:
        return plainly(m.NONE_CITED)
    return Card((heading(m.CITED), *lines, Row((Button(m.ALL_SOURCES, "sources"),))))

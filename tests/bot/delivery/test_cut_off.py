"""Cards that nobody asked for, in a bot that is killed at any moment: each is shown, and once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from examples.news_desk import END, FEED, HOUR, NOW, STRIKE, Desk, looked, on
from examples.newspaper import Newspaper
from loopback.connected import running
from loopback.people import text
from loopback.world import loopback, reply

from bot.delivery.announcing import announce
from bot.settings import BotSettings

pytestmark = pytest.mark.timeout(600)
WRITES = {"put_document", "first_document", "remove_document", "remember"}


class CutOffError(BaseException):
    """Stands for a kill: nothing in the program catches it."""


@dataclass
class Kill:
    """Comes before one of the moments at which something is written or sent, or after a message came."""

    at: int | None
    moments: list[str] = field(default_factory=list)

    def comes(self, moment: str) -> bool:
        self.moments.append(moment)
        return len(self.moments) - 1 == self.at


class Cut:
    """The bot's state, which a kill cuts off before it writes."""

    def __init__(self, store: Any, kill: Kill) -> None:
        self._store, self._kill = store, kill

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)

        def write(*given: Any, **named: Any) -> Any:
            if self._kill.comes(name):
                raise CutOffError
            return real(*given, **named)

        return write if name in WRITES else real


async def announced(desk: Desk, kill: Kill) -> None:
    """What a bot posts that has looked at its feeds, until it has done so or is killed."""
    with closing(desk.opened()) as context:
        async with running(desk.world, context) as bot:
            for regular in bot._regular:  # the clock is ours
                regular.cancel()
            await asyncio.to_thread(looked, context, desk.now)
            bot.context = context._replace(store=Cut(context.store, kill))  # type: ignore[arg-type]
            task = asyncio.ensure_future(announce(bot, desk.now))

            async def posted(request: web.Request) -> web.StreamResponse:
                if kill.comes("send"):
                    task.cancel()
                    return reply({}, 500)
                response = await desk.world._post(request)
                if kill.comes("sent"):
                    task.cancel()
                return response

            desk.world.post = posted
            with suppress(CutOffError, asyncio.CancelledError):
                await task
            desk.world.post, bot.context = None, context


def new_article(desk: Desk) -> None:
    desk.paper.publish(FEED, 3, "Ferry strike ends", END, at=desk.now)


def new_edition(desk: Desk) -> None:
    desk.paper.publish(FEED, 2, "Ferry strike", STRIKE.replace("the union", "the mayor"), at=desk.now)


def week_ends(desk: Desk) -> None:
    desk.now += 7 * 24 * HOUR
    desk.paper.publish(FEED, 3, "Bridge opens", f"The mayor of Elm opened a bridge on {on(6)}.", at=desk.now)


CARDS: dict[str, tuple[Callable[[Desk], None], str]] = {
    "topic": (new_article, "ended their strike"),
    "correction": (new_edition, "Correction"),
    "week": (week_ends, "### New in the sources"),
}


async def shown(settings: BotSettings, card: str, kill: Kill, *, late: bool) -> list[str]:
    """The cards that stand there in the end, where a kill came in between."""
    happens, words = CARDS[card]
    async with loopback() as world:
        desk = Desk(world, settings, Newspaper())
        desk.paper.publish(FEED, 1, "Weather", "The wind turned.", at=NOW - HOUR)
        topics = ("feeds weekly", {}) if card == "week" else ("follow", {"topic": "ferry strike"})
        await desk.told(("feeds add", {"url": FEED}), topics)
        desk.paper.publish(FEED, 2, "Ferry strike", STRIKE, at=desk.now)
        await desk.told(after=HOUR)
        desk.now += HOUR
        happens(desk)
        await announced(desk, kill)
        for after in (HOUR if late else 60.0, HOUR):
            await desk.told(after=after)
        assert world.rejected == []
        return [one for one in map(text, world.messages.values()) if words in one]


@pytest.mark.parametrize("card", CARDS)
async def test_killed_at_any_moment_it_shows_the_card_once(
    tmp_path: Path, settings: BotSettings, card: str
) -> None:
    def at(home: Path) -> BotSettings:
        return settings.model_copy(update={"library": settings.library.model_copy(update={"home": home})})

    whole = Kill(None)
    wanted = await shown(at(tmp_path / "whole"), card, whole, late=True)
    assert len(wanted) == 1
    assert {"send", "sent"} < set(whole.moments)
    for moment, what in enumerate(whole.moments):
        found = await shown(at(tmp_path / str(moment)), card, Kill(moment), late=moment % 2 == 0)
        assert found == wanted, f"killed at moment {moment}, {what}"

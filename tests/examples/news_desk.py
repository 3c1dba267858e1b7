"""A bot in a loopback Discord over a newspaper, by a clock that only tests move."""

from __future__ import annotations

import asyncio
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

from examples.newspaper import Newspaper
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.delivery.announcing import announce
from bot.services.watching import FeedWatch
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.library import Library

FEED = "https://courier.example/rss.xml"
OTHER = "https://gazette.example/rss.xml"
NOW = time.time()
"""The bot notes by its own clock when something was asked for; what comes after is simulated."""
HOUR = 3600.0
DAY = datetime.fromtimestamp(NOW, UTC).date()


def on(days: int) -> str:
    """A day from today on, as it is written."""
    day = DAY + timedelta(days)
    return f"{day.day} {day:%B %Y}"


STRIKE = f"The ferry crews of Port Marlow began a strike on {on(-1)}, the union said."
END = f"The ferry crews of Port Marlow ended their strike on {on(0)}, the mayor said."


def looked(context: Context, now: float) -> None:
    """One round over the feeds, at a moment."""
    with closing(FeedWatch(context, now=lambda: now)) as watch:
        watch.round()


class Desk:
    """A bot in a loopback Discord over a newspaper, with a clock that only tests move."""

    def __init__(self, world: World, settings: BotSettings, paper: Newspaper) -> None:
        self.world, self.settings, self.paper, self.now = world, settings, paper, NOW + 600
        world.now = lambda: self.now
        self.boss = Person(world, next(iter(world.servers)), manages=True)

    def opened(self) -> Context:
        return open_context(self.settings, Library.open)._replace(web=lambda: self.paper)  # type: ignore[return-value]

    async def told(self, *commands: tuple[str, dict[str, str]], after: float = 0.0) -> list[str]:
        """What is posted by a bot that is started anew, is told the commands, and looks at its feeds once."""
        self.now += after
        with closing(self.opened()) as context:
            async with running(self.world, context) as bot:
                for name, given in commands:
                    await self.boss.slash(name, **given)
                answers = len(self.world.raw)
                await asyncio.to_thread(looked, context, self.now)
                await announce(bot, self.now)
        return [text(message) for message in self.world.raw[answers:]]

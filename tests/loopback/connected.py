"""The real client, connected to a loopback Discord for as long as a test needs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from loopback.people import wait_for
from loopback.world import World

from bot.app import Dateline
from bot.state.context import Context


@asynccontextmanager
async def running(world: World, context: Context) -> AsyncIterator[Dateline]:
    """The real client, connected; a failed start is raised here and does not hang."""
    bot = Dateline(context, guild_ready_timeout=0.05)
    life = asyncio.create_task(bot.start(world.token))
    try:
        ready = asyncio.create_task(wait_for(lambda: bot.was_ready))
        await asyncio.wait({life, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            ready.cancel()
            life.result()
        yield bot
    finally:
        await bot.finish(patience=5)
        await asyncio.gather(life, return_exceptions=True)

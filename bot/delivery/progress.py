"""How far something is, shown in place of the answer until that is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import aiohttp
import discord

from bot.cards.card import Card
from bot.delivery.client import Interaction
from bot.delivery.views import layout

__all__ = ["progress"]

_PAUSE: Final = 2.0  # seconds; Discord takes five edits of a message in two
_log = logging.getLogger(__name__)


@asynccontextmanager
async def progress(interaction: Interaction) -> AsyncIterator[Callable[[Card], None]]:
    """Gives what takes cards, from any thread; the latest is shown now and then, the first after a while."""
    loop, latest, editing = asyncio.get_running_loop(), _Latest(), asyncio.Lock()
    showing = asyncio.create_task(_show(interaction, latest, editing))

    def take(card: Card) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody is there to look
            loop.call_soon_threadsafe(latest.put, card)

    try:
        yield take
    finally:
        async with editing:  # what is being shown must not arrive after the answer
            showing.cancel()


class _Latest:
    def __init__(self) -> None:
        self._card: Card | None = None
        self._there = asyncio.Event()

    def put(self, card: Card) -> None:
        self._card = card
        self._there.set()

    async def get(self) -> Card:
        await self._there.wait()
        self._there.clear()
        assert self._card is not None
        return self._card


async def _show(interaction: Interaction, latest: _Latest, editing: asyncio.Lock) -> None:
    while True:
        await asyncio.sleep(_PAUSE)
        card = await latest.get()
        try:
            async with editing:
                await interaction.edit_original_response(view=layout(card))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.info("progress is not shown: %s", error)

"""A bot in a loopback Discord, started and stopped for each test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from loopback.people import Person, wait_for
from loopback.world import World, loopback
from small_library import SmallLibrary

from bot.app import Dateline
from bot.room import Room, open_room
from bot.settings import BotSettings
from knowledge.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> BotSettings:
    return BotSettings(library=Settings(home=tmp_path / "home", meaning="off"), person_minute=600)


@pytest.fixture
def room(settings: BotSettings):
    opened = open_room(settings, SmallLibrary.open)
    yield opened
    opened.close()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with loopback(("Harbour Town", 11), ("Hill Town", 12)) as running:
        yield running


@asynccontextmanager
async def running(world: World, room: Room) -> AsyncIterator[Dateline]:
    """The real client, connected; a failed start is raised here and does not hang."""
    bot = Dateline(room, guild_ready_timeout=0.05)
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


@pytest.fixture
async def bot(world: World, room: Room) -> AsyncIterator[Dateline]:
    async with running(world, room) as connected:
        yield connected


@pytest.fixture
def reader(world: World) -> Person:
    return Person(world, next(iter(world.servers)))

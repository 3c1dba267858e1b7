"""A bot in a loopback Discord, started and stopped for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import Person
from loopback.world import World, loopback

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> BotSettings:
    return BotSettings(library=Settings(home=tmp_path / "home", meaning="off"), person_minute=600)


@pytest.fixture
def context(settings: BotSettings):
    opened = open_context(settings, SmallLibrary.open)
    yield opened
    opened.close()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with loopback(("Harbour Town", 11), ("Hill Town", 12)) as running:
        yield running


@pytest.fixture
async def bot(world: World, context: Context) -> AsyncIterator[Dateline]:
    async with running(world, context) as connected:
        yield connected


@pytest.fixture
def reader(world: World) -> Person:
    return Person(world, next(iter(world.servers)))

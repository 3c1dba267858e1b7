"""Buttons that stay in a channel for years: each shows its own answer, or says that it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.operations.backup import backup, restore
from bot.settings import BotSettings
from bot.state.context import Context, open_context

CRANE, FERRY = "How heavy is the crane of the harbour?", "When does the ferry stop?"
OTHERS = [f"How heavy is crane {number} of the harbour?" for number in range(8)]


@pytest.fixture
def reader(world: World) -> Person:
    return Person(world, next(iter(world.servers)))


@asynccontextmanager
async def bot_of(world: World, settings: BotSettings) -> AsyncIterator[Context]:
    context = open_context(settings, SmallLibrary.open)
    try:
        async with running(world, context):
            yield context
    finally:
        context.close()


def at(settings: BotSettings, home: Path) -> BotSettings:
    return settings.model_copy(update={"library": settings.library.model_copy(update={"home": home})})


async def asked(reader: Person, *questions: str) -> list[dict]:
    return [(await reader.slash("ask", question=one)).original for one in questions]


async def is_gone(reader: Person, context: Context, message: dict) -> None:
    for action in ("context", "good", "ways"):
        shown = text((await reader.click(message, action)).original)
        assert "no longer kept" in shown
        assert "tonnes" not in shown
    votes = [one for one in context.store.asked(reader.server, 0) if one.liked]
    assert votes == []


async def test_another_process_over_the_same_folder_shows_it(
    world: World, settings: BotSettings, reader: Person
) -> None:
    async with bot_of(world, settings):
        crane, _ = await asked(reader, CRANE, FERRY)
    async with bot_of(world, settings):
        assert "90" in text((await reader.click(crane, "context")).original)


async def test_in_another_folder_it_is_gone_whatever_was_asked_there(
    world: World, settings: BotSettings, reader: Person, tmp_path: Path
) -> None:
    async with bot_of(world, settings):
        crane, _ = await asked(reader, CRANE, FERRY)
    async with bot_of(world, at(settings, tmp_path / "elsewhere")) as context:
        await asked(reader, *OTHERS)
        await is_gone(reader, context, crane)


async def test_after_a_restore_what_was_asked_since_the_backup_is_gone(
    world: World, settings: BotSettings, reader: Person, tmp_path: Path
) -> None:
    async with bot_of(world, settings):
        (before,) = await asked(reader, FERRY)
        await asyncio.to_thread(backup, settings, tmp_path / "kept.zip")
        (since,) = await asked(reader, CRANE)
    await asyncio.to_thread(restore, settings, tmp_path / "kept.zip")
    async with bot_of(world, settings) as context:
        await asked(reader, *OTHERS)
        await is_gone(reader, context, since)
        assert FERRY in text((await reader.click(before, "ways")).original)

"""Fair use, as people see it."""

from __future__ import annotations

from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.settings import BotSettings
from bot.state.context import open_context

QUESTION = "How heavy is the crane of the harbour?"


async def test_who_asks_too_fast_is_told_how_long_to_wait(world: World, settings: BotSettings) -> None:
    context = open_context(settings.model_copy(update={"person_minute": 1}), SmallLibrary.open)
    async with running(world, context):
        reader = Person(world, next(iter(world.servers)))
        await reader.slash("ask", question=QUESTION)
        talk = await reader.slash("ask", question=QUESTION)
        assert "Please wait" in text(talk.original)
        assert "What I do" in text((await reader.slash("help")).original)
    context.close()

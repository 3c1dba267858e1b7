"""/help: what can be asked and done, for everybody and for managers."""

from __future__ import annotations

from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline


async def test_managers_are_told_of_their_commands_as_well(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    for manages in (False, True):
        shown = text((await Person(world, server, manages=manages).slash("help")).original)
        assert "How heavy is the crane?" in shown
        assert ("/gaps" in shown, "/ask" in shown) == (manages, True)

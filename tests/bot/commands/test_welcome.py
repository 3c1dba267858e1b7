"""The first minutes in a server."""

from __future__ import annotations

from typing import Any

import pytest
from examples.stocked_server import Item
from loopback.people import Person, text, wait_for
from loopback.world import World

from bot.app import Dateline
from bot.delivery.views import layout
from bot.services.welcome import Arrival, greeting

ADMINISTRATOR = "8"
FEW = str(1 << 10 | 1 << 11)  # to see a channel and to write there


async def greeted(boss: Person) -> dict:
    """The first message, as it stands in the server."""
    shown = layout(greeting(Arrival("Harbour Town", "#news", ()), "Who is Antony Blinken?"))
    return boss.world.sent(boss.channel, {"components": shown.to_components()}, boss.server)


async def joined(world: World, *, permissions: str = ADMINISTRATOR) -> int:
    """A third server, which has just invited the bot."""
    server = world.add_server("Bay Town", seed=13)
    told: dict[str, Any] = world.server(server)
    told["roles"][0]["permissions"] = permissions
    del told["unavailable"]  # which tells a server that was there before
    told["system_channel_id"] = str(server + 2)
    await world.gateway.event("GUILD_CREATE", told, server=server)
    return server


async def test_who_invited_the_bot_is_told_once_what_it_does_and_may_do(bot: Dateline, world: World) -> None:
    world.inviter = 500
    server = await joined(world)
    await wait_for(lambda: world.raw)
    message = list(world.messages.values())[-1]
    assert message["channel_id"] == "501"
    shown = text(message)
    for words in ("invited me to Bay Town", "by quoting them", "In #other I may do all that I need", "/ask"):
        assert words in shown
    assert "A question to try" in shown
    await world.gateway.event("GUILD_CREATE", world.server(server), server=server)
    assert len(world.raw) == 1
    assert world.rejected == []


@pytest.mark.parametrize("shy", [True, False])
async def test_where_nobody_can_be_told_directly_the_servers_own_channel_is_used(
    bot: Dateline, world: World, shy: bool
) -> None:
    world.shy, world.inviter = shy, 500 if shy else None
    server = await joined(world)
    await wait_for(lambda: world.raw)
    assert list(world.messages.values())[-1]["channel_id"] == str(server + 2)


async def test_what_the_bot_may_not_do_there_is_named(bot: Dateline, world: World) -> None:
    await joined(world, permissions=FEW)
    await wait_for(lambda: world.raw)
    shown = text(list(world.messages.values())[-1])
    assert "In #other I lack: Send Messages in Threads, Read Message History, Embed Links" in shown


async def test_the_question_can_be_tried_and_adding_is_explained(bot: Dateline, world: World) -> None:
    server = await joined(world)
    await wait_for(lambda: world.raw)
    message, boss = list(world.messages.values())[-1], Person(world, server, manages=True, channel=server + 2)
    assert "90 tonnes" in text((await boss.click(message, "try_question")).original)
    assert "/articles add" in text((await boss.click(message, "how_to_add")).original)


ITEMS = {
    "try_question": Item(greeted, "paragraph"),
    "how_to_add": Item(greeted, "drop a file"),
}

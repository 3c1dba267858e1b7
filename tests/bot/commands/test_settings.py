"""/dateline settings."""

from __future__ import annotations

import pytest
from examples.stocked_server import Item, shown_by
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.app import Dateline
from bot.state.context import Context

QUESTION = "How heavy is the crane of the harbour?"
SETTINGS = shown_by("dateline settings")
ITEMS = {
    "set_private": Item(SETTINGS, "for the asker alone"),
    "set_feedback": Item(SETTINGS, "cannot be voted on"),
    "set_seeds": Item(SETTINGS, "own articles are used"),
    "set_caution": Item(SETTINGS, "stay silent in doubt", chosen="careful"),
    "set_dates": Item(SETTINGS, "French", chosen="fr"),
    "set_channels": Item(SETTINGS, "chosen below", chosen="another channel"),
}


async def test_a_forged_click_on_a_setting_is_refused(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss, reader = Person(world, server, manages=True), Person(world, server, ident=5)
    message = (await boss.slash("dateline settings")).original
    assert "Only people who manage" in text((await reader.click(message, "set_private")).original)


async def test_settings_change_how_the_bot_answers(bot: Dateline, world: World, context: Context) -> None:
    server = next(iter(world.servers))
    boss, reader = Person(world, server, manages=True), Person(world, server, ident=5)
    message = (await boss.slash("dateline settings")).original
    message = (await boss.click(message, "set_private")).original
    assert "for the asker alone" in text(message)
    assert (await reader.slash("ask", question=QUESTION)).ephemeral
    await boss.click(message, "set_dates", "fr")
    assert "4 mai 2021" in text((await reader.slash("ask", question=QUESTION)).original)
    await boss.click(message, "set_feedback")
    with pytest.raises(NotOfferedError):
        reader.button((await reader.slash("ask", question=QUESTION)).original, "good")
    await boss.click(message, "set_caution", "careful")
    assert context.guild_settings(server).caution == "careful"
    await boss.click(message, "set_channels", str(server + 2))
    assert "settings name the channels" in text((await reader.slash("ask", question=QUESTION)).original)
    changes = text((await boss.slash("articles changes")).original)
    assert "set private to True" in changes
    assert world.rejected == []

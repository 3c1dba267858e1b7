"""Buttons that belong to no command, or to another place."""

from __future__ import annotations

from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline

QUESTION = "How heavy is the crane of the harbour?"


async def test_a_thread_is_opened_on_request(bot: Dateline, reader: Person, world: World) -> None:
    message = (await reader.slash("ask", question=QUESTION)).original
    ways = (await reader.click(message, "ways")).original
    talk = await reader.click(ways, "thread")
    assert "A thread for your question" in text(talk.original)
    assert world.threads[0]["name"] == f"Dateline: {QUESTION}"
    assert world.rejected == []


async def test_a_button_of_another_server_is_refused(bot: Dateline, world: World) -> None:
    here, there = (Person(world, server) for server in world.servers)
    message = (await here.slash("ask", question=QUESTION)).original
    shown = text((await there.click(message, "context")).original)
    assert "no longer kept" in shown  # nor does it tell that another server keeps one
    assert QUESTION not in shown

"""/facts: names, and what is offered while typing one."""

from __future__ import annotations

from examples.stocked_server import Item, shown_by
from loopback.people import Person, text

from bot.app import Dateline

ITEMS = {"statements": Item(shown_by("facts", name="Otto Vance"), "What is said by and about")}


async def test_facts_about_a_name_and_a_name_that_nobody_knows(bot: Dateline, reader: Person) -> None:
    assert "Said" in text((await reader.slash("facts", name="Ada Finch")).original)
    assert "nearest: Milltown" in text((await reader.slash("facts", name="Zebulon")).original)


async def test_names_are_offered_while_typing(bot: Dateline, reader: Person) -> None:
    assert [c["value"] for c in await reader.complete("facts", "name", "ad")] == ["Ada Finch"]
    assert [c["value"] for c in await reader.complete("timeline", "topic", "oak")] == ["Oakholm"]

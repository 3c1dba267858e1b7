"""/privacy: what is kept, and deleting it."""

from __future__ import annotations

from examples.stocked_server import Item, shown_by
from loopback.people import Person, text

from bot.app import Dateline

QUESTION = "How heavy is the crane of the harbour?"
ITEMS = {"forget": Item(shown_by("privacy"), "Deleted")}


async def test_a_deleted_person_leaves_nothing_behind(bot: Dateline, reader: Person) -> None:
    answer = await reader.slash("ask", question=QUESTION)
    privacy = await reader.slash("privacy")
    assert "Deleted: 1 question" in text((await reader.click(privacy.original, "forget")).original)
    assert "no longer kept" in text((await reader.click(answer.original, "context")).original)

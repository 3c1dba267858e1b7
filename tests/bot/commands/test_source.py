"""/source: one article."""

from __future__ import annotations

from loopback.people import Person

from bot.app import Dateline


async def test_titles_are_offered_while_typing(bot: Dateline, reader: Person) -> None:
    assert [c["name"] for c in await reader.complete("source", "source", "crane")] == [
        "Harbour to get a new crane"
    ]

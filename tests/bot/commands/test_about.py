"""/about: how answers come about."""

from __future__ import annotations

from loopback.people import Person, text

from bot.app import Dateline


async def test_sources_are_counted(bot: Dateline, reader: Person) -> None:
    assert "2 sources here, 1 of them digests." in text((await reader.slash("about")).original)

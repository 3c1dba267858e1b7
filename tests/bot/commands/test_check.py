"""/check: claims from the command and from the menu of messages."""

from __future__ import annotations

from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline


async def test_a_message_is_checked_from_its_menu(bot: Dateline, reader: Person, world: World) -> None:
    talk = await reader.menu(
        "Check against the sources", "The harbour will get a crane of 70 tonnes next month."
    )
    shown = text(talk.original)
    assert "Contradicted" in shown
    assert "the claim says **70**, the source **90**" in shown
    assert talk.ephemeral
    assert "The passage" in text((await reader.click(talk.original, "context")).original)
    assert world.rejected == []


async def test_a_message_without_text_is_told_so(bot: Dateline, reader: Person) -> None:
    assert "no text" in text((await reader.menu("Check against the sources", "")).original)


async def test_a_claim_is_checked_by_command(bot: Dateline, reader: Person) -> None:
    talk = await reader.slash("check", claim="The ferry stops on 1 March 2020.")
    assert "Supported" in text(talk.original)

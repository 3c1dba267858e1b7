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


async def test_what_has_nothing_to_do_with_a_claim_is_not_shown_as_nearest(
    bot: Dateline, reader: Person
) -> None:
    strange = text((await reader.slash("check", claim="Queen Zebulon painted the moon of Quelmar.")).original)
    assert "Not found in the sources" in strange
    assert "Nearest" not in strange


async def test_a_claim_is_checked_by_command(bot: Dateline, reader: Person) -> None:
    talk = await reader.slash("check", claim="The ferry stops on 1 March 2020.")
    assert "Supported" in text(talk.original)


async def test_a_forward_and_a_post_of_a_feed_are_checked_by_their_words(
    bot: Dateline, reader: Person
) -> None:
    claim = "The harbour will get a crane of 70 tonnes next month."
    snapshot = {
        "content": claim, "embeds": [], "attachments": [], "type": 0, "flags": 0, "mentions": [],
        "mention_roles": [], "timestamp": "2024-01-01T00:00:00+00:00", "edited_timestamp": None,
    }  # fmt: skip
    forward = {"message_snapshots": [{"message": snapshot}]}
    post = {"embeds": [{"type": "rich", "title": "The Quay Post", "description": claim}]}
    for more in (forward, post):
        assert "Contradicted" in text((await reader.menu("Check against the sources", "", **more)).original)

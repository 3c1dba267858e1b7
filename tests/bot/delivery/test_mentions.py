"""Mentions, direct messages and replies."""

from __future__ import annotations

import pytest
from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline

QUESTION = "How heavy is the crane of the harbour?"


async def test_a_mention_is_answered_by_a_reply(bot: Dateline, reader: Person, world: World) -> None:
    message = await reader.ask(QUESTION)
    assert "90 tonnes" in text(message)
    assert world.raw[-1]["message_reference"]
    assert world.rejected == []


async def test_a_direct_message_needs_no_mention(bot: Dateline, world: World) -> None:
    assert "90 tonnes" in text(await Person(world).ask(QUESTION))


async def test_a_message_that_is_not_for_us_is_left_alone(
    bot: Dateline, reader: Person, world: World
) -> None:
    await reader.write("How heavy is the crane?", mention=False)
    assert "90 tonnes" in text(await reader.ask(QUESTION))
    assert len(world.raw) == 1


async def test_a_reply_to_an_answer_has_its_question_as_context(
    bot: Dateline, reader: Person, world: World
) -> None:
    first = await reader.ask(QUESTION)
    another = Person(world, reader.server, ident=78)
    assert f"Understood as: {QUESTION} And where?" in text(await another.ask("And where?", reply_to=first))


async def test_a_reply_whose_words_discord_hides_is_told_how_to_ask(
    bot: Dateline, reader: Person, world: World
) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    assert "press Follow up" in text(await reader.ask("", reply_to=answer))


async def test_a_mention_without_a_question_shows_what_can_be_asked(bot: Dateline, reader: Person) -> None:
    assert "How heavy is the crane?" in text(await reader.ask(""))


CLAIM = "The harbour will get a crane of 70 tonnes next month."


@pytest.mark.parametrize("words", ["", "is that true?", "source?", "fact check this please"])
async def test_a_message_of_somebody_is_checked_by_a_reply_that_mentions_us(
    bot: Dateline, reader: Person, words: str
) -> None:
    claim = Person(reader.world, reader.server, ident=78).said(CLAIM)
    shown = text(await reader.ask(words, reply_to=claim))
    assert "Contradicted" in shown
    assert "the claim says **70**, the source **90**" in shown


async def test_a_question_of_somebody_is_answered_by_a_bare_mention_in_a_reply(
    bot: Dateline, reader: Person
) -> None:
    question = Person(reader.world, reader.server, ident=78).said(QUESTION)
    shown = text(await reader.ask("", reply_to=question))
    assert "90 tonnes" in shown
    assert f"Question: {QUESTION}" in shown


async def test_another_question_in_a_reply_goes_on_from_that_message(bot: Dateline, reader: Person) -> None:
    claim = Person(reader.world, reader.server, ident=78).said(CLAIM)
    assert f"Understood as: {CLAIM} And where?" in text(await reader.ask("And where?", reply_to=claim))


async def test_the_post_of_a_feed_is_checked_by_its_embed(bot: Dateline, reader: Person) -> None:
    post = Person(reader.world, reader.server, ident=78).said(
        "", embeds=[{"type": "rich", "title": "The Quay Post", "description": CLAIM}]
    )
    assert "Contradicted" in text(await reader.ask("true?", reply_to=post))


async def test_a_forwarded_message_is_checked_where_it_arrives(bot: Dateline, world: World) -> None:
    forwarded = {
        "message_reference": {"type": 1, "message_id": "5", "channel_id": "12"},
        "message_snapshots": [{"message": snapshot(CLAIM)}],
    }
    assert "Contradicted" in text(await Person(world).ask("", **forwarded))


def snapshot(content: str) -> dict:
    return {
        "content": content, "embeds": [], "attachments": [], "type": 0, "flags": 0, "mentions": [],
        "mention_roles": [], "timestamp": "2024-01-01T00:00:00+00:00", "edited_timestamp": None,
    }  # fmt: skip


async def test_a_message_that_discord_hides_is_pointed_to_by_its_menu(bot: Dateline, reader: Person) -> None:
    hidden = Person(reader.world, reader.server, ident=78).said("")
    assert "then Apps" in text(await reader.ask("is that true?", reply_to=hidden))


async def test_who_asks_for_the_source_of_an_answer_is_shown_its_passage(
    bot: Dateline, reader: Person
) -> None:
    answer = await reader.ask(QUESTION)
    assert "The passage around it" in text(await reader.ask("source?", reply_to=answer))

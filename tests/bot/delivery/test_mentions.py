"""Mentions, direct messages and replies."""

from __future__ import annotations

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

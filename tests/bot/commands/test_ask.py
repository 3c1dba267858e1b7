"""/ask: questions, and what the buttons under an answer show."""

from __future__ import annotations

import pytest
from examples.small_library import SmallLibrary
from examples.stocked_server import Form, Item, answered, ways_on
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import open_context

QUESTION = "How heavy is the crane of the harbour?"
ANSWERS = {
    "context": "The passage around it",
    "more": "The best sentences, in order",
    "timeline": "Timeline: How heavy is the crane",
    "cited": "Harbour to get a new crane",
    "good": "Thank you",
}
ITEMS = {
    "context": Item(answered, "passage"),
    "more": Item(ways_on, "best sentences"),
    "citation_file": Item(ways_on, "citation.txt"),
    "follow_up": Form(ways_on, "follow_sent", {"question": "And where?"}, "Understood as"),
}


@pytest.mark.parametrize("action", ANSWERS)
async def test_a_button_works_after_a_restart_and_for_everybody(
    world: World, settings: BotSettings, action: str
) -> None:
    asker = Person(world, next(iter(world.servers)))
    other = Person(world, asker.server, ident=78)
    context = open_context(settings, SmallLibrary.open)
    async with running(world, context):
        message = (await asker.slash("ask", question=QUESTION)).original
        if action not in ("context", "good"):
            message = (await asker.click(message, "ways")).original
    context.close()
    context = open_context(settings, SmallLibrary.open)
    async with running(world, context):
        talk = await other.click(message, action)
        assert ANSWERS[action] in text(talk.original)
        assert talk.ephemeral
    context.close()
    assert world.rejected == []
    assert world.pings == 0


async def ways_of(reader: Person, **given) -> dict:
    """What stands behind More under the answer to the question."""
    answer = (await reader.slash("ask", question=QUESTION, **given)).original
    return (await reader.click(answer, "ways")).original


async def test_a_follow_up_by_button_has_the_question_as_context(bot: Dateline, reader: Person) -> None:
    message = await ways_of(reader)
    form = (await reader.press(message, "follow_up")).form
    talk = await Person(reader.world, reader.server, ident=79).submit(form, message, question="And where?")
    assert f"Understood as: {QUESTION} And where?" in text(talk.original)
    assert not talk.ephemeral


async def test_a_follow_up_of_a_private_answer_is_private(bot: Dateline, reader: Person) -> None:
    message = await ways_of(reader, private=True)
    form = (await reader.press(message, "follow_up")).form
    assert (await reader.submit(form, message, question="And where?")).ephemeral


async def test_a_message_is_answered_from_its_menu(bot: Dateline, reader: Person) -> None:
    assert "90 tonnes" in text((await reader.menu("Answer this", QUESTION)).original)


async def test_a_slash_question_is_answered_by_a_quotation(
    bot: Dateline, reader: Person, world: World
) -> None:
    talk = await reader.slash("ask", question=QUESTION)
    shown = text(talk.original)
    assert "The harbour of Milltown will get a crane of **90 tonnes** next month." in shown
    assert "The Quay Post" in shown
    assert "paragraph 1" in shown
    assert not talk.ephemeral
    assert talk.acknowledged == 5
    assert world.rejected == []


async def test_an_answer_is_taken_away_as_the_line_that_cites_it(bot: Dateline, reader: Person) -> None:
    talk = await reader.click(await ways_of(reader), "citation_file")
    line = talk.files["citation.txt"].decode()
    assert line.startswith(
        "“The harbour of Milltown will get a crane of 90 tonnes next month.” (The Quay Post, "
    )
    assert line.endswith("https://quay.example/crane)\n")
    assert "The Quay Post, 4 May 2021, paragraph 1" in text(talk.original)


async def test_a_silence_has_no_line_to_cite(bot: Dateline, reader: Person) -> None:
    silence = (await reader.slash("ask", question="Who painted the moon of Zebulon?")).original
    ways = (await reader.click(silence, "ways")).original
    talk = await reader.click(ways, "citation_file")
    assert "rests on no source" in text(talk.original)
    assert talk.files == {}


async def test_a_private_question_is_answered_in_private(bot: Dateline, reader: Person) -> None:
    assert (await reader.slash("ask", question=QUESTION, private=True)).ephemeral


async def test_the_next_question_of_a_person_here_has_the_one_before_as_context(
    bot: Dateline, reader: Person, world: World
) -> None:
    await reader.slash("ask", question=QUESTION)
    assert "Understood as" in text((await reader.slash("ask", question="And where?")).original)
    elsewhere = Person(world, reader.server, channel=reader.server + 2)
    assert "Understood as" not in text((await elsewhere.slash("ask", question="And where?")).original)


async def test_silence_shows_the_nearest_and_what_can_be_asked(bot: Dateline, reader: Person) -> None:
    shown = text((await reader.slash("ask", question="Where was the crane painted yellow?")).original)
    assert "The sources say nothing about this." in shown
    assert "Nearest in the sources" in shown
    assert "When does the ferry stop?" in shown


async def test_silence_shows_no_quotation_that_has_nothing_to_do_with_the_question(
    bot: Dateline, reader: Person
) -> None:
    question = "Which tall crane of Zebulon did emperors paint yellow?"
    shown = text((await reader.slash("ask", question=question)).original)
    assert "The sources say nothing about this." in shown
    assert "Nearest in the sources" not in shown


async def test_questions_that_can_be_answered_are_offered_while_nothing_is_typed(
    bot: Dateline, reader: Person
) -> None:
    offered = [c["value"] for c in await reader.complete("ask", "question", "")]
    assert offered == ["How heavy is the crane?", "When does the ferry stop?"]
    assert await reader.complete("ask", "question", "my own words") == []


async def test_the_buttons_show_the_passage_and_more_evidence(
    bot: Dateline, reader: Person, world: World
) -> None:
    talk = await reader.slash("ask", question=QUESTION)
    assert "**The harbour of Milltown" in text((await reader.click(talk.original, "context")).original)
    ways = (await reader.click(talk.original, "ways")).original
    assert "The best sentences" in text((await reader.click(ways, "more")).original)
    assert world.rejected == []

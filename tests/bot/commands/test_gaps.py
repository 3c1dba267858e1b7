"""/gaps and votes."""

from __future__ import annotations

from examples.small_library import SmallLibrary
from examples.stocked_server import Form, Item, answered, gaps_shown
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import open_context

QUESTION = "How heavy is the crane of the harbour?"
ITEMS = {
    "good": Item(answered, "Thank you"),
    "bad": Form(answered, "bad_sent", {"reason": "old", "words": "last year's"}, "Thank you"),
    "gaps_page": Item(gaps_shown, "Page 2"),
    "gaps_export": Item(gaps_shown, "gaps.csv"),
}


async def test_a_vote_against_asks_for_the_reason_and_the_form_outlives_a_restart(
    world: World, settings: BotSettings
) -> None:
    reader = Person(world, next(iter(world.servers)))
    context = open_context(settings, SmallLibrary.open)
    async with running(world, context):
        message = (await reader.slash("ask", question=QUESTION)).original
        form = (await reader.press(message, "bad")).form
    context.close()
    context = open_context(settings, SmallLibrary.open)
    async with running(world, context):
        talk = await reader.submit(form, message, reason="old", words="that was last year")
        assert "Thank you" in text(talk.original)
        assert [gap.reasons for gap in context.store.gaps(reader.server)] == [("old",)]
    context.close()


async def test_open_questions_are_merged_counted_and_exported(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    for ident, question in enumerate(
        ("Who built the old lighthouse?", "Who built the old lighthouse??", "hello", "lighthouse", "Why?")
    ):
        await Person(world, server, ident=ident + 20).slash("ask", question=question)
    talk = await boss.slash("gaps")
    assert "asked 2 ×" in text(talk.original)
    table = (await boss.click(talk.original, "gaps_export")).files["gaps.csv"].decode().splitlines()
    assert table[0] == "question,times,latest,reasons,liked,words"
    assert len(table) == 2  # greetings and fragments are no questions
    assert table[1].startswith("Who built the old lighthouse??,2,")
    assert world.rejected == []


async def test_what_people_wrote_against_an_answer_is_shown_with_how_many_liked_it(
    bot: Dateline, world: World
) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    message = (await boss.slash("ask", question=QUESTION)).original
    reader = Person(world, server, ident=31)
    form = (await reader.press(message, "bad")).form
    await reader.submit(form, message, reason="old", words="that was last year, @everyone")
    await Person(world, server, ident=32).click(message, "good")
    talk = await boss.slash("gaps")
    assert "Out of date · 👍 1" in text(talk.original)
    assert "“that was last year, \\@everyone”" in text(talk.original)
    table = (await boss.click(talk.original, "gaps_export")).files["gaps.csv"].decode()
    assert '1,"that was last year, @everyone"' in table
    assert world.pings == 0

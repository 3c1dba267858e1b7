"""Buttons, forms, menus and tables, end to end, with a restart between the message and the click."""

from __future__ import annotations

import pytest
from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import Context, open_context

QUESTION = "How heavy is the crane of the harbour?"
ANSWERS = {
    "context": "The passage around it",
    "more": "The best sentences, in order",
    "timeline": "Timeline: How heavy is the crane",
    "sources": "Ferry line closes",
    "good": "Thank you",
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
    context.close()
    context = open_context(settings, SmallLibrary.open)
    async with running(world, context):
        talk = await other.click(message, action)
        assert ANSWERS[action] in text(talk.original)
        assert talk.ephemeral
    context.close()
    assert world.rejected == []
    assert world.pings == 0


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


async def test_a_follow_up_by_button_has_the_question_as_context(bot: Dateline, reader: Person) -> None:
    message = (await reader.slash("ask", question=QUESTION)).original
    form = (await reader.press(message, "follow")).form
    talk = await Person(reader.world, reader.server, ident=79).submit(form, message, question="And where?")
    assert f"Understood as: {QUESTION} And where?" in text(talk.original)
    assert not talk.ephemeral


async def test_a_follow_up_of_a_private_answer_is_private(bot: Dateline, reader: Person) -> None:
    message = (await reader.slash("ask", question=QUESTION, private=True)).original
    form = (await reader.press(message, "follow")).form
    assert (await reader.submit(form, message, question="And where?")).ephemeral


async def test_a_thread_is_opened_on_request(bot: Dateline, reader: Person, world: World) -> None:
    message = (await reader.slash("ask", question=QUESTION)).original
    talk = await reader.click(message, "thread")
    assert "A thread for your question" in text(talk.original)
    assert world.threads[0]["name"] == f"Dateline: {QUESTION}"
    assert world.rejected == []


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


async def test_a_message_is_answered_from_its_menu(bot: Dateline, reader: Person) -> None:
    assert "90 tonnes" in text((await reader.menu("Answer this", QUESTION)).original)


async def test_a_message_without_text_is_told_so(bot: Dateline, reader: Person) -> None:
    assert "no text" in text((await reader.menu("Check against the sources", "")).original)


async def test_a_claim_is_checked_by_command(bot: Dateline, reader: Person) -> None:
    talk = await reader.slash("check", claim="The ferry stops on 1 March 2020.")
    assert "Supported" in text(talk.original)


async def test_a_timeline_comes_with_a_picture_and_its_words(
    bot: Dateline, reader: Person, world: World
) -> None:
    talk = await reader.slash("timeline", topic="ferry")
    assert "Timeline: ferry" in text(talk.original)
    assert talk.files["timeline.png"].startswith(b"\x89PNG")
    gallery = next(c for c in talk.original["components"][0]["components"] if c["type"] == 12)
    assert gallery["items"][0]["description"]
    assert world.rejected == []


async def test_a_window_keeps_to_its_days(bot: Dateline, reader: Person) -> None:
    assert "not a day" in text((await reader.slash("timeline", topic="ferry", first="soon")).original)
    backwards = await reader.slash("timeline", first="2021-01-02", last="2021-01-01")
    assert "must not lie after" in text(backwards.original)


async def test_facts_about_a_name_and_a_name_that_nobody_knows(bot: Dateline, reader: Person) -> None:
    assert "Said" in text((await reader.slash("facts", name="Ada Finch")).original)
    assert "nearest: Milltown" in text((await reader.slash("facts", name="Zebulon")).original)


async def test_names_are_offered_while_typing(bot: Dateline, reader: Person) -> None:
    assert [c["value"] for c in await reader.complete("facts", "name", "ad")] == ["Ada Finch"]
    assert [c["value"] for c in await reader.complete("timeline", "topic", "oak")] == ["Oakholm"]


async def test_a_button_of_another_server_is_refused(bot: Dateline, world: World) -> None:
    here, there = (Person(world, server) for server in world.servers)
    message = (await here.slash("ask", question=QUESTION)).original
    assert "another place" in text((await there.click(message, "context")).original)


async def test_settings_are_for_those_who_manage_the_server(bot: Dateline, reader: Person) -> None:
    for command in ("dateline settings", "gaps", "articles list", "articles changes"):
        with pytest.raises(NotOfferedError):
            await reader.slash(command)


async def test_a_forged_click_on_a_setting_is_refused(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss, reader = Person(world, server, manages=True), Person(world, server, ident=5)
    message = (await boss.slash("dateline settings")).original
    assert "Only people who manage" in text((await reader.click(message, "set_private")).original)


async def test_settings_change_how_the_bot_answers(bot: Dateline, world: World, context: Context) -> None:
    server = next(iter(world.servers))
    boss, reader = Person(world, server, manages=True), Person(world, server, ident=5)
    message = (await boss.slash("dateline settings")).original
    message = (await boss.click(message, "set_private")).original
    assert "for the asker alone" in text(message)
    assert (await reader.slash("ask", question=QUESTION)).ephemeral
    await boss.click(message, "set_dates", "fr")
    assert "4 mai 2021" in text((await reader.slash("ask", question=QUESTION)).original)
    await boss.click(message, "set_feedback")
    with pytest.raises(NotOfferedError):
        reader.button((await reader.slash("ask", question=QUESTION)).original, "good")
    await boss.click(message, "set_caution", "careful")
    assert context.guild_settings(server).caution == "careful"
    await boss.click(message, "set_channels", str(server + 2))
    assert "settings name the channels" in text((await reader.slash("ask", question=QUESTION)).original)
    changes = text((await boss.slash("articles changes")).original)
    assert "set private to True" in changes
    assert world.rejected == []


async def test_open_questions_are_merged_counted_and_exported(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    for ident, question in enumerate(
        ("Who built the old lighthouse?", "Who built the old lighthouse??", "Why?")
    ):
        await Person(world, server, ident=ident + 20).slash("ask", question=question)
    talk = await boss.slash("gaps")
    assert "asked 2 ×" in text(talk.original)
    table = (await boss.click(talk.original, "gaps_export")).files["gaps.csv"].decode().splitlines()
    assert table[0] == "question,times,latest,reasons"
    assert table[1].startswith("Who built the old lighthouse??,2,")
    assert world.rejected == []


async def test_who_asks_too_fast_is_told_how_long_to_wait(world: World, settings: BotSettings) -> None:
    context = open_context(settings.model_copy(update={"person_minute": 1}), SmallLibrary.open)
    async with running(world, context):
        reader = Person(world, next(iter(world.servers)))
        await reader.slash("ask", question=QUESTION)
        talk = await reader.slash("ask", question=QUESTION)
        assert "Please wait" in text(talk.original)
        assert "What I do" in text((await reader.slash("help")).original)
    context.close()

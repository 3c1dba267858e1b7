"""Questions in Discord, end to end: the real client against the strict loopback."""

from __future__ import annotations

from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline

QUESTION = "How heavy is the crane of the harbour?"


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


async def test_a_private_question_is_answered_in_private(bot: Dateline, reader: Person) -> None:
    assert (await reader.slash("ask", question=QUESTION, private=True)).ephemeral


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


async def test_the_next_question_of_a_person_here_has_the_one_before_as_context(
    bot: Dateline, reader: Person, world: World
) -> None:
    await reader.slash("ask", question=QUESTION)
    assert "Understood as" in text((await reader.slash("ask", question="And where?")).original)
    elsewhere = Person(world, reader.server, channel=reader.server + 2)
    assert "Understood as" not in text((await elsewhere.slash("ask", question="And where?")).original)


async def test_silence_shows_the_nearest_and_what_can_be_asked(bot: Dateline, reader: Person) -> None:
    shown = text((await reader.slash("ask", question="zzz crane qqqq wwww eeee rrrr tttt")).original)
    assert "The sources say nothing about this." in shown
    assert "Nearest in the sources" in shown
    assert "When does the ferry stop?" in shown


async def test_sources_one_source_and_help_are_shown_in_private(bot: Dateline, reader: Person) -> None:
    sources = await reader.slash("sources")
    assert "Harbour to get a new crane" in text(sources.original)
    one = await reader.slash("source", source="ferry")
    assert "Ferry line closes" in text(one.original)
    assert "digest" in text(one.original)
    helped = await reader.slash("help")
    assert "/ask" in text(helped.original)
    assert all(talk.ephemeral for talk in (sources, one, helped))


async def test_titles_are_offered_while_typing(bot: Dateline, reader: Person) -> None:
    assert [c["name"] for c in await reader.complete("source", "source", "crane")] == [
        "Harbour to get a new crane"
    ]


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
    assert "The best sentences" in text((await reader.click(talk.original, "more")).original)
    assert world.rejected == []


async def test_a_deleted_person_leaves_nothing_behind(bot: Dateline, reader: Person) -> None:
    answer = await reader.slash("ask", question=QUESTION)
    privacy = await reader.slash("privacy")
    assert "Deleted: 1 question" in text((await reader.click(privacy.original, "forget")).original)
    assert "no longer kept" in text((await reader.click(answer.original, "context")).original)


async def test_a_reply_whose_words_discord_hides_is_told_how_to_ask(
    bot: Dateline, reader: Person, world: World
) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    assert "press Follow up" in text(await reader.ask("", reply_to=answer))


async def test_a_mention_without_a_question_shows_what_can_be_asked(bot: Dateline, reader: Person) -> None:
    assert "How heavy is the crane?" in text(await reader.ask(""))


async def test_commands_may_be_installed_to_servers_and_to_people(bot: Dateline, world: World) -> None:
    offered = {command["name"]: command for command in world.commands}
    assert offered["ask"]["integration_types"] == [0, 1]
    assert offered["ask"]["contexts"] == [0, 1, 2]
    for name in ("gaps", "articles", "dateline"):
        assert offered[name]["contexts"] == [0]
        assert int(offered[name]["default_member_permissions"]) == 1 << 5

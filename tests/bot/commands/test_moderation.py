"""Answers withdrawn, articles and sentences hidden, both undone and listed."""

from __future__ import annotations

import pytest
from examples.stocked_server import QUESTION as OWLS
from examples.stocked_server import Item, ways_on
from loopback.connected import running
from loopback.people import NotOfferedError, Person, text, wait_for
from loopback.world import World

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.library import Library

QUESTION = "How heavy is the crane of the harbour?"


async def withdrawn(boss: Person) -> dict:
    """An answer after it was withdrawn."""
    answer = (await boss.slash("ask", question=OWLS)).original
    await boss.click((await boss.click(answer, "ways")).original, "withdraw")
    await wait_for(lambda: "withdrawn" in text(boss.world.messages[int(answer["id"])]))
    return boss.world.messages[int(answer["id"])]


async def hidden(boss: Person) -> dict:
    """What is said when an article was hidden."""
    return (await boss.click(await ways_on(boss), "hide_article")).original


async def hidden_listed(boss: Person) -> dict:
    """The list of what is hidden."""
    await hidden(boss)
    return (await boss.slash("articles hidden")).original


ITEMS = {
    "withdraw": Item(ways_on, "Withdrawn"),
    "unwithdraw": Item(withdrawn, "It is back"),
    "hide_article": Item(ways_on, "is hidden"),
    "hide_sentence": Item(ways_on, "is hidden"),
    "unhide": Item(hidden, "may be quoted again"),
    "unhide_pick": Item(hidden_listed, "may be quoted again", chosen="the first"),
}


@pytest.fixture
def moderator(world: World) -> Person:
    return Person(world, next(iter(world.servers)), ident=90, moderates=True)


async def test_a_withdrawn_answer_says_so_counts_no_more_and_comes_back(
    bot: Dateline, context: Context, world: World, moderator: Person, reader: Person
) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    ways = (await moderator.click(answer, "ways")).original
    assert "no longer counts" in text((await moderator.click(ways, "withdraw")).original)
    await wait_for(lambda: "withdrawn by a moderator" in text(world.messages[int(answer["id"])]))
    message = world.messages[int(answer["id"])]
    assert "90 tonnes" not in text(message)
    assert context.store.asked(reader.server, 0) == ()
    assert "withdrawn by a moderator" in text((await reader.click(answer, "context")).original)
    refused = await reader.click(message, "unwithdraw")
    assert "Only people who may manage messages" in text(refused.original)
    await moderator.click(message, "unwithdraw")
    await wait_for(lambda: "90 tonnes" in text(world.messages[int(answer["id"])]))
    assert [one.question for one in context.store.asked(reader.server, 0)] == [QUESTION]
    boss = Person(world, reader.server, manages=True)
    changes = text((await boss.slash("articles changes")).original)
    assert "withdrew the answer to" in changes
    assert "brought back the answer to" in changes
    assert world.rejected == []


async def test_nobody_else_is_offered_to_withdraw(bot: Dateline, reader: Person) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    ways = (await reader.click(answer, "ways")).original
    for action in ("withdraw", "hide_article", "hide_sentence"):
        with pytest.raises(NotOfferedError):
            reader.button(ways, action)


async def test_who_moderates_hides_and_undoes_without_managing_the_server(
    bot: Dateline, moderator: Person, reader: Person
) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    ways = (await moderator.click(answer, "ways")).original
    done = (await moderator.click(ways, "hide_sentence")).original
    assert "is hidden" in text(done)
    refused = (await reader.click(done, "unhide")).original
    assert "Only people who may manage messages" in text(refused)
    assert "may be quoted again" in text((await moderator.click(done, "unhide")).original)


@pytest.mark.parametrize("action", ["hide_article", "hide_sentence"])
async def test_what_is_hidden_is_quoted_no_more_in_this_server_until_it_is_undone(
    world: World, settings: BotSettings, action: str
) -> None:
    here, there = (Person(world, server, manages=True) for server in world.servers)
    question = "Who did Antony Blinken meet in Baghdad?"
    context = open_context(settings, Library.open)
    async with running(world, context):
        answer = (await here.slash("ask", question=question)).original
        told = quoted(answer)
        ways = (await here.click(answer, "ways")).original
        done = (await here.click(ways, action)).original
        assert "is hidden" in text(done)
        assert told not in text((await here.slash("ask", question=question)).original)
        assert told in text((await there.slash("ask", question=question)).original)
        assert "may be quoted again" in text((await here.click(done, "unhide")).original)
        assert told in text((await here.slash("ask", question=question)).original)
        changes = text((await here.slash("articles changes")).original)
        assert "hid " in changes
        assert "be quoted again" in changes
        assert "Nothing is hidden" in text((await here.slash("articles hidden")).original)
    context.close()
    assert world.rejected == []


def quoted(answer: dict) -> str:
    """The first quotation of an answer."""
    return next(line for line in text(answer).splitlines() if line.startswith("> "))[2:]

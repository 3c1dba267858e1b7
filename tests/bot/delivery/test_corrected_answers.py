"""An answer whose article is edited or withdrawn by its site is corrected under it, once."""

from __future__ import annotations

from contextlib import closing

import pytest
from examples.news_desk import END, FEED, HOUR, NOW, STRIKE, Desk
from examples.newspaper import Newspaper
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import World

from bot.settings import BotSettings
from bot.state.context import Context
from bot.state.topics import Topics

QUESTION = "Who began a strike in Port Marlow?"
EDITED = STRIKE.replace("the union said", "the mayor said")


@pytest.fixture
async def desk(world: World, settings: BotSettings) -> Desk:
    """A server that follows a paper, and no topic."""
    made = Desk(world, settings, Newspaper())
    made.paper.publish(FEED, 1, "Ferry strike begins", STRIKE, at=NOW - HOUR)
    assert await made.told(("feeds add", {"url": FEED})) == []
    return made


async def answered(desk: Desk, *, by: str = "slash", private: bool = False, withdrawn: bool = False) -> int:
    """The id of the message in which the strike is quoted."""
    reader = Person(desk.world, desk.boss.server, moderates=True)
    with closing(desk.opened()) as context:
        async with running(desk.world, context):
            if by == "mention":
                shown = await reader.ask(QUESTION)
            else:
                given = {"private": True} if private else {}
                shown = (await reader.slash("ask", question=QUESTION, **given)).original
            assert "began a strike" in text(shown)
            if not private:  # it is kept right after it is shown
                await wait_for(lambda: str(shown["id"]) in kept(context, desk))
            if withdrawn:
                await reader.click((await reader.click(shown, "ways")).original, "withdraw")
                await wait_for(lambda: "withdrawn" in text(desk.world.messages[int(shown["id"])]))
    return int(shown["id"])


def kept(context: Context, desk: Desk) -> set[str]:
    return {str(one.message) for one in Topics(context.store).answers(desk.boss.server)}


def edited(desk: Desk) -> None:
    desk.paper.publish(FEED, 1, "Ferry strike begins", EDITED, at=desk.now)


@pytest.mark.parametrize("by", ["slash", "mention"])
async def test_an_edition_of_what_was_answered_is_posted_under_the_answer_once(desk: Desk, by: str) -> None:
    answer = await answered(desk, by=by)
    edited(desk)
    (correction,) = await desk.told(after=HOUR)
    assert "Correction" in correction
    assert "the union said" in correction
    assert "the mayor said" in correction
    assert int(desk.world.raw[-1]["message_reference"]["message_id"]) == answer
    assert await desk.told(after=HOUR) == []


async def test_every_answer_that_quoted_it_is_corrected(desk: Desk) -> None:
    answers = {await answered(desk), await answered(desk, by="mention")}
    edited(desk)
    assert len(await desk.told(after=HOUR)) == 2
    under = {int(one["message_reference"]["message_id"]) for one in desk.world.raw[-2:]}
    assert under == answers


async def test_an_edition_of_another_sentence_corrects_nothing(desk: Desk) -> None:
    await answered(desk)
    desk.paper.publish(FEED, 1, "Ferry strike begins", STRIKE, END, at=desk.now)
    assert await desk.told(after=HOUR) == []


@pytest.mark.parametrize("how", ["private", "withdrawn"])
async def test_what_nobody_else_can_read_is_not_corrected(desk: Desk, how: str) -> None:
    await answered(desk, private=how == "private", withdrawn=how == "withdrawn")
    edited(desk)
    assert await desk.told(after=HOUR) == []

"""/follow, /unfollow, /following."""

from __future__ import annotations

import pytest
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.app import Dateline
from bot.cards.plain import plainly
from bot.messages import NOT_YOURS
from bot.services import following
from bot.state.context import Context
from bot.state.recent import Asker


@pytest.fixture
def boss(world: World) -> Person:
    return Person(world, next(iter(world.servers)), manages=True)


async def said(boss: Person, command: str, **given: str) -> str:
    return text((await boss.slash(command, **given)).original).replace("\\", "")


async def test_a_topic_is_followed_shown_and_let_go(bot: Dateline, boss: Person) -> None:
    assert "at most every 60 minutes" in await said(boss, "follow", topic="ferry strike")
    assert "followed in this channel already" in await said(boss, "follow", topic="Ferry  Strike")
    followed = (await said(boss, "following")).replace("*", "")
    assert f"ferry strike · at most every 60 minutes · in <#{boss.channel}>" in followed
    assert "followed no more" in await said(boss, "unfollow", topic="FERRY strike")
    assert "Nothing is followed here" in await said(boss, "following")
    assert "no longer follows “ferry strike”" in await said(boss, "articles changes")


async def test_the_pause_between_cards_is_wished(bot: Dateline, boss: Person) -> None:
    assert "at most every 15 minutes" in await said(boss, "follow", topic="mayor", minutes="15")
    assert "no number of minutes" in await said(boss, "follow", topic="harbour", minutes="soon")


async def test_what_is_followed_is_offered_for_letting_go(bot: Dateline, boss: Person) -> None:
    await said(boss, "follow", topic="secretary of state")
    offered = await boss.complete("unfollow", "topic", "secret")
    assert [choice["value"] for choice in offered] == ["secretary of state"]


async def test_what_is_not_followed_cannot_be_let_go(bot: Dateline, boss: Person) -> None:
    assert "is not followed here" in await said(boss, "unfollow", topic="nothing")


async def test_following_is_for_those_who_manage_the_server(
    bot: Dateline, boss: Person, reader: Person
) -> None:
    await said(boss, "follow", topic="ferry strike")
    assert "ferry strike" in await said(reader, "following")
    for command in ("follow", "unfollow"):
        with pytest.raises(NotOfferedError):
            await said(reader, command, topic="ferry strike")


def test_the_service_checks_again(context: Context) -> None:
    asker = Asker(7, 1, 8, 1.0)
    for card in (following.follow(context, asker, "strike"), following.unfollow(context, asker, "strike")):
        assert card == plainly(NOT_YOURS)


async def test_no_more_topics_are_followed_than_a_server_may(
    bot: Dateline, context: Context, boss: Person
) -> None:
    asker = Asker(boss.server, boss.ident, boss.channel, 1.0, manages=True)
    for number in range(following.AT_MOST):
        following.follow(context, asker, f"ferry {number}")
    assert "follows 50 topics already" in await said(boss, "follow", topic="harbour")
    assert "harbour" not in await said(boss, "following")
    await said(boss, "unfollow", topic="ferry 7")
    assert "at most every" in await said(boss, "follow", topic="harbour")

"""/feeds: a server follows feeds, sees how they are, and says how it wishes them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing

import pytest
from examples.newspaper import Newspaper
from loopback.connected import running
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.cards.plain import plainly
from bot.messages import NOT_YOURS
from bot.services import feeds
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from bot.state.recent import Asker
from knowledge.library import Library

FEED = "https://courier.example/rss.xml"


@pytest.fixture
def paper() -> Newspaper:
    made = Newspaper()
    made.publish(
        FEED, 1, "Ferry strike begins", "The ferry crews began a strike on Monday.", at=1_772_524_800.0
    )
    return made


@pytest.fixture
async def boss(world: World, settings: BotSettings, paper: Newspaper) -> AsyncIterator[Person]:
    opened = open_context(settings, Library.open)._replace(web=lambda: paper)  # type: ignore[arg-type,return-value]
    with closing(opened) as context:
        async with running(world, context):
            yield Person(world, next(iter(world.servers)), manages=True)


async def said(boss: Person, command: str, **given: str) -> str:
    return text((await boss.slash(command, **given)).original).replace("\\", "")


async def test_a_feed_is_added_listed_and_removed(boss: Person) -> None:
    assert "Followed from now on: The Courier (a feed)" in await said(boss, "feeds add", url=FEED)
    assert "is followed already" in await said(boss, "feeds add", url=FEED)
    assert "Not looked at yet" in (shown := await said(boss, "feeds list"))
    assert FEED in shown
    assert "is followed no more" in await said(boss, "feeds remove", feed="The Courier")
    assert "follows no feed" in await said(boss, "feeds list")
    assert "follows the feed" in await said(boss, "articles changes")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://nothing.example/", "has no such page"),
        ("ftp://courier.example/", "That cannot be followed"),
    ],
)
async def test_what_cannot_be_followed_is_told(boss: Person, url: str, why: str) -> None:
    assert why in await said(boss, "feeds add", url=url)


async def test_the_hostile_is_refused_by_the_bot_as_in_the_terminal(
    world: World, settings: BotSettings
) -> None:
    with closing(open_context(settings, Library.open)) as context:
        async with running(world, context):
            boss = Person(world, next(iter(world.servers)), manages=True)
            assert "is link-local" in await said(boss, "feeds add", url="http://169.254.169.254/latest/")
            assert "is this machine" in await said(boss, "feeds add", url="http://127.0.0.1/")


async def test_feeds_are_for_those_who_manage_the_server(boss: Person) -> None:
    boss.manages = False
    for command, given in (("feeds add", {"url": FEED}), ("feeds list", {}), ("feeds keep", {"keep": "9"})):
        with pytest.raises(NotOfferedError):
            await said(boss, command, **given)


def test_the_service_checks_again(context: Context) -> None:
    asker = Asker(7, 1, 8, 1.0)
    cards = [
        feeds.add(context, asker, FEED), feeds.listed(context, asker), feeds.remove(context, asker, FEED),
        feeds.weekly(context, asker), feeds.quiet(context, asker, "1-2"), feeds.keep(context, asker, "9"),
    ]  # fmt: skip
    assert set(cards) == {plainly(NOT_YOURS)}


async def test_quiet_hours_are_set_shown_and_unset(boss: Person) -> None:
    assert "from 22:00 to 7:00 (UTC+1)" in await said(boss, "feeds quiet", hours="22-7 +1")
    assert "is no time to be quiet" in await said(boss, "feeds quiet", hours="late")
    assert "is no time to be quiet" in await said(boss, "feeds quiet", hours="7-33")
    assert "no quiet hours" in await said(boss, "feeds quiet", hours="off")


async def test_the_weekly_card_is_switched_on_and_off(boss: Person) -> None:
    assert "every week from now on" in await said(boss, "feeds weekly")
    assert f"comes every week in <#{boss.channel}>." in await said(boss, "following")
    assert "comes no more" in await said(boss, "feeds weekly")


async def test_how_long_articles_are_kept(boss: Person) -> None:
    assert "kept for 180 days, and at most 1000" in await said(boss, "feeds keep", keep="180 1000")
    assert "kept for any time" in await said(boss, "feeds keep", keep="off")
    assert "is no time to keep" in await said(boss, "feeds keep", keep="for ever")
    assert "is no time to keep" in await said(boss, "feeds keep", keep="0")


async def test_no_more_feeds_are_followed_than_a_server_may(boss: Person, paper: Newspaper) -> None:
    for number in range(feeds.AT_MOST):
        paper.publish(f"https://paper{number}.example/rss.xml", 1, "A", "B.", at=1_772_524_800.0)
        await said(boss, "feeds add", url=f"https://paper{number}.example/rss.xml")
    assert "follows 25 feeds already" in await said(boss, "feeds add", url=FEED)
    assert FEED not in await said(boss, "feeds list")

"""What is posted without anybody asking: cards on followed topics, corrections, the week; nothing twice."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime

import pytest
from examples.news_desk import END, FEED, HOUR, NOW, OTHER, STRIKE, Desk, on
from examples.newspaper import Newspaper
from loopback.connected import running
from loopback.people import text
from loopback.world import World, reply

from bot.settings import BotSettings


@pytest.fixture
async def desk(world: World, settings: BotSettings) -> Desk:
    made = Desk(world, settings, Newspaper())
    made.paper.publish(FEED, 1, "Ferry strike begins", STRIKE, at=NOW - HOUR)
    assert await made.told(("feeds add", {"url": FEED}), ("follow", {"topic": "ferry strike"})) == []
    return made


async def test_what_a_feed_held_when_it_was_added_is_read_and_no_news(desk: Desk) -> None:
    assert "courier" in json.dumps(desk.paper.asked)
    talk = await _asked(desk, "sources")
    assert "Ferry strike begins" in talk


async def _asked(desk: Desk, command: str, **given: str) -> str:
    with closing(desk.opened()) as context:
        async with running(desk.world, context):
            return text((await desk.boss.slash(command, **given)).original)


async def test_a_new_article_brings_one_card_with_its_event_and_quotation(desk: Desk) -> None:
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    (card,) = await desk.told(after=HOUR)
    assert "New on “ferry strike”" in card
    assert END in card.replace("\\", "")
    assert "The Courier" in card
    assert "began a strike" not in card


async def test_nothing_comes_twice_also_after_a_restart(desk: Desk) -> None:
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    assert len(await desk.told(after=HOUR)) == 1
    assert await desk.told(after=HOUR) == []
    assert await desk.told(after=5 * HOUR) == []


async def test_a_copy_in_another_paper_brings_nothing(desk: Desk) -> None:
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    assert len(await desk.told(after=HOUR)) == 1
    desk.paper.feeds[OTHER] = {}
    desk.paper.publish(OTHER, 1, "Weather", f"The wind turned on {on(-2)} in Elm.", at=desk.now)
    await desk.told(("feeds add", {"url": OTHER}), after=HOUR)
    desk.paper.publish(OTHER, 2, "Ferry strike ends", END, at=desk.now)
    assert await desk.told(after=2 * HOUR) == []


async def test_two_cards_lie_the_wished_minutes_apart(desk: Desk) -> None:
    for number, sentence in (
        (2, END),
        (3, f"A new ferry strike began in Port Marlow on {on(1)}, crews said."),
    ):
        desk.paper.publish(FEED, number, f"Ferry strike {number}", sentence, at=desk.now)
        posted = await desk.told(after=1900.0)
        assert len(posted) == (1 if number == 2 else 0)
    (later,) = await desk.told(after=1900.0)
    assert "A new ferry strike began" in later


async def test_quiet_hours_are_quiet_and_then_it_is_told(desk: Desk) -> None:
    hour = datetime.fromtimestamp(NOW, UTC).hour
    await desk.told(("feeds quiet", {"hours": f"{hour}-{(hour + 4) % 24}"}))
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    assert await desk.told(after=HOUR) == []
    assert len(await desk.told(after=4 * HOUR)) == 1


async def test_an_edition_is_posted_as_a_correction_under_the_card(desk: Desk) -> None:
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    await desk.told(after=HOUR)
    card = desk.world.raw[-1]
    desk.paper.publish(
        FEED, 2, "Ferry strike ends", END.replace("the mayor", "the harbour master"), at=desk.now
    )
    (correction,) = await desk.told(after=HOUR)
    assert "Correction" in correction
    assert "the mayor said" in correction
    assert "the harbour master said" in correction
    under = int(desk.world.raw[-1]["message_reference"]["message_id"])
    assert "New on" in text(desk.world.messages[under])
    assert "message_reference" not in card
    assert await desk.told(after=HOUR) == []


async def test_changes_list_what_feeds_brought_and_changed(desk: Desk) -> None:
    desk.paper.publish(FEED, 1, "Ferry strike begins", STRIKE.replace("crews", "captains"), at=NOW)
    await desk.told(after=HOUR)
    shown = await _asked(desk, "articles changes")
    assert "1 article from feeds: Ferry strike begins" in shown
    assert "new edition of “Ferry strike begins”" in shown
    assert "captains" in shown


async def test_where_the_bot_may_not_post_it_is_told_in_the_list(desk: Desk) -> None:
    def forbidden(method: str, path: str) -> object:
        if method == "POST" and path.endswith("/messages"):
            return reply({"message": "Missing Permissions", "code": 50013}, 403)
        return None

    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    desk.world.fault = forbidden  # type: ignore[assignment]
    await desk.told(after=HOUR)
    desk.world.fault = None
    assert "cannot be posted: Missing Permissions" in await _asked(desk, "following")


async def test_the_week_comes_once_with_what_most_sources_tell_first(desk: Desk) -> None:
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    desk.paper.feeds[OTHER] = {}
    other = f"In Port Marlow the crews of all ferries ended the strike on {on(0)}, their union confirmed."
    desk.paper.publish(OTHER, 1, "Ferries sail again", other, at=desk.now)
    await desk.told(
        ("feeds add", {"url": OTHER}), ("feeds weekly", {}), ("unfollow", {"topic": "ferry strike"})
    )
    assert await desk.told(after=6 * 24 * HOUR) == []
    (week,) = await desk.told(after=24 * HOUR + 60)
    assert "New in the sources" in week
    assert await desk.told(after=HOUR) == []


async def test_a_feed_that_is_gone_is_paused_says_why_and_goes_on_when_it_is_added_again(desk: Desk) -> None:
    held = desk.paper.feeds.pop(FEED)
    for _ in range(3):
        await desk.told(after=4 * HOUR)
    assert "has no such page" in (shown := await _asked(desk, "feeds list"))
    assert "Paused" in shown
    desk.paper.feeds[FEED] = held
    await desk.told(after=4 * HOUR)
    asked = len(desk.paper.asked)
    desk.paper.publish(FEED, 2, "Ferry strike ends", END, at=desk.now)
    assert len(await desk.told(("feeds add", {"url": FEED}), after=4 * HOUR)) == 1
    assert len(desk.paper.asked) > asked

"""Articles of feeds go for their age or number, the oldest first, and none that was cited lately."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest
from examples.newspaper import Newspaper
from hypothesis import given
from hypothesis import strategies as st

from bot.services.articles import changes
from bot.services.retention import retired
from bot.services.watching import FeedWatch
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.context import Context, open_context
from bot.state.recent import Asker
from bot.state.topics import Topics
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.model import Feed
from knowledge.feeds.topics import ServerFeeds
from knowledge.library import Library
from knowledge.model import Citation

FEED = "https://courier.example/rss.xml"
SERVER = 7
NOW = 1_772_524_800.0
DAY = 86_400


@pytest.fixture
def context(settings: BotSettings) -> Iterator[Context]:
    """A server whose feed brought five articles, one a month."""
    paper = Newspaper()
    for number in range(1, 6):
        at = NOW - (5 - number) * 30 * DAY
        paper.publish(FEED, number, f"Report {number}", f"The mayor opened bridge {number} on Monday.", at=at)
    opened = open_context(settings, Library.open)._replace(web=lambda: paper)  # type: ignore[arg-type,return-value]
    with closing(opened) as made:
        Ledger(made.store).follow(SERVER, Feed(url=FEED), NOW)
        with closing(FeedWatch(made, now=lambda: NOW)) as watch:
            watch.round()
        yield made


def titles(context: Context) -> list[str]:
    return sorted(one.row["title"] for one in own_articles.held(context.settings.home, SERVER))


def cite(context: Context, title: str, *, days_ago: int) -> None:
    (one,) = [o for o in own_articles.held(context.settings.home, SERVER) if o.row["title"] == title]
    citation = Citation(
        n=1, source=one.row["id"], title=title, publisher=None, published=date(2026, 1, 1), kind="article",
        paragraph=1, sentence=1, start=0, end=3, quote="The", stance="supports", score=1.0, url=None,
    )  # fmt: skip
    asker = Asker(SERVER, 1, 2, NOW - days_ago * DAY)
    context.keep(asker, "ask", "Who?", cited=citation.model_dump_json())


def test_without_a_wish_nothing_goes(context: Context) -> None:
    assert retired(context, SERVER, NOW) == 0
    assert len(titles(context)) == 5


def test_what_is_older_than_wished_goes_and_is_told(context: Context) -> None:
    Topics(context.store).wish(SERVER, ServerFeeds(days=70))
    assert retired(context, SERVER, NOW) == 2
    assert titles(context) == ["Report 3", "Report 4", "Report 5"]
    assert "removed for its age or number: 2 articles: Report 1; Report 2" in str(
        changes(context, Asker(SERVER, 1, 2, NOW, manages=True))
    )


def test_what_is_beyond_the_number_goes_the_oldest_first(context: Context) -> None:
    Topics(context.store).wish(SERVER, ServerFeeds(count=3))
    assert retired(context, SERVER, NOW) == 2
    assert titles(context) == ["Report 3", "Report 4", "Report 5"]


def test_what_was_cited_in_the_last_days_stays(context: Context) -> None:
    cite(context, "Report 1", days_ago=3)
    cite(context, "Report 2", days_ago=30)
    Topics(context.store).wish(SERVER, ServerFeeds(days=70))
    assert retired(context, SERVER, NOW) == 1
    assert titles(context) == ["Report 1", "Report 3", "Report 4", "Report 5"]


def test_what_went_does_not_come_again(context: Context) -> None:
    Topics(context.store).wish(SERVER, ServerFeeds(days=70))
    retired(context, SERVER, NOW)
    with closing(FeedWatch(context, now=lambda: NOW + 2 * 3600)) as watch:
        watch.round()
    assert titles(context) == ["Report 3", "Report 4", "Report 5"]


@given(st.integers(0, 23), st.integers(0, 23), st.floats(0, 4e9))
def test_quiet_hours_are_as_many_as_wished(first: int, last: int, now: float) -> None:
    wishes = ServerFeeds(quiet=(first, last), east=5.5)
    hours = sum(wishes.is_quiet(now + hour * 3600) for hour in range(24))
    assert hours == (last - first) % 24


def test_a_clock_east_of_utc_is_quiet_earlier() -> None:
    midnight = NOW - 8 * 3600
    evening = timedelta(hours=21).total_seconds()
    assert ServerFeeds(quiet=(22, 7), east=1).is_quiet(midnight + evening)
    assert not ServerFeeds(quiet=(22, 7)).is_quiet(midnight + evening)


def looked(context: Context, now: float, number: int) -> None:
    """A round at a moment, at which the feed has brought another article."""
    context.web().publish(FEED, number, f"Report {number}", f"Bridge {number} was closed.", at=now)  # type: ignore[attr-defined]
    with closing(FeedWatch(context, now=lambda: now)) as watch:
        watch.round()


def test_a_clock_that_is_far_ahead_lets_nothing_go_before_a_second_start_sees_it_too(
    context: Context,
) -> None:
    Topics(context.store).wish(SERVER, ServerFeeds(days=400))
    looked(context, NOW + 3 * 365 * DAY, 6)
    assert len(titles(context)) == 6
    looked(context._replace(started="again"), NOW + 3 * 365 * DAY + 7200, 7)
    assert titles(context) == ["Report 6", "Report 7"]

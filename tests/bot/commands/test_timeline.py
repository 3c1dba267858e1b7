"""/timeline: dated events in pages and as a picture."""

from __future__ import annotations

import pytest
from examples.stocked_server import Item, shown_by, timeline_of_an_answer, ways_on
from icalendar import Calendar
from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline

ITEMS = {
    "timeline": Item(ways_on, "Timeline"),
    "timeline_page": Item(shown_by("timeline", topic="owl"), "Page 2"),
    "timeline_file": Item(shown_by("timeline", topic="owl"), "Which file?"),
    "picture": Item(timeline_of_an_answer, "timeline.png"),
}


async def test_a_timeline_comes_with_a_picture_and_its_words(
    bot: Dateline, reader: Person, world: World
) -> None:
    talk = await reader.slash("timeline", topic="ferry")
    assert "Timeline: ferry" in text(talk.original)
    assert talk.files["timeline.png"].startswith(b"\x89PNG")
    gallery = next(c for c in talk.original["components"][0]["components"] if c["type"] == 12)
    assert gallery["items"][0]["description"]
    assert world.rejected == []


@pytest.mark.parametrize("kind", ["csv", "md", "ics", "json"])
async def test_a_timeline_is_taken_away_whole_as_a_file_of_the_kind_that_is_chosen(
    bot: Dateline, reader: Person, world: World, kind: str
) -> None:
    shown = (await reader.slash("timeline", topic="ferry")).original
    offered = await reader.click(shown, "timeline_file")
    assert offered.ephemeral
    talk = await reader.click(offered.original, f"timeline_file/{kind}")
    content = talk.files[f"timeline.{kind}"].decode()
    assert "The ferry between Milltown and Oakholm stops on 1 March 2020." in content.replace("\r\n ", "")
    if kind == "ics":
        assert Calendar.from_ical(content).walk("VEVENT")
    assert world.rejected == []


async def test_a_window_keeps_to_its_days(bot: Dateline, reader: Person) -> None:
    assert "not a day" in text((await reader.slash("timeline", topic="ferry", first="soon")).original)
    backwards = await reader.slash("timeline", first="2021-01-02", last="2021-01-01")
    assert "must not lie after" in text(backwards.original)

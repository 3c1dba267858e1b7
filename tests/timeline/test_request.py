"""What a request for a timeline asks for: the days, the topic, and the event that it counts from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.timeline.request import understood

TODAY = date(2025, 6, 10)


@pytest.mark.parametrize(
    ("request_", "topic"),
    [
        ("timeline of the harbour strike", "harbour strike"),
        ("give me the history of Nordline as a timeline", "Nordline"),
        ("what happened in May 2018", ""),
        ("What has happened to the ferries since 2019?", "ferries"),
        ("timline Brandt", "Brandt"),
        ("events between 1998 and 2004", ""),
        ("show me all events", ""),
        ("anything scheduled after june 2026? timeline", ""),
        ("chronology of the fall of Teller", "fall of Teller"),
        ("plan of the harbour board", "plan of the harbour board"),
        ("", ""),
        ("漁業", "漁業"),
    ],
)
def test_what_is_left_is_the_topic(request_: str, topic: str) -> None:
    assert understood(request_, today=TODAY).topic == topic


@pytest.mark.parametrize(
    ("request_", "first", "last"),
    [
        ("what happened in May 2018", "2018-05-01", "2018-05-31"),
        ("events between 1998 and 2004", "1998-01-01", "2004-12-31"),
        ("what happened since august 2022", "2022-08-01", None),
        ("planned after june 2026", "2026-07-01", None),
        ("before 2016", None, "2015-12-31"),
        ("prior to 2016", None, "2015-12-31"),
        ("later than 2018", "2019-01-01", None),
        ("up to 2016", None, "2016-12-31"),
        ("strikes last year", "2024-01-01", "2024-12-31"),
        ("2020 and 2021", "2020-01-01", "2021-12-31"),
        ("Brandt", None, None),
    ],
)
def test_period_words_make_a_window(request_: str, first: str | None, last: str | None) -> None:
    window = understood(request_, today=TODAY).window
    assert window.first == (date.fromisoformat(first) if first else None)
    assert window.after == (date.fromisoformat(last) + timedelta(1) if last else None)


@pytest.mark.parametrize("request_", ["what is planned", "upcoming events", "anything scheduled for 2026?"])
def test_plans_may_be_asked_for(request_: str) -> None:
    assert understood(request_, today=TODAY).planned


@pytest.mark.parametrize(
    "request_", ["what is still ahead", "What is to happen next?", "what will happen", "what is yet to come?"]
)
def test_what_is_to_come_has_no_topic_of_its_own(request_: str) -> None:
    found = understood(request_, today=TODAY)
    assert (found.planned, found.topic) == (True, "")


@pytest.mark.parametrize(
    ("request_", "topic"),
    [
        ("how did the Kallvik affair unfold", "Kallvik"),
        ("what became of the ferry Skarv, step by step", "ferry Skarv"),
        ("the whole saga of the stolen drums, from start to finish", "stolen drums"),
        ("what came of the harbour scandal", "harbour"),
        ("the Orsk mine disaster", "Orsk mine"),
        ("Brunn tram strike, day by day", "Brunn tram strike"),
        ("how were the miners of Orsk rescued", "miners of Orsk rescued"),
    ],
)
def test_a_story_is_asked_for_whole(request_: str, topic: str) -> None:
    found = understood(request_, today=TODAY)
    assert found.topic == topic
    assert found.story


@pytest.mark.parametrize(
    "request_",
    [
        "give me a complete timeline of everything",
        "in what order did things happen, please",
        "show me all the events in the articles, chronologically",
        "can you put it all in order",
    ],
)
def test_the_frame_alone_asks_for_everything(request_: str) -> None:
    assert understood(request_, today=TODAY).topic in ("", "it", "it all")


@pytest.mark.parametrize(
    ("request_", "relation", "anchor", "topic"),
    [
        ("what happened after the ferry went down?", "after", "ferry went down", ""),
        ("what happened before the strike", "before", "strike", ""),
        ("Nordline since the accident", "after", "accident", "Nordline"),
        ("what happened after 2019", None, "", ""),
        ("what happened after that?", "after", "", ""),
    ],
)
def test_a_request_may_count_from_an_event(
    request_: str, relation: str | None, anchor: str, topic: str
) -> None:
    found = understood(request_, today=TODAY)
    assert (found.relation, found.anchor, found.topic) == (relation, anchor, topic)


def test_a_name_that_looks_like_a_frame_stays() -> None:
    assert understood("timeline of the Business Council", today=TODAY).topic == "Business Council"
    assert understood("the affair", today=TODAY).topic == "affair"

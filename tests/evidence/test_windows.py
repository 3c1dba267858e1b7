"""What a request for a timeline asks for: the days and the topic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence.windows import Window, lies_in, understood
from knowledge.model import Period

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
        ("upcoming meetings", "2025-06-10", None),
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


def period(first: str | None, last: str | None, modifier: str | None = None) -> Period:
    return Period.model_validate(
        {
            "first": date.fromisoformat(first) if first else None,
            "after": date.fromisoformat(last) + timedelta(1) if last else None,
            "granularity": "span",
            "modifier": modifier,
        }
    )


OCTOBER = Window(date(2019, 10, 1), date(2019, 11, 1))


def test_a_year_is_no_answer_to_a_month_but_a_month_is_to_a_year() -> None:
    assert not lies_in(period("2019-01-01", "2019-12-31"), OCTOBER)
    assert lies_in(period("2019-10-01", "2019-10-31"), Window(date(2019, 1, 1), date(2020, 1, 1)))


def test_a_deadline_counts_where_it_ends() -> None:
    deadline = period("2019-05-01", "2019-10-31", "until")
    assert lies_in(deadline, OCTOBER)
    assert not lies_in(deadline, Window(date(2019, 5, 1), date(2019, 6, 1)))


@given(st.dates(), st.integers(1, 4000), st.dates(), st.integers(1, 4000))
def test_what_lies_inside_a_window_belongs_to_it_and_what_lies_outside_does_not(
    a: date, length: int, b: date, size: int
) -> None:
    try:
        known = Period(first=a, after=a + timedelta(length), granularity="span")
        window = Window(b, b + timedelta(size))
    except OverflowError:
        return
    assert window.first is not None
    assert window.after is not None
    whole = Period(first=window.first, after=window.after)
    if whole.contains(known):
        assert lies_in(known, window)
    if not whole.meets(known):
        assert not lies_in(known, window)

"""Timelines asked for in words, over invented news: what they find, when, and what they leave out."""

from __future__ import annotations

import pytest

from quality import figures
from quality.limits import limits

pytestmark = pytest.mark.timeout(900)  # the first of them asks all the questions
LIMITS = limits()["timelines"]


def test_events_are_found_as_often_as_they_were(timelines: figures.Figures) -> None:
    assert LIMITS["found"].holds(timelines["found"])


def test_events_that_are_found_have_their_days_as_often_as_they_had(timelines: figures.Figures) -> None:
    assert LIMITS["dated of found"].holds(timelines["dated of found"])


def test_an_event_is_shown_once_however_many_report_it(timelines: figures.Figures) -> None:
    assert LIMITS["once of dated"].holds(timelines["once of dated"])


def test_what_was_not_asked_for_is_shown_no_more_often_than_it_was(timelines: figures.Figures) -> None:
    assert LIMITS["forbidden"].holds(timelines["forbidden"])


def test_entries_stand_in_the_order_of_their_days(timelines: figures.Figures) -> None:
    assert timelines["in order"] == pytest.approx(1.0)

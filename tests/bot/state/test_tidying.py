"""What goes after its time, and what a clock that is wrong cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples.small_library import SmallLibrary

from bot.settings import BotSettings
from bot.state import waiting_drafts
from bot.state.context import Context, open_context
from bot.state.recent import Asker
from bot.state.tidying import tidy

NOW = 1_700_000_000.0
DAY, YEAR = 86_400, 365 * 86_400


def asked(context: Context, at: float) -> int:
    return context.keep(Asker(1, 2, 3, at), "ask", "Who?")


def kept(context: Context, ref: int) -> bool:
    return context.store.recall(ref, server=1) is not None


def test_questions_are_forgotten_after_their_time(context: Context) -> None:
    old, new = (asked(context, NOW - days * DAY) for days in (91, 89))
    for _ in range(2):  # the first time only the clock is looked at
        tidy(context, NOW)
    assert (kept(context, old), kept(context, new)) == (False, True)


def test_drafts_go_after_a_day(context: Context) -> None:
    for ref, age in ((1, 90_000), (2, 0)):
        waiting_drafts.put(context.store, 7, ref, [{"id": "owl"}], int(NOW) - age)
    for _ in range(2):
        tidy(context, NOW)
    assert [len(waiting_drafts.waiting(context.store, 7, ref)) for ref in (1, 2)] == [0, 1]


def test_a_clock_that_is_far_ahead_at_a_start_deletes_nothing(
    context: Context, settings: BotSettings, caplog: pytest.LogCaptureFixture
) -> None:
    ref = asked(context, NOW)
    tidy(context, NOW)
    for hour in range(5):
        tidy(context, NOW + YEAR + hour * 3600)
    assert kept(context, ref)
    assert caplog.text.count("the clock is far ahead") == 1
    tidy(context, NOW + 3600)  # set right
    tidy(context, NOW + YEAR)  # and wrong again
    assert kept(context, ref)


def test_a_clock_that_is_as_far_ahead_at_the_next_start_is_believed(
    settings: BotSettings, tmp_path: Path
) -> None:
    context = open_context(settings, SmallLibrary.open)
    ref = asked(context, NOW)
    tidy(context, NOW)
    tidy(context, NOW + YEAR)
    context.close()
    context = open_context(settings, SmallLibrary.open)
    assert kept(context, ref)
    tidy(context, NOW + YEAR + DAY)
    assert not kept(context, ref)
    context.close()


def test_a_clock_that_stays_ahead_for_a_day_is_believed(context: Context) -> None:
    ref = asked(context, NOW)
    for ran in (0, 3600, DAY):
        tidy(context._replace(ran=lambda ran=ran: ran), NOW + YEAR * (ran > 0) + ran)
    assert not kept(context, ref)

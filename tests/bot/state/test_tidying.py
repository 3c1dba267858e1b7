"""What goes after its time, and what a clock that is wrong cannot do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from examples.small_library import SmallLibrary

from bot.settings import BotSettings
from bot.state import own_articles
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


def test_drafts_go_after_a_day_also_while_somebody_else_discards_them(context: Context) -> None:
    home = context.settings.home
    old, fresh = (own_articles.drafts(home, 7) / f"{n}.jsonl" for n in (1, 2))
    gone = own_articles.drafts(home, 8) / "3.jsonl"
    for file in (old, fresh, gone):
        own_articles.keep(file, [{"id": "owl"}])
        os.utime(file, (NOW,) * 2)
    os.utime(old, (NOW - 90_000,) * 2)
    gone.unlink()
    gone.symlink_to("discarded")  # listed, and no longer there when it is looked at
    for _ in range(2):
        tidy(context, NOW)
    assert (old.exists(), fresh.exists()) == (False, True)


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

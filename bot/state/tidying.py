"""What is thrown away after its time: questions and drafts; and whether the clock can be believed."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Final

from bot.state.context import Context

__all__ = ["tidy"]

_DAY: Final = 86_400
_LEAP: Final = 2 * _DAY
"""Seconds that the clock may have gone on while we were away, without being asked for a second time."""
_SEEN, _DOUBTED = "clock", "clock doubted"
_log = logging.getLogger(__name__)


def tidy(context: Context, now: float, ran: float) -> None:
    """Delete questions kept for long enough, and drafts that nobody said yes to for a day.

    ``now`` is Unix time, ``ran`` the seconds for which this process has run by a clock that nobody sets.
    """
    if not _believed(context, int(now), ran):
        return
    context.store.forget_before(int(now) - context.settings.keep_days * _DAY)
    for draft in context.settings.home.glob("servers/*/drafts/*.jsonl"):
        with suppress(FileNotFoundError):  # added or discarded meanwhile
            if now - draft.stat().st_mtime > _DAY:
                draft.unlink()


def _believed(context: Context, now: int, ran: float) -> bool:
    """A clock that is far ahead of where it was is believed at the second start, or after a day.

    Where it was is noted each time; before the first time nothing is believed.
    """
    store = context.store
    seen, doubted = store.note(_SEEN), store.note(_DOUBTED) or ""
    if seen is None or 0 <= now - int(seen) <= _LEAP or ran >= _DAY or _seen_before(doubted, context, now):
        store.set_note(_SEEN, str(now))
        if doubted:
            store.set_note(_DOUBTED, "")
        return seen is not None
    if now > int(seen) and not doubted:
        _log.warning("the clock is far ahead of where it was: nothing is deleted until the next start")
        store.set_note(_DOUBTED, f"{context.started} {now}")
    return False


def _seen_before(doubted: str, context: Context, now: int) -> bool:
    """Whether an earlier start saw the clock as far ahead."""
    start, _, then = doubted.partition(" ")
    return bool(doubted) and start != context.started and now >= int(then)

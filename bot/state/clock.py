"""Whether the clock can be believed, so that nothing is deleted by one that is wrong."""

from __future__ import annotations

import logging
from typing import Final

from bot.state.context import Context

__all__ = ["believed"]

_DAY: Final = 86_400
_LEAP: Final = 2 * _DAY
"""Seconds that the clock may have gone on while we were away, without being asked for a second time."""
_SEEN, _DOUBTED = "clock", "clock doubted"
_log = logging.getLogger(__name__)


def believed(context: Context, now: float) -> bool:
    """A clock that is far ahead of where it was is believed at the second start, or after a day.

    ``now`` is Unix time. Where it was is noted each time; before the first time nothing is believed.
    """
    store, at = context.store, int(now)
    seen, doubted = store.note(_SEEN), store.note(_DOUBTED) or ""
    if seen is None or _follows(context, int(seen), at) or _seen_before(doubted, context, at):
        store.set_note(_SEEN, str(at))
        if doubted:
            store.set_note(_DOUBTED, "")
        return seen is not None
    if at > int(seen) and not doubted:
        _log.warning("the clock is far ahead of where it was: nothing is deleted until the next start")
        store.set_note(_DOUBTED, f"{context.started} {at}")
    return False


def _follows(context: Context, seen: int, now: int) -> bool:
    return 0 <= now - seen <= _LEAP or context.ran() >= _DAY


def _seen_before(doubted: str, context: Context, now: int) -> bool:
    """Whether an earlier start saw the clock as far ahead."""
    start, _, then = doubted.partition(" ")
    return bool(doubted) and start != context.started and now >= int(then)

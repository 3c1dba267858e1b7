"""What is thrown away after its time: questions and drafts."""

from __future__ import annotations

from typing import Final

from bot.state.clock import believed
from bot.state.context import Context
from bot.state.waiting_drafts import DRAFT

__all__ = ["tidy"]

_DAY: Final = 86_400


def tidy(context: Context, now: float) -> None:
    """Delete questions kept for long enough, and drafts that nobody said yes to for a day.

    ``now`` is Unix time; a clock that cannot be believed deletes nothing.
    """
    if not believed(context, now):
        return
    context.store.forget_before(int(now) - context.settings.keep_days * _DAY)
    context.store.forget_documents(DRAFT, before=int(now) - _DAY)

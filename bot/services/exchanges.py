"""The exchange that a button or a form belongs to, as long as it is kept."""

from __future__ import annotations

from typing import Final

from bot import messages as m
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.storage.guild_store import Exchange

__all__ = ["QUESTIONS", "recalled"]

QUESTIONS: Final = ("ask", "timeline", "check")
"""Exchanges whose words can be asked again; a draft's are the name of a file."""


def recalled(context: Context, asker: Asker, ref: int, kinds: tuple[str, ...] = QUESTIONS) -> Exchange | str:
    """The exchange of these kinds a button belongs to, or the sentence why it does not work any more."""
    exchange = context.store.recall(ref, server=asker.server)
    return m.TOO_OLD if exchange is None or exchange.kind not in kinds else exchange

"""The exchange that a button or a form belongs to, as long as it is kept."""

from __future__ import annotations

from typing import Final

from bot import messages as m
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.storage.exchange_ids import LARGEST
from knowledge.storage.guild_store import Exchange

__all__ = ["QUESTIONS", "WITHDRAWN", "recalled"]

QUESTIONS: Final = ("ask", "talk", "timeline", "check", "facts")
"""Exchanges whose words can be asked again; a draft's are the name of a file. "talk" is no question."""


WITHDRAWN: Final = "withdrawn "
"""Stands before the kind of what a moderator has withdrawn."""


def recalled(context: Context, asker: Asker, ref: int, kinds: tuple[str, ...] = QUESTIONS) -> Exchange | str:
    """The exchange of these kinds a button belongs to, or the sentence why it does not work any more."""
    exchange = context.store.recall(ref, server=asker.server) if ref <= LARGEST else None
    if exchange is not None and exchange.kind.startswith(WITHDRAWN) and kinds == QUESTIONS:
        return m.WITHDRAWN
    return m.TOO_OLD if exchange is None or exchange.kind not in kinds else exchange

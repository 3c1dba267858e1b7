"""A claim held against the sources."""

from __future__ import annotations

import re
from typing import Final

from bot import messages as m
from bot.cards import tables
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.state.context import Context
from bot.state.recent import Asker

__all__ = ["LONGEST_CLAIM", "check"]

LONGEST_CLAIM: Final = 600


def check(context: Context, asker: Asker, claim: str) -> Card:
    """A claim held against the sources."""
    shown = " ".join(re.sub(r"<[@#]\W?\d+>", " ", claim).split())
    if not shown:
        return plainly(m.NO_TEXT)
    if len(claim) > LONGEST_CLAIM:
        return plainly(m.LONG_CLAIM.format(LONGEST_CLAIM))
    with context.pool.library(asker.server) as library:
        # As it was written: lines and lists tell its statements apart.
        found = library.check(claim)
    first = next(iter(found.citations or found.nearest), None)
    cited = first.model_dump_json() if first else ""
    ref = context.keep(asker, "check", shown, answered=found.verdict != "not found", cited=cited)
    return tables.checked(found.model_copy(update={"claim": shown}), ref)

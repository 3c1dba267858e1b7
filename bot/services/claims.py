"""A claim held against the sources."""

from __future__ import annotations

import re
from typing import Final

from bot import messages as m
from bot.cards import tables
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.services.wording import has_to_do
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.model import CheckedClaim, Citation
from knowledge.storage.guild_state import Exchange

__all__ = ["LONGEST_CLAIM", "again", "check", "cited"]

LONGEST_CLAIM: Final = 600


def check(context: Context, asker: Asker, claim: str, *, private: bool = False) -> Card:
    """A claim held against the sources."""
    shown = " ".join(re.sub(r"<[@#]\W?\d+>", " ", claim).split())
    if not shown:
        return plainly(m.NO_TEXT)
    if len(claim) > LONGEST_CLAIM:
        return plainly(m.LONG_CLAIM.format(LONGEST_CLAIM))
    with context.library(asker) as library:
        # As it was written: lines and lists tell its statements apart.
        found = _near(library.check(claim))
    first = next(iter(found.citations or found.nearest), None)
    cited = first.model_dump_json() if first else ""
    ref = context.keep(
        asker, "check", shown, private=private, answered=found.verdict != "not found", cited=cited
    )
    voting = context.guild_settings(asker.server).feedback
    return tables.checked(found.model_copy(update={"claim": shown}), ref, voting=voting)


def again(context: Context, asker: Asker, exchange: Exchange) -> Card:
    """The same claim, held against the sources as they are now, under the same buttons."""
    with context.library(asker) as library:
        found = _near(library.check(exchange.question))
    return tables.checked(found, exchange.id, voting=context.guild_settings(asker.server).feedback)


def cited(context: Context, asker: Asker, exchange: Exchange) -> tuple[Citation, ...]:
    """What the verdict rests on, or else the nearest evidence."""
    with context.library(asker) as library:
        found = _near(library.check(exchange.question))
    return found.citations or found.nearest


def _near(found: CheckedClaim) -> CheckedClaim:
    """Of the nearest evidence, what has to do with the claim."""
    near = tuple(one for one in found.nearest if has_to_do(found.claim, one.quote))
    return found.model_copy(update={"nearest": near, "parts": tuple(map(_near, found.parts))})

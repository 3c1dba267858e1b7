"""What is offered while somebody types: in time, within the limits, and nothing rather than an error."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from discord import app_commands

from bot.cards.card import Option
from bot.delivery.client import Interaction
from bot.delivery.markdown import cut
from bot.delivery.replies import asker_of
from bot.state.context import Context
from bot.state.recent import Asker

__all__ = ["offered"]

_log = logging.getLogger(__name__)
_SECONDS: Final = 2.0  # Discord waits three
_MOST: Final = 25


async def offered(
    interaction: Interaction, look_up: Callable[[Context, Asker], Sequence[Option]]
) -> list[app_commands.Choice[str]]:
    """At most 25 choices; none when looking up fails or takes too long."""
    try:
        context, asker = interaction.client.context, asker_of(interaction)
        looking = asyncio.get_running_loop().run_in_executor(
            interaction.client.typing, look_up, context, asker
        )
        found = await asyncio.wait_for(looking, _SECONDS)
    except Exception:  # noqa: BLE001 -- an error would show as a failed list, and is logged
        _log.exception("nothing could be offered")
        return []
    return [
        app_commands.Choice(name=cut(" ".join(o.label.split()), 100), value=o.value)
        for o in found
        if o.label.strip() and 0 < len(o.value) <= 100
    ][:_MOST]

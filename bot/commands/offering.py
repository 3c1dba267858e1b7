"""What is offered while somebody types: in time, within the limits, and nothing rather than an error."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from discord import app_commands

from bot.card import Option
from bot.markdown import cut
from bot.replies import Interaction, asker_of
from bot.room import Asker, Room

__all__ = ["offered"]

_log = logging.getLogger(__name__)
_SECONDS: Final = 2.0  # Discord waits three
_MOST: Final = 25


async def offered(
    interaction: Interaction, look_up: Callable[[Room, Asker], Sequence[Option]]
) -> list[app_commands.Choice[str]]:
    """At most 25 choices; none when looking up fails or takes too long."""
    try:
        room, asker = interaction.client.room, asker_of(interaction)
        looking = asyncio.get_running_loop().run_in_executor(interaction.client.typing, look_up, room, asker)
        found = await asyncio.wait_for(looking, _SECONDS)
    except Exception:  # noqa: BLE001 -- an error would show as a failed list, and is logged
        _log.exception("nothing could be offered")
        return []
    return [
        app_commands.Choice(name=cut(" ".join(o.label.split()), 100), value=o.value)
        for o in found
        if o.label.strip() and 0 < len(o.value) <= 100
    ][:_MOST]

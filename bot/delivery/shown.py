"""What stands in a message of ours: the exchange that it shows, kept for the correction of what it quotes."""

from __future__ import annotations

import asyncio
import logging
import re
import time

import discord

from bot.delivery.client import Client
from bot.delivery.views import CLICK
from bot.services.correctable import keep_shown
from knowledge.errors import DatelineError

__all__ = ["note_shown", "ref_of"]

_log = logging.getLogger(__name__)


async def note_shown(bot: Client, message: discord.Message, server: int) -> None:
    """Keep where an answer stands that all can read; that it cannot be kept must not spoil it."""
    ref = ref_of(message)
    if not (server and ref) or message.flags.ephemeral:
        return
    try:
        await asyncio.to_thread(
            keep_shown, bot.context, server, channel=message.channel.id, message=message.id, ref=ref,
            now=time.time(),
        )  # fmt: skip
    except DatelineError as error:
        _log.warning("where an answer stands is not kept: %s", error)


def ref_of(message: discord.Message) -> int:
    """The exchange that one of our messages shows, read from its buttons; 0 for none."""
    waiting: list[object] = list(message.components)
    while waiting:
        component = waiting.pop(0)
        found = re.fullmatch(CLICK, str(getattr(component, "custom_id", None) or ""))
        if found and int(found["ref"]):
            return int(found["ref"])
        waiting.extend(getattr(component, "children", ()))
    return 0

"""Posts what nobody asked for just now: cards on followed topics, the week, corrections."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import aiohttp
import discord

from bot.delivery.client import Client
from bot.delivery.views import files, layout
from bot.messages.dates import Dates
from bot.services.announcements import Outgoing, due
from knowledge.errors import DatelineError

__all__ = ["announce", "announcing", "mark"]

_log = logging.getLogger(__name__)
_EVERY: Final = 30.0
_SECONDS_TO_SEND: Final = 60.0
_CLOCKS_DIFFER: Final = 300.0
"""Seconds by which our clock may be before Discord's."""
_LOOKED_THROUGH: Final = 500
"""Messages of a channel in which one of ours is looked for."""


async def announcing(client: Client, *, now: Callable[[], float]) -> None:
    """Post what is due, again and again, whatever goes wrong with it."""
    while True:
        try:
            await announce(client, now())
        except DatelineError as error:
            _log.warning("nothing could be announced: %s", error)
        except Exception:  # noqa: BLE001 -- the log has the traceback, and the next time may do
            _log.exception("announcing failed")
        await asyncio.sleep(_EVERY)


async def announce(client: Client, now: float) -> int:
    """Post what is due at a moment; how many messages."""
    posts, count = due(client.context, now), 0
    while (post := await asyncio.to_thread(next, posts, None)) is not None:
        count += await _post(client, post)
    return count


async def _post(client: Client, post: Outgoing) -> bool:
    channel = client.get_partial_messageable(post.channel, guild_id=post.server)
    dates = await asyncio.to_thread(client.dates, post.server)
    await asyncio.sleep(client.pace.take(post.channel, time.monotonic()))
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            message = await _there(channel, post)
            if message is None:
                await asyncio.to_thread(post.anew)
                message = await _sent(channel, post, dates)
    except (discord.Forbidden, discord.NotFound) as error:
        await asyncio.to_thread(post.failed, error.text or str(error), True)
        return False
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.warning("a card cannot be posted just now: %s", error)
        await asyncio.to_thread(post.failed, "Discord could not be reached", False)
        return False
    await asyncio.to_thread(post.sent, message.id)
    return True


async def _there(channel: discord.PartialMessageable, post: Outgoing) -> discord.Message | None:
    """The message, where somebody who was cut off has sent it; what cannot be looked up is not sent again."""
    if post.since is None:
        return None
    after = datetime.fromtimestamp(post.since - _CLOCKS_DIFFER, UTC)
    looked_for = mark(post)
    async for message in channel.history(after=after, limit=_LOOKED_THROUGH):
        if any(getattr(component, "id", None) == looked_for for component in message.components):
            return message
    return None


async def _sent(channel: discord.PartialMessageable, post: Outgoing, dates: Dates) -> discord.Message:
    under: dict[str, Any] = {}
    if post.under is not None:
        under["reference"] = discord.MessageReference(
            message_id=post.under, channel_id=post.channel, guild_id=post.server, fail_if_not_exists=False
        )
    return await channel.send(
        view=layout(post.card, dates, mark=mark(post)), files=files(post.card), nonce=post.nonce,
        mention_author=False, allowed_mentions=discord.AllowedMentions.none(), **under,
    )  # fmt: skip


def mark(post: Outgoing) -> int:
    """The id of the component that holds the card: Discord gives it back, and a nonce it does not."""
    return int(post.nonce[:8], 16) >> 1 | 1 << 20  # far from the small numbers that Discord gives itself

"""Posts what nobody asked for just now: cards on followed topics, the week, corrections."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Final

import aiohttp
import discord

from bot.delivery.client import Client
from bot.delivery.views import files, layout
from bot.services.announcements import Outgoing, due
from knowledge.errors import DatelineError

__all__ = ["announce", "announcing"]

_log = logging.getLogger(__name__)
_EVERY: Final = 30.0
_SECONDS_TO_SEND: Final = 60.0


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
    under: dict[str, Any] = {}
    if post.under is not None:
        under["reference"] = discord.MessageReference(
            message_id=post.under, channel_id=post.channel, guild_id=post.server, fail_if_not_exists=False
        )
    dates = await asyncio.to_thread(client.dates, post.server)
    await asyncio.sleep(client.pace.take(post.channel, time.monotonic()))
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            message = await channel.send(
                view=layout(post.card, dates), files=files(post.card), nonce=post.nonce,
                mention_author=False, allowed_mentions=discord.AllowedMentions.none(), **under,
            )  # fmt: skip
    except (discord.Forbidden, discord.NotFound) as error:
        await asyncio.to_thread(post.failed, error.text or str(error), True)
        return False
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.warning("a card cannot be posted just now: %s", error)
        await asyncio.to_thread(post.failed, "Discord could not be reached", False)
        return False
    await asyncio.to_thread(post.sent, message.id)
    return True

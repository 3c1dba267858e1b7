"""Coming to a server: one message to who has invited us, or where the server wants such messages."""

from __future__ import annotations

import logging
import time

import discord

from bot import messages as m
from bot.cards.card import Card
from bot.delivery.client import Client
from bot.delivery.serving import served
from bot.delivery.views import layout
from bot.services import welcome
from bot.services.welcome import Arrival
from bot.state.recent import Asker

__all__ = ["greet"]

_log = logging.getLogger(__name__)


async def greet(bot: Client, guild: discord.Guild) -> None:
    """Tell what we do and may do there: to who invited us, else in the server."""
    channel = _channel(guild)
    missing = _missing(guild, channel) if channel is not None else ()
    arrival = Arrival(guild.name, f"#{channel.name}" if channel is not None else "", missing)
    inviter = await _inviter(bot, guild)
    asker = Asker(guild.id, inviter.id if inviter else 0, channel.id if channel else 0, time.time())
    card = await served(bot, asker, lambda asker: welcome.welcome(bot.context, asker, arrival))
    places: tuple[discord.abc.Messageable | None, ...] = (inviter, channel)
    for place in places:
        if place is not None and await _sent(place, card):
            return
    _log.info("nobody in server %d could be told what we do", guild.id)


def _channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Where the server wants such messages, else the first channel where we may write."""
    channels = [*filter(None, [guild.system_channel]), *guild.text_channels]
    return next((one for one in channels if one.permissions_for(guild.me).send_messages), None)


def _missing(guild: discord.Guild, channel: discord.TextChannel) -> tuple[str, ...]:
    allowed = channel.permissions_for(guild.me)
    return tuple(label for name, label in m.NEEDED.items() if not getattr(allowed, name))


async def _inviter(bot: Client, guild: discord.Guild) -> discord.User | discord.Member | None:
    """Who has added us, where we may look that up."""
    if bot.user is None or not guild.me.guild_permissions.view_audit_log:
        return None
    try:
        async for entry in guild.audit_logs(limit=10, action=discord.AuditLogAction.bot_add):
            if entry.target is not None and entry.target.id == bot.user.id:
                return entry.user
    except discord.HTTPException as error:
        _log.info("who invited us is not told: %s", error)
    return None


async def _sent(to: discord.abc.Messageable, card: Card) -> bool:
    try:
        await to.send(view=layout(card))
    except discord.HTTPException as error:
        _log.info("not sent: %s", error)
        return False
    return True

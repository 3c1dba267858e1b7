"""Questions in messages: a mention, a direct message, a pinged reply to one of our answers."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import TYPE_CHECKING

import discord

from bot.desk import asking
from bot.replies import among, can_open_threads, served, tried
from bot.room import Asker
from bot.views import CLICK, files, layout

if TYPE_CHECKING:
    from bot.app import Dateline
    from bot.card import Card

__all__ = ["answer", "ref_of"]

_log = logging.getLogger(__name__)


async def answer(bot: Dateline, message: discord.Message) -> None:
    """Answer a message that is meant for us, as a reply that pings nobody; leave all others alone."""
    if message.author.bot or bot.user is None or message.is_system() or not _for_us(bot, message):
        return
    server = message.guild.id if message.guild else 0
    house = await asyncio.to_thread(bot.room.house, server)
    if house.channels and not among(house.channels, message.channel):
        return
    question = re.sub(rf"<@[!&]?{bot.user.id}>", " ", message.content).strip()
    replied = message.reference.resolved if message.reference else None
    ref = ref_of(replied) if isinstance(replied, discord.Message) and replied.author == bot.user else 0
    asker = Asker(
        server, message.author.id, message.channel.id, time.time(), name=message.author.display_name
    )
    threads = can_open_threads(message.channel)

    def work(asker: Asker) -> Card:
        before = asking.question_of(bot.room, asker, ref) if ref else None
        return asking.ask(bot.room, asker, question, context=before, shown=False, threads=threads)

    with bot.in_hand():
        card = await served(bot, asker, work)
        await _reply(message, card, house.dates)


async def _reply(message: discord.Message, card: Card, dates: str) -> None:
    async def send() -> object:
        # The nonce keeps Discord from taking the same reply twice.
        return await message.reply(
            view=layout(card, dates), files=files(card), mention_author=False, nonce=str(message.id)
        )

    try:
        await tried(send)
    except (discord.Forbidden, discord.NotFound) as error:
        _log.info("cannot answer there: %s", error)


def _for_us(bot: Dateline, message: discord.Message) -> bool:
    return message.guild is None or bot.user in message.mentions


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

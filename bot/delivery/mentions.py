"""Questions in messages: a mention, a direct message, a pinged reply to one of our answers."""

from __future__ import annotations

import asyncio
import logging
import re
import time

import discord

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly, trouble
from bot.delivery.client import Client
from bot.delivery.replies import among, can_open_threads, served, tried
from bot.delivery.views import CLICK, files, layout
from bot.services import answers
from bot.state.recent import Asker

__all__ = ["answer", "ref_of"]

_log = logging.getLogger(__name__)


async def answer(bot: Client, message: discord.Message) -> None:
    """Answer a message that is meant for us, as a reply that pings nobody; leave all others alone."""
    if message.author.bot or bot.user is None or message.is_system() or not _for_us(bot, message):
        return
    guild = await asyncio.to_thread(bot.context.guild_settings, message.guild.id if message.guild else 0)
    if guild.channels and not among(guild.channels, message.channel):
        return
    with bot.in_hand():
        try:
            card = await _card(bot, message, bot.user)
        except Exception:  # noqa: BLE001 -- the person gets a sentence, the log the traceback
            bot.metrics.failures.inc()
            _log.exception("a message was not answered")
            card = trouble()
        await _reply(message, card, guild.dates)


async def _card(bot: Client, message: discord.Message, us: discord.ClientUser) -> Card:
    question = re.sub(rf"<@!?{us.id}>", " ", message.content).strip()
    if not question and message.reference is not None:
        # Discord shows us no words of a reply to the answer of a command, unless we are named in it.
        return plainly(m.UNREADABLE_REPLY)
    replied = message.reference.resolved if message.reference else None
    ref = ref_of(replied) if isinstance(replied, discord.Message) and replied.author == us else 0
    asker = Asker(
        message.guild.id if message.guild else 0, message.author.id, message.channel.id, time.time()
    )
    threads = can_open_threads(message.channel)

    def work(asker: Asker) -> Card:
        before = answers.question_of(bot.context, asker, ref) if ref else None
        return answers.ask(bot.context, asker, question, before=before, shown=False, threads=threads)

    return await served(bot, asker, work)


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


def _for_us(bot: Client, message: discord.Message) -> bool:
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

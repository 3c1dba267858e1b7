"""Questions in messages: a mention, a direct message, a reply to one of our answers or to anybody."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import Final

import aiohttp
import discord

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly, trouble
from bot.delivery.client import Client
from bot.delivery.message_words import words_of
from bot.delivery.replies import tried
from bot.delivery.serving import NotDoneError, done
from bot.delivery.shown import note_shown, ref_of
from bot.delivery.views import files, layout
from bot.services import mentioned
from bot.services.mentioned import Mentioned
from bot.state.recent import Asker

__all__ = ["answer"]

_log = logging.getLogger(__name__)
_INVALID: Final = 50035


async def answer(bot: Client, message: discord.Message) -> None:
    """Answer a message that is meant for us, as a reply that pings nobody; leave all others alone."""
    if bot.user is None or not _for_us(bot, message):
        return
    came = time.monotonic()
    guild = await asyncio.to_thread(bot.context.guild_settings, message.guild.id if message.guild else 0)
    asker = Asker(
        message.guild.id if message.guild else 0, message.author.id, message.channel.id, time.time(),
        parent=getattr(message.channel, "parent_id", None) or 0,
    )  # fmt: skip
    if asker.person in guild.ignored or not guild.answers_in(asker.places):
        return
    with bot.in_hand():
        if _too_late(bot, message, came):
            await _sign(message)
            return
        if refusal := bot.refusal(asker):
            await _refuse(bot, message, plainly(refusal), crowded=refusal == m.TOO_MANY_WAITING)
            return
        try:
            card = await _card(bot, message, asker, bot.user)
        except NotDoneError as why:
            if why.refused:
                await _refuse(bot, message, why.card, crowded=True)
                return
            card = why.card
        except Exception:  # noqa: BLE001 -- the person gets a sentence, the log the traceback
            bot.metrics.failures.inc()
            _log.exception("a message was not answered")
            card = trouble()
        if _too_late(bot, message, came):
            await _sign(message)
            return
        await _reply(bot, message, card, guild.dates)


def _too_late(bot: Client, message: discord.Message, came: float) -> bool:
    """Whether so many answers go to the channel that this one would come when it no longer matters."""
    now = time.monotonic()
    waits = bot.pace.wait(message.channel.id, now)
    if not waits or now - came + waits <= bot.context.settings.patience_seconds:
        return False
    bot.metrics.refused.labels("channel").inc()
    return True


async def _card(bot: Client, message: discord.Message, asker: Asker, us: discord.ClientUser) -> Card:
    """The answer. Raises NotDoneError."""
    words = re.sub(rf"<@!?{us.id}>", " ", message.content).strip()
    said = Mentioned(words, *_about(message, us))
    return await done(bot, asker, lambda asker: mentioned.reply(bot.context, asker, said))


def _about(message: discord.Message, us: discord.ClientUser) -> tuple[str | None, int]:
    """The words of the message that this one replies to or forwards, and the exchange where it is ours."""
    if message.message_snapshots:
        return words_of(message), 0
    if message.reference is None:
        return None, 0
    replied = message.reference.resolved
    if not isinstance(replied, discord.Message):
        return "", 0
    words = "" if replied.author == us else re.sub(rf"<@!?{us.id}>", " ", words_of(replied))
    return words.strip(), ref_of(replied) if replied.author == us else 0


async def _refuse(bot: Client, message: discord.Message, card: Card, *, crowded: bool) -> None:
    """One notice a minute for each person: a sentence, or a sign where it stands already.

    Where it is ``crowded`` the asker did nothing to excess: each question gets its sign.
    """
    now = time.monotonic()
    is_first = bot.notices.due(("person", message.author.id), now)
    is_free = not bot.pace.wait(message.channel.id, now)
    if is_first and is_free and bot.notices.due(("channel", message.channel.id), now):
        await _reply(bot, message, card, "reader")
        return
    if is_first or crowded:
        await _sign(message)


async def _sign(message: discord.Message) -> None:
    """That there is no answer just now, without a word."""
    try:
        await message.add_reaction(m.WAIT_SIGN)
    except discord.HTTPException as error:  # not allowed there, or the message is gone
        _log.info("no sign to wait: %s", error)


async def _reply(bot: Client, message: discord.Message, card: Card, dates: str) -> None:
    await asyncio.sleep(bot.pace.take(message.channel.id, time.monotonic()))

    async def send() -> None:
        # The nonce keeps Discord from taking the same reply twice.
        sent = await message.reply(
            view=layout(card, dates), files=files(card), mention_author=False, nonce=str(message.id)
        )
        await note_shown(bot, sent, message.guild.id if message.guild else 0)

    try:
        await tried(send)
    except discord.HTTPException as error:
        if not _is_expected(error):
            raise
        _log.info("cannot answer there: %s", error)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        _log.warning("an answer did not arrive: %s", error or type(error).__name__)


def _is_expected(error: discord.HTTPException) -> bool:
    """Not allowed there, or the question was deleted before its answer."""
    deleted = error.code == _INVALID and "message_reference" in str(error)
    return deleted or isinstance(error, discord.Forbidden | discord.NotFound)


def _for_us(bot: Client, message: discord.Message) -> bool:
    if message.author.bot or message.is_system():
        return False
    return message.guild is None or bot.user in message.mentions

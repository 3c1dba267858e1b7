"""A thread under an answer, where the talk can go on."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot import messages as m
from bot.cards.plain import linked, plainly
from bot.delivery.client import Interaction
from bot.delivery.markdown import cut
from bot.delivery.replies import acknowledge, asker_of, finish
from bot.delivery.views import layout
from bot.services import answers

__all__ = ["open_thread"]

_log = logging.getLogger(__name__)


async def open_thread(interaction: Interaction, ref: int, answer: str) -> None:
    """Open it at the message with this answer, named after the question of the exchange."""
    bot = interaction.client
    await acknowledge(interaction, private=True)
    question = await asyncio.to_thread(answers.question_of, bot.context, asker_of(interaction), ref)
    channel = interaction.channel
    if question is None or not answer.isdecimal() or not isinstance(channel, discord.TextChannel):
        await finish(bot, interaction, plainly(m.TOO_OLD if question is None else m.NO_THREADS))
        return
    try:
        named = channel.get_partial_message(int(answer))
        thread = await named.create_thread(name=cut(m.THREAD_NAME.format(question), 100))
        await thread.send(view=layout(plainly(m.THREAD_HERE)))
    except discord.HTTPException as error:
        _log.info("no thread: %s", error)
        await finish(bot, interaction, plainly(m.NO_THREADS))
        return
    await finish(bot, interaction, linked(m.THREAD_OPENED.format(question), m.OPEN_THREAD, thread.jump_url))

"""A message of ours in a channel, put right after it was sent."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.commands.command import Call
from bot.delivery.client import Interaction
from bot.delivery.views import files, layout

__all__ = ["rewrite"]

_WITH_MESSAGES = (discord.TextChannel, discord.Thread, discord.VoiceChannel, discord.StageChannel)
_log = logging.getLogger(__name__)


async def rewrite(interaction: Interaction, card: Card | None, call: Call) -> None:
    """Put the card in place of the message whose id stands in the button, or else of the one clicked."""
    message = int(call.words) if call.words.isdecimal() else call.message
    channel = interaction.channel
    if card is None or not message or not isinstance(channel, _WITH_MESSAGES):
        return
    dates = await asyncio.to_thread(interaction.client.dates, interaction.guild_id or 0)
    try:
        await channel.get_partial_message(message).edit(view=layout(card, dates), attachments=files(card))
    except discord.HTTPException as error:
        _log.info("a message is not rewritten: %s", error)
        await interaction.followup.send(view=layout(plainly(m.NOT_REWRITTEN)), ephemeral=True)

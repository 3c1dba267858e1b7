"""Files that come along with a command: looked at, fetched and handed on."""

from __future__ import annotations

import discord

from bot import messages as m
from bot.cards.plain import plainly
from bot.commands.command import Call, Command
from bot.delivery.client import Interaction
from bot.delivery.replies import acknowledge, asker_of, finish, served

__all__ = ["with_file"]


async def with_file(interaction: Interaction, command: Command, file: discord.Attachment) -> None:
    """Run a command of managers on a file, fetched only when the asker is one and it is not too large."""
    bot = interaction.client
    with bot.in_hand():
        await acknowledge(interaction, private=True)
        limit = bot.context.settings.megabytes
        asker = asker_of(interaction)
        if not asker.manages:
            card = plainly(m.NOT_YOURS)
        elif file.size > limit << 20:
            card = plainly(m.TOO_LARGE.format(file.filename, limit))
        else:
            sent = (file.filename, await file.read())
            card = await served(
                bot, asker, lambda asker: command.work(Call(bot.context, asker, file=sent)),
                behind=command.behind,
            )  # fmt: skip
        await finish(bot, interaction, card)

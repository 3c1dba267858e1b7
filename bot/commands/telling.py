"""/help, /about and /privacy."""

from __future__ import annotations

from collections.abc import Callable

from discord import app_commands

from bot import messages as m
from bot.cards.card import Card
from bot.delivery.client import Client, Interaction
from bot.delivery.replies import send
from bot.services import about as telling
from bot.state.context import Asker, Context

__all__ = ["add_to"]


def add_to(tree: app_commands.CommandTree[Client]) -> None:
    """Add the commands."""

    @tree.command(name="help", description=m.COMMANDS["help"])
    async def help_(interaction: Interaction) -> None:
        await _tell(interaction, telling.help_card)

    @tree.command(name="about", description=m.COMMANDS["about"])
    async def about(interaction: Interaction) -> None:
        await _tell(interaction, telling.about)

    @tree.command(name="privacy", description=m.COMMANDS["privacy"])
    async def privacy(interaction: Interaction) -> None:
        await _tell(interaction, lambda context, _: telling.privacy(context))


async def _tell(interaction: Interaction, card: Callable[[Context, Asker], Card]) -> None:
    bot = interaction.client
    await send(bot, interaction, lambda asker: card(bot.context, asker), private=True, counted=False)

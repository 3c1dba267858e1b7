"""/help, /about and /privacy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from discord import app_commands

from bot import messages as m
from bot.card import Card
from bot.desk import telling
from bot.replies import Interaction, send
from bot.room import Asker, Room

if TYPE_CHECKING:
    from bot.app import Dateline

__all__ = ["add_to"]


def add_to(tree: app_commands.CommandTree[Dateline]) -> None:
    """Add the commands."""

    @tree.command(name="help", description=m.COMMANDS["help"])
    async def help_(interaction: Interaction) -> None:
        await _tell(interaction, telling.help_card)

    @tree.command(name="about", description=m.COMMANDS["about"])
    async def about(interaction: Interaction) -> None:
        await _tell(interaction, telling.about)

    @tree.command(name="privacy", description=m.COMMANDS["privacy"])
    async def privacy(interaction: Interaction) -> None:
        await _tell(interaction, lambda room, _: telling.privacy(room))


async def _tell(interaction: Interaction, card: Callable[[Room, Asker], Card]) -> None:
    bot = interaction.client
    await send(bot, interaction, lambda asker: card(bot.room, asker), private=True, counted=False)

"""/help, /about and /privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.desk import telling
from bot.replies import Interaction, send

if TYPE_CHECKING:
    from bot.app import Dateline

__all__ = ["add_to"]


def add_to(tree: app_commands.CommandTree[Dateline]) -> None:
    """Add the commands."""

    @tree.command(name="help", description="What I can do, and how to ask")
    async def help_(interaction: Interaction) -> None:
        await send(interaction.client, interaction, telling.help_card, private=True, counted=False)

    @tree.command(name="about", description="How I work, and what I cannot do")
    async def about(interaction: Interaction) -> None:
        room = interaction.client.room
        await send(
            interaction.client,
            interaction,
            lambda asker: telling.about(room, asker),
            private=True,
            counted=False,
        )

    @tree.command(name="privacy", description="What is kept, and how to delete yours")
    async def privacy(interaction: Interaction) -> None:
        room = interaction.client.room
        await send(
            interaction.client, interaction, lambda _: telling.privacy(room), private=True, counted=False
        )

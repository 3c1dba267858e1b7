"""/sources and /source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot import messages as m
from bot.commands.offering import offered
from bot.desk import shelving
from bot.replies import Interaction, send

if TYPE_CHECKING:
    from bot.app import Dateline

__all__ = ["add_to"]


def add_to(tree: app_commands.CommandTree[Dateline]) -> None:
    """Add the commands."""

    @tree.command(name="sources", description=m.COMMANDS["sources"])
    async def sources(interaction: Interaction) -> None:
        room = interaction.client.room
        await send(interaction.client, interaction, lambda asker: shelving.sources(room, asker), private=True)

    @tree.command(name="source", description=m.COMMANDS["source"])
    @app_commands.describe(source=m.OPTIONS["source"])
    async def source(interaction: Interaction, source: app_commands.Range[str, 1, 200]) -> None:
        room = interaction.client.room
        await send(
            interaction.client, interaction, lambda asker: shelving.source(room, asker, source), private=True
        )

    @source.autocomplete("source")
    async def titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await offered(interaction, lambda room, asker: shelving.source_options(room, asker, typed))

"""/sources and /source."""

from __future__ import annotations

from discord import app_commands

from bot import messages as m
from bot.delivery.client import Client, Interaction
from bot.delivery.completion import offered
from bot.delivery.replies import send
from bot.services import sources as shelving

__all__ = ["add_to"]


def add_to(tree: app_commands.CommandTree[Client]) -> None:
    """Add the commands."""

    @tree.command(name="sources", description=m.COMMANDS["sources"])
    async def sources(interaction: Interaction) -> None:
        context = interaction.client.context
        await send(
            interaction.client, interaction, lambda asker: shelving.sources(context, asker), private=True
        )

    @tree.command(name="source", description=m.COMMANDS["source"])
    @app_commands.describe(source=m.OPTIONS["source"])
    async def source(interaction: Interaction, source: app_commands.Range[str, 1, 200]) -> None:
        context = interaction.client.context
        await send(
            interaction.client,
            interaction,
            lambda asker: shelving.source(context, asker, source),
            private=True,
        )

    @source.autocomplete("source")
    async def titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await offered(
            interaction, lambda context, asker: shelving.source_options(context, asker, typed)
        )

"""/articles, /gaps and /dateline settings: for people who manage a server."""

from __future__ import annotations

from functools import partial

import discord
from discord import app_commands

from bot import messages as m
from bot.cards.plain import plainly
from bot.delivery.client import Client, Interaction
from bot.delivery.completion import offered
from bot.delivery.replies import acknowledge, asker_of, finish, send, served
from bot.services import articles
from bot.services import settings as settling
from bot.services import votes as voting

__all__ = ["add_to"]

MANAGERS = discord.Permissions(manage_guild=True)
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
INSTALLED_THERE = app_commands.AppInstallationType(guild=True, user=False)


def _group(name: str) -> app_commands.Group:
    # Discord hides these from all others; each of them checks again when it is called.
    return app_commands.Group(
        name=name, description=m.COMMANDS[name], default_permissions=MANAGERS,
        allowed_contexts=IN_SERVERS, allowed_installs=INSTALLED_THERE,
    )  # fmt: skip


def add_to(tree: app_commands.CommandTree[Client]) -> None:
    """Add the commands."""
    _add_articles(tree)
    settings = _group("dateline")

    @settings.command(name="settings", description=m.COMMANDS["settings"])
    async def settings_(interaction: Interaction) -> None:
        context = interaction.client.context
        await send(
            interaction.client, interaction, lambda asker: settling.settings(context, asker), private=True
        )

    tree.add_command(settings)

    @tree.command(name="gaps", description=m.COMMANDS["gaps"])
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def gaps(interaction: Interaction) -> None:
        context = interaction.client.context
        await send(interaction.client, interaction, lambda asker: voting.gaps(context, asker), private=True)


def _add_articles(tree: app_commands.CommandTree[Client]) -> None:
    group = _group("articles")

    @group.command(name="add", description=m.COMMANDS["articles add"])
    @app_commands.describe(file=m.OPTIONS["file"])
    async def add(interaction: Interaction, file: discord.Attachment) -> None:
        await _add(interaction, file)

    @group.command(name="list", description=m.COMMANDS["articles list"])
    async def list_(interaction: Interaction) -> None:
        context = interaction.client.context
        await send(interaction.client, interaction, lambda asker: articles.held(context, asker), private=True)

    @group.command(name="remove", description=m.COMMANDS["articles remove"])
    @app_commands.describe(article=m.OPTIONS["article"])
    async def remove(interaction: Interaction, article: app_commands.Range[str, 1, 200]) -> None:
        context = interaction.client.context
        await send(
            interaction.client, interaction, lambda asker: articles.ask_removal(context, asker, article),
            private=True,
        )  # fmt: skip

    @remove.autocomplete("article")
    async def own(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await offered(interaction, lambda context, asker: articles.options(context, asker, typed))

    @group.command(name="changes", description=m.COMMANDS["articles changes"])
    async def changes(interaction: Interaction) -> None:
        context = interaction.client.context
        await send(
            interaction.client, interaction, lambda asker: articles.changes(context, asker), private=True
        )

    tree.add_command(group)


async def _add(interaction: Interaction, file: discord.Attachment) -> None:
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
            content = await file.read()
            work = partial(articles.draft, bot.context, name=file.filename, content=content)
            card = await served(bot, asker, work, behind=True)
        await finish(bot, interaction, card)

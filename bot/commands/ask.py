"""/ask."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import messages as m
from bot import render
from bot.desk import asking
from bot.replies import Interaction, finish, send

if TYPE_CHECKING:
    from bot.app import Dateline

__all__ = ["add_to", "can_open_threads"]


def add_to(tree: app_commands.CommandTree[Dateline]) -> None:
    """Add the command."""

    @tree.command(name="ask", description="Ask the articles; the answer is a quotation with its source")
    @app_commands.describe(question="What you want to know", private="Whether only you see the answer")
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, asking.LONGEST_QUESTION],
        private: bool | None = None,
    ) -> None:
        await answer(interaction, question, private=private)


async def answer(interaction: Interaction, question: str, *, private: bool | None) -> None:
    """Answer a question where it was asked, or in private where the server does not want it there."""
    bot = interaction.client
    house = await asyncio.to_thread(bot.room.house, interaction.guild_id or 0)
    if house.channels and interaction.channel_id not in house.channels:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await finish(bot, interaction, render.plainly(m.NOT_HERE))
        return
    hidden = house.private if private is None else private
    threads = not hidden and can_open_threads(interaction.channel)
    await send(
        bot, interaction,
        lambda asker: asking.ask(bot.room, asker, question, private=hidden, threads=threads),
        private=hidden,
    )  # fmt: skip


def can_open_threads(channel: object) -> bool:
    """Whether a thread can begin at a message here."""
    return isinstance(channel, discord.TextChannel)

"""/ask, /check, /timeline and /facts, and the two menus of messages."""

from __future__ import annotations

import discord
from discord import app_commands

from bot import messages as m
from bot.cards.card import Option
from bot.delivery.client import Client, Interaction
from bot.delivery.completion import offered
from bot.delivery.replies import can_open_threads, send, send_where_allowed
from bot.services import answers as asking
from bot.services import sources as shelving
from bot.services import tables as tabling

__all__ = ["add_to"]

Choice = app_commands.Choice


def add_to(tree: app_commands.CommandTree[Client]) -> None:
    """Add the commands."""
    _add_questions(tree)
    _add_tables(tree)
    _add_menus(tree)


def _add_questions(tree: app_commands.CommandTree[Client]) -> None:
    @tree.command(name="ask", description=m.COMMANDS["ask"])
    @app_commands.describe(question=m.OPTIONS["question"], private=m.OPTIONS["private"])
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, asking.LONGEST_QUESTION],
        private: bool | None = None,
    ) -> None:
        context, threads = interaction.client.context, can_open_threads(interaction.channel)
        await send_where_allowed(
            interaction,
            lambda asker, hidden: asking.ask(
                context, asker, question, private=hidden, threads=threads and not hidden
            ),
            private=private,
        )

    @ask.autocomplete("question")
    async def questions(interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await offered(
            interaction,
            lambda context, asker: [Option(q, q) for q in shelving.questions(context, asker, typed)],
        )

    @tree.command(name="check", description=m.COMMANDS["check"])
    @app_commands.describe(claim=m.OPTIONS["claim"], private=m.OPTIONS["private"])
    async def check(
        interaction: Interaction,
        claim: app_commands.Range[str, 1, tabling.LONGEST_CLAIM],
        private: bool | None = None,
    ) -> None:
        context = interaction.client.context
        await send_where_allowed(
            interaction, lambda asker, _: tabling.check(context, asker, claim), private=private
        )


def _add_tables(tree: app_commands.CommandTree[Client]) -> None:
    @tree.command(name="timeline", description=m.COMMANDS["timeline"])
    @app_commands.describe(
        topic=m.OPTIONS["topic"],
        first=m.OPTIONS["first"],
        last=m.OPTIONS["last"],
        private=m.OPTIONS["private"],
    )
    async def timeline(
        interaction: Interaction,
        topic: app_commands.Range[str, 1, 300] | None = None,
        first: app_commands.Range[str, 1, 10] | None = None,
        last: app_commands.Range[str, 1, 10] | None = None,
        private: bool | None = None,
    ) -> None:
        context = interaction.client.context
        await send_where_allowed(
            interaction,
            lambda asker, _: tabling.timeline(
                context, asker, topic or "", first=first or "", last=last or "", drawn=True
            ),
            private=private,
        )

    @tree.command(name="facts", description=m.COMMANDS["facts"])
    @app_commands.describe(name=m.OPTIONS["name"], private=m.OPTIONS["private"])
    async def facts(
        interaction: Interaction, name: app_commands.Range[str, 1, 200], private: bool | None = None
    ) -> None:
        context = interaction.client.context
        await send_where_allowed(
            interaction, lambda asker, _: tabling.facts(context, asker, name), private=private
        )

    @timeline.autocomplete("topic")
    @facts.autocomplete("name")
    async def names(interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await offered(
            interaction,
            lambda context, asker: [Option(name, name) for name in shelving.names(context, asker, typed)],
        )


def _add_menus(tree: app_commands.CommandTree[Client]) -> None:
    @tree.context_menu(name=m.MENU_CHECK)
    async def check_message(interaction: Interaction, message: discord.Message) -> None:
        context = interaction.client.context
        await send(
            interaction.client, interaction, lambda asker: tabling.check(context, asker, message.content),
            private=True,
        )  # fmt: skip

    @tree.context_menu(name=m.MENU_ANSWER)
    async def answer_message(interaction: Interaction, message: discord.Message) -> None:
        context = interaction.client.context
        await send(
            interaction.client, interaction,
            lambda asker: asking.ask(context, asker, message.content, private=True), private=True,
        )  # fmt: skip

"""Clicks and forms, found by their names alone: they work after a restart, and nothing is held in memory.

Buttons and menus are one ``DynamicItem``; discord.py has none for forms, which are read as they come in.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot import messages as m
from bot.cards.card import Form
from bot.cards.plain import plainly
from bot.commands.command import Action, Call
from bot.commands.registry import ACTIONS, FORMS
from bot.delivery.client import Client, Interaction
from bot.delivery.replies import asker_of, can_open_threads, carefully, refuse, send, send_in_place
from bot.delivery.rewriting import rewrite
from bot.delivery.threads import open_thread
from bot.delivery.views import CLICK, form, layout

__all__ = ["Click", "sent_in"]

_UNKNOWN: Final = Action(lambda _: plainly(m.TOO_OLD))


class Click(ui.DynamicItem[ui.Item[Any]], template=re.compile(CLICK, re.DOTALL)):
    """Any button or menu of ours, on any message that it still hangs on."""

    def __init__(self, item: ui.Item[Any], found: re.Match[str]) -> None:
        super().__init__(item)
        self._found = found

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # the client's type is ours
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The item as the message shows it."""
        del interaction
        return cls(item, match)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]  # as above
        """Do what the click asks for."""
        bot = interaction.client
        await carefully(bot, interaction, _do(bot, interaction, self._found, dict(interaction.data or {})))


async def sent_in(bot: Client, interaction: Interaction) -> None:
    """Do what a form asks for; whatever is not ours is left alone."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    data: dict[str, Any] = dict(interaction.data or {})
    found = re.fullmatch(CLICK, str(data.get("custom_id", "")), re.DOTALL)
    if found is not None:
        await carefully(bot, interaction, _do(bot, interaction, found, data))


async def _do(bot: Client, interaction: Interaction, found: re.Match[str], data: dict[str, Any]) -> None:
    name, ref, message = found["action"], int(found["ref"]), interaction.message
    call = Call(
        bot.context, asker_of(interaction), ref, found["argument"],
        tuple(str(value) for value in data.get("values", ())), _fields(data.get("components", ())),
        message=0 if message is None or message.flags.ephemeral else message.id,
        threads=can_open_threads(interaction.channel),
    )  # fmt: skip
    guild = await asyncio.to_thread(bot.context.guild_settings, call.asker.server)
    if call.asker.person in guild.ignored:
        await refuse(interaction, m.NOT_ANSWERED)
    elif name in FORMS:
        await _open(interaction, await asyncio.to_thread(FORMS[name].form, call))
    elif name == "thread":
        await open_thread(interaction, ref, found["argument"])
    else:
        await _act(bot, interaction, ACTIONS.get(name, _UNKNOWN), call)


async def _act(bot: Client, interaction: Interaction, action: Action, call: Call) -> None:
    seen_by_one = interaction.message is not None and interaction.message.flags.ephemeral
    if action.in_place and seen_by_one:
        await send_in_place(
            bot, interaction, lambda asker: action.work(call._replace(asker=asker)), behind=action.behind
        )
        return
    private = action.private is None or await asyncio.to_thread(action.private, call)
    await send(
        bot, interaction, lambda asker: action.work(call._replace(asker=asker, private=private)),
        private=private, behind=action.behind,
    )  # fmt: skip
    if action.rewrites is not None:
        await rewrite(interaction, await asyncio.to_thread(action.rewrites, call), call)


async def _open(interaction: Interaction, wanted: Form | None) -> None:
    if wanted is None:
        await interaction.response.send_message(view=layout(plainly(m.TOO_OLD)), ephemeral=True)
    else:
        await interaction.response.send_modal(form(wanted))


def _fields(labels: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in labels:
        inner: dict[str, Any] = label.get("component") or {}
        chosen = inner.get("values") or ("",)
        found[str(inner.get("custom_id", ""))] = str(inner.get("value") or chosen[0])
    return found

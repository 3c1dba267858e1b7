"""Clicks and forms, found by their names alone: they work after a restart, and nothing is held in memory.

discord.py's DynamicItem does the same for buttons, but not for forms, and rebuilds the whole view for each
click; one table of actions serves both here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord

from bot import messages as m
from bot import render
from bot.card import Card
from bot.desk.actions import ACTIONS, Call
from bot.replies import Interaction, carefully, send
from bot.room import Asker
from bot.views import CLICK

if TYPE_CHECKING:
    from bot.app import Dateline

__all__ = ["clicked"]


async def clicked(bot: Dateline, interaction: Interaction) -> None:
    """Do what the click or the form asks for; whatever is not ours is left alone."""
    if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
        return
    data: dict[str, Any] = dict(interaction.data or {})
    found = re.fullmatch(CLICK, str(data.get("custom_id", "")), re.DOTALL)
    if found is not None:
        await carefully(bot, interaction, _do(bot, interaction, found, data))


async def _do(bot: Dateline, interaction: Interaction, found: re.Match[str], data: dict[str, Any]) -> None:
    action = ACTIONS.get(found["action"], _unknown)
    values = tuple(str(value) for value in data.get("values", ()))
    fields = _fields(data.get("components", ()))

    def work(asker: Asker) -> Card:
        return action(Call(bot.room, asker, int(found["ref"]), found["argument"], values, fields))

    await send(bot, interaction, work, private=True)


def _unknown(_: Call) -> Card:
    return render.plainly(m.TOO_OLD)


def _fields(labels: Any) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for label in labels:
        inner: dict[str, Any] = label.get("component") or {}
        chosen = inner.get("values") or ("",)
        found.append((str(inner.get("custom_id", "")), str(inner.get("value") or chosen[0])))
    return tuple(found)

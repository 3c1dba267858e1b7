"""Clicks and forms, found by their names alone: they work after a restart, and nothing is held in memory.

Buttons and menus are one ``DynamicItem``; discord.py has none for forms, which are read as they come in.
"""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any, Self

import discord
from discord import ui

from bot import messages as m
from bot.cards.card import Card, Form
from bot.cards.plain import plainly
from bot.delivery.client import Client, Interaction
from bot.delivery.markdown import cut
from bot.delivery.replies import (
    acknowledge,
    asker_of,
    can_open_threads,
    carefully,
    finish,
    send,
    send_in_place,
)
from bot.delivery.views import CLICK, form, layout
from bot.services import answers as asking
from bot.services.actions import ACTIONS, BEHIND, FORMS, IN_PLACE, Call
from bot.state.context import Asker

__all__ = ["Click", "sent_in"]

_log = logging.getLogger(__name__)


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
    name, ref = found["action"], int(found["ref"])
    values = tuple(str(value) for value in data.get("values", ()))
    fields = _fields(data.get("components", ()))

    def call(asker: Asker) -> Call:
        return Call(bot.context, asker, ref, found["argument"], values, fields)

    if name in FORMS:
        await _open(interaction, await asyncio.to_thread(FORMS[name], call(asker_of(interaction))))
    elif name == "follow_sent":
        await _follow(bot, interaction, ref, call(asker_of(interaction)).field("question"))
    elif name == "thread":
        await _thread(bot, interaction, ref)
    else:
        action = ACTIONS.get(name, _unknown)
        work, behind = (lambda asker: action(call(asker))), name in BEHIND
        seen_by_one = interaction.message is not None and interaction.message.flags.ephemeral
        if name in IN_PLACE and seen_by_one:
            await send_in_place(bot, interaction, work, behind=behind)
        else:
            await send(bot, interaction, work, private=True)


async def _open(interaction: Interaction, wanted: Form | None) -> None:
    if wanted is None:
        await interaction.response.send_message(view=layout(plainly(m.TOO_OLD)), ephemeral=True)
    else:
        await interaction.response.send_modal(form(wanted))


async def _follow(bot: Client, interaction: Interaction, ref: int, question: str) -> None:
    """Answer a follow-up as visibly as the answer that it follows."""
    before = await asyncio.to_thread(asking.recalled, bot.context, asker_of(interaction), ref)
    if isinstance(before, str):
        await send(bot, interaction, lambda _: plainly(before), private=True, counted=False)
        return
    private, context = before.private, before.question
    threads = can_open_threads(interaction.channel) and not private
    await send(
        bot, interaction,
        lambda asker: asking.ask(
            bot.context, asker, question, before=context, private=private, threads=threads
        ),
        private=private,
    )  # fmt: skip


async def _thread(bot: Client, interaction: Interaction, ref: int) -> None:
    """Open a thread under the answer, where the talk can go on."""
    await acknowledge(interaction, private=True)
    question = await asyncio.to_thread(asking.question_of, bot.context, asker_of(interaction), ref)
    message, channel = interaction.message, interaction.channel
    if question is None or message is None or not isinstance(channel, discord.TextChannel):
        await finish(bot, interaction, plainly(m.TOO_OLD if question is None else m.NO_THREADS))
        return
    try:
        named = channel.get_partial_message(message.id)
        thread = await named.create_thread(name=cut(m.THREAD_NAME.format(question), 100))
        await thread.send(view=layout(plainly(m.THREAD_HERE)))
    except discord.HTTPException as error:
        _log.info("no thread: %s", error)
        await finish(bot, interaction, plainly(m.NO_THREADS))
        return
    await finish(bot, interaction, plainly(m.THREAD_OPENED.format(question)))


def _unknown(_: Call) -> Card:
    return plainly(m.TOO_OLD)


def _fields(labels: Any) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for label in labels:
        inner: dict[str, Any] = label.get("component") or {}
        chosen = inner.get("values") or ("",)
        found.append((str(inner.get("custom_id", "")), str(inner.get("value") or chosen[0])))
    return tuple(found)

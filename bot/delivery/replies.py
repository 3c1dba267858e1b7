"""How a card reaches the person who asked: in time, in the right place, once, and never as a traceback."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import discord

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly, trouble
from bot.delivery.client import Client, Interaction
from bot.delivery.serving import NotDoneError, Work, done
from bot.delivery.shown import note_shown
from bot.delivery.views import files, layout
from bot.state.recent import Asker

__all__ = [
    "acknowledge", "apologise", "asker_of", "can_open_threads", "carefully", "finish", "refuse",
    "send", "send_in_place", "send_where_allowed", "tried",
]  # fmt: skip

_log = logging.getLogger(__name__)
_PAUSES: Final = (0.2, 1.0)
_SECONDS_TO_SEND: Final = 60.0  # discord.py itself waits out rate limits and tries again for about 25 s
_KNOWN_ALREADY: Final = 40060  # "Interaction has already been acknowledged"
_DEAD: Final = {10062, 10008, 10015, 50027}
"""Unknown interaction, message or webhook, invalid webhook token: nobody is left to answer."""


def asker_of(interaction: Interaction) -> Asker:
    """Who asks, as the services know them."""
    return Asker(
        interaction.guild_id or 0,
        interaction.user.id,
        interaction.channel_id or 0,
        time.time(),
        manages=interaction.guild_id is not None and interaction.permissions.manage_guild,
        moderates=interaction.guild_id is not None
        and (interaction.permissions.manage_messages or interaction.permissions.manage_guild),
        roles=tuple(role.id for role in getattr(interaction.user, "roles", ())),
        parent=getattr(interaction.channel, "parent_id", None) or 0,
    )


async def acknowledge(interaction: Interaction, *, private: bool | None) -> None:
    """Tell Discord in time that an answer comes: a new message, private or not; None for the clicked one.

    Once more when the line breaks; when Discord had heard the first time, that is as well.
    """
    new = private is not None
    try:
        await interaction.response.defer(ephemeral=bool(private), thinking=new)
    except (aiohttp.ClientConnectionError, ConnectionError) as error:
        _log.info("acknowledging again: %s", error or type(error).__name__)
        try:
            await interaction.response.defer(ephemeral=bool(private), thinking=new)
        except discord.HTTPException as refused:
            if refused.code != _KNOWN_ALREADY:
                raise


async def send(
    bot: Client, interaction: Interaction, work: Work, *, private: bool, counted: bool = True,
    behind: bool = False,
) -> None:  # fmt: skip
    """Acknowledge at once, work, and put the card in place of the acknowledgement.

    Who is over a limit gets a sentence that nobody else sees; not ``counted`` requests have no limit.
    """
    with bot.in_hand():
        asker = asker_of(interaction)
        if counted and (refusal := bot.refusal(asker)):
            await refuse(interaction, refusal)
            return
        await acknowledge(interaction, private=private)
        try:
            card = await done(bot, asker, work, behind=behind)
        except NotDoneError as why:
            if why.refused and not private:
                await _withdraw(interaction, why.card)
                return
            card = why.card
        await finish(bot, interaction, card)


async def _withdraw(interaction: Interaction, card: Card) -> None:
    """Take the acknowledgement that all see back, and say why to the asker alone."""
    await tried(interaction.delete_original_response)
    await interaction.followup.send(view=layout(card), ephemeral=True)


async def send_in_place(bot: Client, interaction: Interaction, work: Work, *, behind: bool = False) -> None:
    """Acknowledge at once, work, and put the card in place of the message that was clicked.

    When the work comes to nothing, that message stays with its buttons, to be clicked again.
    """
    with bot.in_hand():
        asker = asker_of(interaction)
        if refusal := bot.refusal(asker):
            await refuse(interaction, refusal)
            return
        await acknowledge(interaction, private=None)
        try:
            card = await done(bot, asker, work, behind=behind)
        except NotDoneError as why:
            await interaction.followup.send(view=layout(why.card), ephemeral=True)
        else:
            await finish(bot, interaction, card)


async def refuse(interaction: Interaction, words: str) -> None:
    """Say why something is not even begun, to the asker alone."""
    await interaction.response.send_message(view=layout(plainly(words)), ephemeral=True)


async def send_where_allowed(
    interaction: Interaction, work: Callable[[Asker, bool], Card], *, private: bool | None
) -> None:
    """Answer where it was asked; in private where the asker, or the server, wants it so.

    Channels that the server has left out get a sentence in private.
    """
    bot = interaction.client
    guild = await asyncio.to_thread(bot.context.guild_settings, interaction.guild_id or 0)
    if interaction.user.id in guild.ignored:
        await refuse(interaction, m.NOT_ANSWERED)
        return
    if not guild.answers_in(asker_of(interaction).places):
        await send(bot, interaction, lambda _: plainly(m.NOT_HERE), private=True, counted=False)
        return
    hidden = guild.private if private is None else private
    await send(bot, interaction, lambda asker: work(asker, hidden), private=hidden)


def can_open_threads(channel: object) -> bool:
    """Whether a thread can begin at a message here."""
    return isinstance(channel, discord.TextChannel)


async def finish(bot: Client, interaction: Interaction, card: Card) -> None:
    """Edit the deferred response into the card."""
    dates = await asyncio.to_thread(bot.dates, interaction.guild_id or 0)

    async def edit() -> None:
        shown = await interaction.edit_original_response(view=layout(card, dates), attachments=files(card))
        await note_shown(bot, shown, interaction.guild_id or 0)

    await tried(edit)


async def tried(sending: Callable[[], Awaitable[object]]) -> None:
    """Send something that Discord takes once however often it is sent, again when the line breaks."""
    for pause in _PAUSES:
        try:
            await asyncio.wait_for(sending(), _SECONDS_TO_SEND)
        except (aiohttp.ClientConnectionError, TimeoutError, ConnectionError) as error:
            _log.info("sending again: %s", error or type(error).__name__)
            await asyncio.sleep(pause)
        else:
            return
    await sending()


async def carefully(bot: Client, interaction: Interaction, doing: Awaitable[None]) -> None:
    """Whatever fails, the person gets one calm sentence, if there is still somebody to tell."""
    try:
        await doing
    except Exception as error:  # noqa: BLE001 -- as above
        await apologise(bot, interaction, error)


async def apologise(bot: Client, interaction: Interaction, error: BaseException) -> None:
    """One calm sentence to the person, the traceback to the log."""
    if isinstance(error, discord.HTTPException) and error.code in _DEAD:
        _log.info("nobody is left to answer: %s", error)
        return
    bot.metrics.failures.inc()
    _log.error("a request failed", exc_info=error)
    view = layout(trouble())
    try:
        with bot.in_hand():
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)
    except (discord.HTTPException, OSError) as second:
        _log.warning("the apology did not arrive: %s", second)

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
from bot.delivery.queue import FullError, StoppingError
from bot.delivery.views import files, layout
from bot.state.recent import Asker
from knowledge.errors import DatelineError

__all__ = [
    "acknowledge", "among", "apologise", "asker_of", "can_open_threads", "carefully", "finish",
    "send", "send_in_place", "send_where_allowed", "served", "tried",
]  # fmt: skip

Work = Callable[[Asker], Card]
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
    )


class _NotDoneError(Exception):
    """A request came to nothing; ``card`` says so in calm words."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card


async def served(
    bot: Client, asker: Asker, work: Work, *, counted: bool = True, behind: bool = False
) -> Card:
    """The card for a request: limits first, then the fair queue, and calm words for whatever goes wrong.

    ``counted`` requests are held against the fair-use limits; those ``behind`` wait for one another and
    not in line with the questions.
    """
    try:
        return await _done(bot, asker, work, counted=counted, behind=behind)
    except _NotDoneError as why:
        return why.card


async def _done(bot: Client, asker: Asker, work: Work, *, counted: bool, behind: bool) -> Card:
    if counted and (refusal := bot.refusal(asker)):
        raise _NotDoneError(plainly(refusal))
    started = time.monotonic()
    try:
        queue, turn = (bot.back, 0) if behind else (bot.queue, asker.server)
        card = await queue.run(turn, lambda: work(asker))
    except FullError as error:
        raise _NotDoneError(plainly(m.TOO_MANY_WAITING)) from error
    except StoppingError as error:
        raise _NotDoneError(plainly(m.STOPPING)) from error
    except DatelineError as error:
        _log.warning("told the asker: %s", error)
        raise _NotDoneError(plainly(bot.told(error))) from error
    except Exception as error:  # the person gets a sentence, the log the traceback
        _log.exception("an answer failed")
        bot.metrics.failures.inc()
        raise _NotDoneError(trouble()) from error
    bot.metrics.answers.labels(card.tone).inc()
    bot.metrics.seconds.observe(time.monotonic() - started)
    return card


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
    bot: Client, interaction: Interaction, work: Work, *, private: bool, counted: bool = True
) -> None:
    """Acknowledge at once, work, and put the card in place of the acknowledgement."""
    with bot.in_hand():
        await acknowledge(interaction, private=private)
        await finish(bot, interaction, await served(bot, asker_of(interaction), work, counted=counted))


async def send_in_place(bot: Client, interaction: Interaction, work: Work, *, behind: bool = False) -> None:
    """Acknowledge at once, work, and put the card in place of the message that was clicked.

    When the work comes to nothing, that message stays with its buttons, to be clicked again.
    """
    with bot.in_hand():
        await acknowledge(interaction, private=None)
        try:
            card = await _done(bot, asker_of(interaction), work, counted=True, behind=behind)
        except _NotDoneError as why:
            await interaction.followup.send(view=layout(why.card), ephemeral=True)
        else:
            await finish(bot, interaction, card)


async def send_where_allowed(
    interaction: Interaction, work: Callable[[Asker, bool], Card], *, private: bool | None
) -> None:
    """Answer where it was asked; in private where the asker, or the server, wants it so.

    Channels that the server has left out get a sentence in private.
    """
    bot = interaction.client
    guild = await asyncio.to_thread(bot.context.guild_settings, interaction.guild_id or 0)
    if guild.channels and not among(guild.channels, interaction.channel):
        await send(bot, interaction, lambda _: plainly(m.NOT_HERE), private=True, counted=False)
        return
    hidden = guild.private if private is None else private
    await send(bot, interaction, lambda asker: work(asker, hidden), private=hidden)


def among(channels: tuple[int, ...], channel: object) -> bool:
    """Whether a channel, or the one that a thread belongs to, is one of these."""
    return getattr(channel, "id", 0) in channels or getattr(channel, "parent_id", None) in channels


def can_open_threads(channel: object) -> bool:
    """Whether a thread can begin at a message here."""
    return isinstance(channel, discord.TextChannel)


async def finish(bot: Client, interaction: Interaction, card: Card) -> None:
    """Edit the deferred response into the card."""
    dates = await asyncio.to_thread(bot.dates, interaction.guild_id or 0)

    async def edit() -> object:
        return await interaction.edit_original_response(view=layout(card, dates), attachments=files(card))

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

"""Files that come along with a command: looked at, fetched and handed on."""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp
import discord

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.commands.command import Call, Command
from bot.delivery.client import Interaction
from bot.delivery.progress import progress
from bot.delivery.replies import acknowledge, asker_of, finish, refuse
from bot.delivery.serving import served
from bot.state.recent import Asker

__all__ = ["with_file"]

_SECONDS: Final = aiohttp.ClientTimeout(total=60)
_PIECE: Final = 1 << 16


async def with_file(interaction: Interaction, command: Command, file: discord.Attachment) -> None:
    """Run a command of managers on a file, fetched only when the asker is one and it is not too large."""
    bot = interaction.client
    with bot.in_hand():
        if refusal := bot.refusal(asker_of(interaction)):
            await refuse(interaction, refusal)
            return
        await acknowledge(interaction, private=True)
        await finish(bot, interaction, await _card(interaction, command, file))


async def _card(interaction: Interaction, command: Command, file: discord.Attachment) -> Card:
    bot, asker = interaction.client, asker_of(interaction)
    limit = bot.context.settings.megabytes
    if not await asyncio.to_thread(bot.context.edits, asker):
        return plainly(m.NOT_EDITOR)
    try:
        content = await _fetched(file, limit << 20)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return plainly(m.NOT_FETCHED.format(file.filename, error or type(error).__name__))
    if content is None:
        return plainly(m.TOO_LARGE.format(file.filename, limit))
    sent = (file.filename, content)
    async with progress(interaction) as shown:

        def work(asker: Asker) -> Card:
            return command.work(Call(bot.context, asker, file=sent, progress=shown))

        return await served(bot, asker, work, behind=command.behind)


async def _fetched(file: discord.Attachment, limit: int) -> bytes | None:
    """The content, or None when there is more of it than the limit, whatever was told before."""
    if file.size > limit:
        return None
    content = bytearray()
    async with aiohttp.ClientSession(timeout=_SECONDS) as session, session.get(file.url) as answer:
        answer.raise_for_status()
        async for piece in answer.content.iter_chunked(_PIECE):
            content += piece
            if len(content) > limit:
                return None
    return bytes(content)

"""New posts of chosen forums, answered by their title where the sources tell it.

Discord shows us no words of such a post, but its title.
"""

from __future__ import annotations

import asyncio
import logging
import time

import discord

from bot.cards.card import Card
from bot.delivery.client import Client
from bot.delivery.serving import served
from bot.delivery.views import files, layout
from bot.services import answers
from bot.services.wording import is_question
from bot.state.recent import Asker

__all__ = ["answer_post"]

_log = logging.getLogger(__name__)


async def answer_post(bot: Client, post: discord.Thread) -> None:
    """Answer it when its forum was chosen and its title is a question that the sources answer."""
    guild = await asyncio.to_thread(bot.context.guild_settings, post.guild.id)
    if post.parent_id not in guild.forums or post.owner_id in guild.ignored or not is_question(post.name):
        return
    asker = Asker(post.guild.id, post.owner_id, post.id, time.time(), parent=post.parent_id)
    if bot.refusal(asker):
        return
    with bot.in_hand():
        card: Card = await served(bot, asker, lambda asker: answers.ask(bot.context, asker, post.name))
        if card.tone not in ("answer", "differs"):
            return
        try:
            await post.send(view=layout(card, guild.dates), files=files(card))
        except discord.HTTPException as error:
            _log.info("cannot answer there: %s", error)

"""What a message says that somebody has chosen from the menu of messages."""

from __future__ import annotations

import discord

__all__ = ["words_of"]


def words_of(message: discord.Message) -> str:
    """Its own words, else those of what it forwards, else those of a feed's post in its embeds."""
    forwarded = (snapshot.content for snapshot in message.message_snapshots)
    told = (embed.description or embed.title or "" for embed in _embeds(message))
    return next((text for text in (message.content, *forwarded, *told) if text.strip()), "")


def _embeds(message: discord.Message) -> list[discord.Embed]:
    return [*message.embeds, *(one for snapshot in message.message_snapshots for one in snapshot.embeds)]

"""Roles that may add articles, and people who are not answered."""

from __future__ import annotations

from bot import messages as m
from bot.cards.card import Card, Channels, Piece, Text, heading
from bot.cards.plain import plainly
from bot.services.settings import numbers, put
from bot.state.context import Context
from bot.state.guild_settings import GuildSettings
from bot.state.recent import Asker

__all__ = ["editors", "set_editors", "set_ignored"]


def editors(context: Context, asker: Asker) -> Card:
    """Both lists, for people who manage the server."""
    return _shown(context.guild_settings(asker.server)) if asker.manages else plainly(m.NOT_YOURS)


def _shown(guild: GuildSettings) -> Card:
    return Card((
        heading(m.EDITORS), Text((Piece(m.EDITORS_TEXT),)),
        Channels("set_editors", m.EDITORS_PROMPT, guild.editors, "roles"),
        Channels("set_ignored", m.IGNORED_PROMPT, guild.ignored, "people"),
    ))  # fmt: skip


def set_editors(context: Context, asker: Asker, values: tuple[str, ...]) -> Card:
    """Name the roles. Raises UsageError for what is no role's number."""
    return _set(context, asker, "editors", numbers(values), m.AUDIT_EDITORS)


def set_ignored(context: Context, asker: Asker, values: tuple[str, ...]) -> Card:
    """Name the people, never oneself. Raises UsageError for what is no person's number."""
    others = tuple(one for one in numbers(values) if one != asker.person)
    return _set(context, asker, "ignored", others, m.AUDIT_IGNORED)


def _set(context: Context, asker: Asker, name: str, chosen: tuple[int, ...], what: str) -> Card:
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    after = context.guild_settings(asker.server).model_copy(update={name: chosen})
    put(context, asker, after, what.format(", ".join(map(str, chosen)) or "nobody"))
    return _shown(after)

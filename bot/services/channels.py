"""What holds in one channel of a server: caution, sources, and answers to new posts of a forum."""

from __future__ import annotations

from collections.abc import Mapping

from bot import messages as m
from bot.cards.card import Block, Button, Card, Choices, Option, Piece, Row, Text, heading
from bot.cards.plain import plainly
from bot.services.settings import put
from bot.state.context import Context
from bot.state.guild_settings import CAUTION, GuildSettings
from bot.state.recent import Asker
from knowledge.errors import UsageError

__all__ = ["channel", "set_caution", "set_forum", "set_sources"]


def channel(context: Context, asker: Asker) -> Card:
    """What holds here, for people who manage the server; in a thread, what holds in the channel above."""
    return _shown(context.guild_settings(asker.server), asker) if asker.manages else plainly(m.NOT_YOURS)


def _shown(guild: GuildSettings, asker: Asker) -> Card:
    caution = guild.cautions.get(asker.place, "server")
    sources = "own" if asker.place in guild.own_only else "all"
    lines = [m.CHANNEL_CAUTION[caution], m.CHANNEL_SOURCES[sources]]
    blocks: list[Block] = [
        _menu("set_here_caution", m.CHANNEL_CAUTION_PROMPT, m.CHANNEL_CAUTION, caution),
        _menu("set_here_sources", m.CHANNEL_SOURCES_PROMPT, m.CHANNEL_SOURCES, sources),
    ]
    if asker.parent:
        on = asker.parent in guild.forums
        lines.append(m.CHANNEL_FORUM_ON if on else m.CHANNEL_FORUM_OFF)
        blocks.append(Row((Button(m.CHANNEL_STOP_FORUM if on else m.CHANNEL_START_FORUM, "set_here_forum"),)))
    told = Text(tuple(Piece(f"• {line}\n") for line in lines))
    return Card((heading(m.CHANNEL), told, *blocks))


def _menu(action: str, prompt: str, words: Mapping[str, str], chosen: str) -> Choices:
    return Choices(
        action, prompt, tuple(Option(label, value, chosen=value == chosen) for value, label in words.items())
    )


def set_caution(context: Context, asker: Asker, values: tuple[str, ...]) -> Card:
    """How readily it stays silent here. Raises UsageError for what is no choice."""
    guild, chosen = context.guild_settings(asker.server), _one_of(values, m.CHANNEL_CAUTION)
    others = {place: caution for place, caution in guild.cautions.items() if place != asker.place}
    cautions = others | ({asker.place: chosen} if chosen in CAUTION else {})
    return _set(context, asker, guild.model_copy(update={"cautions": cautions}), "caution", chosen)


def set_sources(context: Context, asker: Asker, values: tuple[str, ...]) -> Card:
    """What is answered from here. Raises UsageError for what is no choice."""
    guild, chosen = context.guild_settings(asker.server), _one_of(values, m.CHANNEL_SOURCES)
    if chosen == "own" and not context.pool.version(asker.server):
        return plainly(m.CHANNEL_NO_OWN)
    kept = _toggled(guild.own_only, asker.place, on=chosen == "own")
    return _set(context, asker, guild.model_copy(update={"own_only": kept}), "sources", chosen)


def set_forum(context: Context, asker: Asker) -> Card:
    """Answer new posts of the forum that this post is of, or do so no more."""
    guild = context.guild_settings(asker.server)
    on = asker.place not in guild.forums
    kept = _toggled(guild.forums, asker.place, on=on)
    return _set(context, asker, guild.model_copy(update={"forums": kept}), "answers to posts", str(on))


def _toggled(places: tuple[int, ...], place: int, *, on: bool) -> tuple[int, ...]:
    others = tuple(one for one in places if one != place)
    return (*others, place) if on else others


def _set(context: Context, asker: Asker, after: GuildSettings, name: str, value: str) -> Card:
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    put(context, asker, after, m.AUDIT_CHANNEL.format(name, asker.place, value))
    return _shown(after, asker)


def _one_of(values: tuple[str, ...], known: Mapping[str, str]) -> str:
    if not values or values[0] not in known:
        raise UsageError(m.SET_UNKNOWN.format("".join(values[:1]), ", ".join(known)))
    return values[0]

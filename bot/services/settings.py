"""A server's settings, shown with menus and buttons to change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot import messages as m
from bot.cards.card import Block, Button, Card, Channels, Choices, Option, Piece, Row, Text, heading, note
from bot.cards.plain import plainly
from bot.messages.dates import LANGUAGES
from bot.services import articles
from bot.state.context import Context
from bot.state.guild_settings import CAUTION, GuildSettings
from bot.state.recent import Asker
from knowledge.errors import UsageError

__all__ = ["CHANGES", "change", "numbers", "put", "settings"]


def settings(context: Context, asker: Asker) -> Card:
    """The settings of this server, for people who manage it."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    return _shown(context.guild_settings(asker.server), unkept=bool(context.unkept))


def _shown(guild: GuildSettings, *, unkept: bool = False) -> Card:
    lines = Text(tuple(Piece(part) for line in _lines(guild) for part in ("• ", line, "\n")))
    blocks: list[Block] = [heading(m.SETTINGS), *([note(m.UNKEPT)] if unkept else []), lines]
    blocks += [
        Channels("set_channels", m.SET_CHANNELS_PROMPT, guild.channels),
        _menu("set_caution", m.SET_CAUTION_PROMPT, m.SET_CAUTION, guild.caution),
        _menu("set_dates", m.SET_DATES_PROMPT, LANGUAGES, guild.dates),
        Row((
            Button(m.SET_MAKE_PUBLIC if guild.private else m.SET_MAKE_PRIVATE, "set_private"),
            Button(m.SET_STOP_FEEDBACK if guild.feedback else m.SET_START_FEEDBACK, "set_feedback"),
            Button(m.SET_STOP_SEEDS if guild.seeds else m.SET_START_SEEDS, "set_seeds"),
        )),
    ]  # fmt: skip
    return Card(tuple(blocks))


def _lines(guild: GuildSettings) -> tuple[str, ...]:
    some = m.SET_CHANNELS_SOME.format(m.counted(len(guild.channels), "channel"))
    return (
        some if guild.channels else m.SET_CHANNELS_ALL,
        m.SET_PRIVATE if guild.private else m.SET_PUBLIC,
        m.SET_CAUTION[guild.caution],
        m.SET_DATES.format(LANGUAGES[guild.dates]),
        m.SET_FEEDBACK_ON if guild.feedback else m.SET_FEEDBACK_OFF,
        m.SET_SEEDS_ON if guild.seeds else m.SET_SEEDS_OFF,
    )


def _menu(action: str, prompt: str, words: object, chosen: str) -> Choices:
    assert hasattr(words, "items")
    options = tuple(Option(label, value, chosen=value == chosen) for value, label in words.items())
    return Choices(action, prompt, options)


def change(context: Context, asker: Asker, action: str, values: tuple[str, ...]) -> Card:
    """Change one setting, list the change, and show the settings as they are now."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    before = context.guild_settings(asker.server)
    after = CHANGES[action](before, values)

    def listed() -> None:
        put(context, asker, after, _told(action, after))

    if after.seeds != before.seeds:
        articles.switch_seeds(context, asker.server, on=after.seeds, listed=listed)
    elif after != before:
        listed()
    return _shown(after, unkept=bool(context.unkept))


def _one_of(values: tuple[str, ...], known: Iterable[str], otherwise: str) -> str:
    """The first value, or without any what it was. Raises UsageError where it is none of those known."""
    if values and values[0] not in known:
        raise UsageError(m.SET_UNKNOWN.format(values[0], ", ".join(known)))
    return values[0] if values else otherwise


def _channels(values: tuple[str, ...]) -> tuple[int, ...]:
    """Numbers of channels, as Discord gives them. Raises UsageError for anything else."""
    if wrong := next((v for v in values if not v.isdecimal()), None):
        raise UsageError(m.SET_NO_CHANNEL.format(wrong))
    return tuple(map(int, values[:25]))


def numbers(values: tuple[str, ...]) -> tuple[int, ...]:
    """Numbers of roles, people or channels, as Discord gives them. Raises UsageError for anything else."""
    return _channels(values)


def put(context: Context, asker: Asker, after: GuildSettings, what: str) -> None:
    """Keep the settings, and list the change."""
    context.store.set_setting(asker.server, after.model_dump_json())
    context.store.audit(asker.server, asker.person, what, int(asker.now))


CHANGES: dict[str, Callable[[GuildSettings, tuple[str, ...]], GuildSettings]] = {
    "set_channels": lambda guild, values: guild.model_copy(update={"channels": _channels(values)}),
    "set_caution": lambda guild, values: guild.model_copy(
        update={"caution": _one_of(values, CAUTION, guild.caution)}
    ),
    "set_dates": lambda guild, values: guild.model_copy(
        update={"dates": _one_of(values, LANGUAGES, guild.dates)}
    ),
    "set_private": lambda guild, _: guild.model_copy(update={"private": not guild.private}),
    "set_feedback": lambda guild, _: guild.model_copy(update={"feedback": not guild.feedback}),
    "set_seeds": lambda guild, _: guild.model_copy(update={"seeds": not guild.seeds}),
}


def _told(action: str, guild: GuildSettings) -> str:
    name = action.removeprefix("set_")
    value = getattr(guild, name)
    shown = ", ".join(map(str, value)) or "all" if isinstance(value, tuple) else str(value)
    return m.AUDIT_SETTING.format(name, shown)

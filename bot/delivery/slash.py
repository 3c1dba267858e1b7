"""Our commands and menus as Discord's: made from the registry, with options, completion and permissions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

import discord
from discord import app_commands

from bot import messages as m
from bot.commands.command import Call, Command, Menu, Offers, Parameter
from bot.commands.registry import COMMANDS, MENUS
from bot.delivery.client import Client, Interaction
from bot.delivery.completion import offered
from bot.delivery.incoming_files import with_file
from bot.delivery.message_words import words_of
from bot.delivery.replies import send, send_where_allowed
from bot.state.recent import Asker

__all__ = ["add_to"]

_Choice = app_commands.Choice[str]
_Made = TypeVar("_Made", app_commands.Command[Any, ..., None], app_commands.Group)
_IN_SERVERS: Final = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_INSTALLED_THERE: Final = app_commands.AppInstallationType(guild=True, user=False)


def add_to(tree: app_commands.CommandTree[Client]) -> None:
    """Give the tree all commands and menus."""
    groups: dict[str, app_commands.Group] = {}
    for command in COMMANDS.values():
        group, _, name = command.name.rpartition(" ")
        if not group:
            tree.add_command(_where_allowed(_slash(command, name), command))
            continue
        if group not in groups:
            made = app_commands.Group(name=group, description=m.ALL_COMMANDS[group].about)
            groups[group] = _where_allowed(made, command)
            tree.add_command(groups[group])
        groups[group].add_command(_slash(command, name))
    for menu in MENUS:
        tree.add_command(app_commands.ContextMenu(name=menu.name, callback=_menu(menu)))


def _where_allowed(made: _Made, command: Command) -> _Made:
    if command.managers:
        if not command.editors:
            # Discord hides these from all others; each of them checks again when it is called.
            made.default_permissions = discord.Permissions(manage_guild=True)
        made.allowed_contexts = _IN_SERVERS
        made.allowed_installs = _INSTALLED_THERE
    return made


def _slash(command: Command, name: str) -> app_commands.Command[Any, ..., None]:
    callback = _callback(command)
    about = {one.name: m.OPTIONS[one.name] for one in command.parameters}
    if command.public:
        about["private"] = m.OPTIONS["private"]
    if about:
        app_commands.describe(**about)(callback)
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=name, description=m.ALL_COMMANDS[command.name].about, callback=callback
    )
    for one in command.parameters:
        if one.offers is not None:
            made.autocomplete(one.name)(_completion(one.offers))
    return made


def _callback(command: Command) -> Callable[..., Coroutine[Any, Any, None]]:
    async def called(interaction: Interaction, **given: Any) -> None:
        await _run(interaction, command, given)

    # discord.py reads a command's options off its signature.
    called.__signature__ = inspect.Signature(_signature(command))  # type: ignore[attr-defined]
    return called


def _signature(command: Command) -> list[inspect.Parameter]:
    def taken(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
        return inspect.Parameter(
            name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind, default=default
        )

    found = [taken("interaction", Interaction)]
    for one in command.parameters:
        kind = _kind(one)
        found.append(taken(one.name, kind) if one.required else taken(one.name, kind | None, None))
    if command.public:
        found.append(taken("private", bool | None, None))
    return found


def _kind(parameter: Parameter) -> Any:
    if not parameter.longest:
        return discord.Attachment
    return app_commands.Range[str, 1, parameter.longest]


def _completion(
    offers: Offers,
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def names(interaction: Interaction, typed: str) -> list[_Choice]:
        return await offered(interaction, lambda context, asker: offers(context, asker, typed))

    return names


async def _run(interaction: Interaction, command: Command, given: dict[str, Any]) -> None:
    bot, private = interaction.client, given.pop("private", None)
    file = next((given.pop(p.name) for p in command.parameters if not p.longest), None)
    fields = {name: value for name, value in given.items() if value is not None}

    def work(asker: Asker, hidden: bool) -> Any:
        return command.work(Call(bot.context, asker, fields=fields, private=hidden))

    if file is not None:
        await with_file(interaction, command, file)
    elif command.public:
        await send_where_allowed(interaction, work, private=private)
    else:
        await send(
            bot, interaction, lambda asker: work(asker, True), private=True, counted=command.counted
        )  # fmt: skip


def _menu(menu: Menu) -> Callable[[Interaction, discord.Message], Coroutine[Any, Any, None]]:
    async def chosen(interaction: Interaction, message: discord.Message) -> None:
        bot = interaction.client
        await send(
            bot, interaction, lambda asker: menu.work(Call(bot.context, asker, words=words_of(message))),
            private=True,
        )  # fmt: skip

    return chosen

"""/help: what the bot does, what could be asked, and its commands."""

from __future__ import annotations

from bot.commands.command import Command
from bot.services import about

COMMANDS = (
    Command(
        "help",
        lambda call: about.help_card(call.context, call.asker),
        counted=False,
        typed=lambda call: about.typed_help(call.context, call.asker),
    ),
)

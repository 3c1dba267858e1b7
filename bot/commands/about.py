"""/about: how answers come about, and the limits."""

from __future__ import annotations

from bot.commands.command import Command
from bot.services import about

COMMANDS = (Command("about", lambda call: about.about(call.context, call.asker), counted=False),)

"""/privacy: what is kept and for how long, with the button that deletes."""

from __future__ import annotations

from bot.commands.command import Action, Command
from bot.services import about

COMMANDS = (Command("privacy", lambda call: about.privacy(call.context), counted=False),)
ACTIONS = {"forget": Action(lambda call: about.forget(call.context, call.asker))}

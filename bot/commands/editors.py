"""/dateline editors: roles that may add articles, and people who are not answered."""

from __future__ import annotations

from bot.commands.command import Action, Command
from bot.services import editors

COMMANDS = (
    Command(
        "dateline editors",
        lambda call: editors.editors(call.context, call.asker),
        managers=True,
        also=("editors",),
    ),
)
ACTIONS = {
    "set_editors": Action(
        lambda call: editors.set_editors(call.context, call.asker, call.values), in_place=True
    ),
    "set_ignored": Action(
        lambda call: editors.set_ignored(call.context, call.asker, call.values), in_place=True
    ),
}

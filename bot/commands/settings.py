"""/dateline settings: where and how the bot answers in a server."""

from __future__ import annotations

from bot.commands.command import Action, Command, Work
from bot.services import settings

COMMANDS = (
    Command(
        "dateline settings",
        lambda call: settings.settings(call.context, call.asker),
        managers=True,
        also=("settings", "dateline"),
    ),
)


def _change(name: str) -> Work:
    return lambda call: settings.change(call.context, call.asker, name, call.values)


ACTIONS = {
    # Taking the digests in or out makes an index anew.
    name: Action(_change(name), in_place=True, behind=name == "set_seeds")
    for name in settings.CHANGES
}

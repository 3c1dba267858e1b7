"""/dateline channel: what holds in the channel where it is typed."""

from __future__ import annotations

from bot.commands.command import Action, Command
from bot.services import channels

COMMANDS = (
    Command(
        "dateline channel",
        lambda call: channels.channel(call.context, call.asker),
        managers=True,
        also=("channel",),
    ),
)
ACTIONS = {
    "set_here_caution": Action(
        lambda call: channels.set_caution(call.context, call.asker, call.values), in_place=True
    ),
    "set_here_sources": Action(
        lambda call: channels.set_sources(call.context, call.asker, call.values), in_place=True
    ),
    "set_here_forum": Action(lambda call: channels.set_forum(call.context, call.asker), in_place=True),
}

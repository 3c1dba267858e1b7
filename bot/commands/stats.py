"""/dateline stats: how much was asked in a server, and what became of it."""

from __future__ import annotations

from bot.commands.command import Action, Command
from bot.services import statistics

COMMANDS = (
    Command(
        "dateline stats",
        lambda call: statistics.statistics(call.context, call.asker),
        managers=True,
        also=("stats",),
    ),
)
ACTIONS = {"stats_export": Action(lambda call: statistics.exported(call.context, call.asker))}

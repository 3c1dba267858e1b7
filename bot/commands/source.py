"""/source: one article, where it is from and how it begins."""

from __future__ import annotations

from bot.commands.command import Command, Parameter
from bot.services import sources

COMMANDS = (
    Command(
        "source",
        lambda call: sources.source(call.context, call.asker, call.field("source")),
        (Parameter("source", 200, offers=sources.source_options),),
    ),
)

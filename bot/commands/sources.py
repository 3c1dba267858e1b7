"""/sources: the articles that answers come from, page by page."""

from __future__ import annotations

from bot.commands.command import Action, Command
from bot.services import sources

COMMANDS = (Command("sources", lambda call: sources.sources(call.context, call.asker)),)
ACTIONS = {
    "sources": Action(lambda call: sources.sources(call.context, call.asker)),
    "sources_page": Action(lambda call: sources.sources(call.context, call.asker, call.page), in_place=True),
}

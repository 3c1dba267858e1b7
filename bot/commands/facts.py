"""/facts: aliases, roles, figures and statements of a name."""

from __future__ import annotations

from bot.cards.card import Option
from bot.commands.command import Action, Command, Parameter
from bot.services import factsheets, sources
from bot.state.context import Context
from bot.state.recent import Asker


def _names(context: Context, asker: Asker, words: str) -> list[Option]:
    return [Option(name, name) for name in sources.names(context, asker, words)]


COMMANDS = (
    Command(
        "facts",
        lambda call: factsheets.facts(call.context, call.asker, call.field("name"), private=call.private),
        (Parameter("name", 200, offers=_names),),
        public=True,
    ),
)
ACTIONS = {
    "statements": Action(
        lambda call: factsheets.statements(call.context, call.asker, call.ref, call.page), in_place=True
    ),
    "sheet_file": Action(lambda call: factsheets.file(call.context, call.asker, call.ref, call.words)),
}

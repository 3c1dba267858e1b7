"""What stands behind the button More under an answer."""

from __future__ import annotations

from bot.cards.ways import Place
from bot.commands.command import Action, Call
from bot.services import ways


def _private(call: Call) -> bool:
    return not ways.may_show(call.context, call.asker, call.ref)


ACTIONS = {
    "ways": Action(
        lambda call: ways.ways(call.context, call.asker, call.ref, Place(call.message, call.threads))
    ),
    "cited": Action(lambda call: ways.cited(call.context, call.asker, call.ref)),
    "show": Action(lambda call: ways.again(call.context, call.asker, call.ref), private=_private),
}

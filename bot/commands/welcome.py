"""The buttons of the first message in a server."""

from __future__ import annotations

from bot.commands.command import Action
from bot.services import welcome

ACTIONS = {
    "try_question": Action(lambda call: welcome.try_question(call.context, call.asker)),
    "how_to_add": Action(lambda _: welcome.how_to_add()),
}

"""/articles hidden, and the buttons by which answers are withdrawn and articles and sentences hidden."""

from __future__ import annotations

from bot.cards.card import Card
from bot.commands.command import Action, Call, Command
from bot.services import moderation


def _standing(call: Call) -> Card | None:
    return moderation.standing(call.context, call.asker, call.ref)


COMMANDS = (
    Command(
        "articles hidden", lambda call: moderation.hidden(call.context, call.asker), managers=True,
        also=("hidden",),
    ),
)  # fmt: skip
ACTIONS = {
    "withdraw": Action(
        lambda call: moderation.withdraw(call.context, call.asker, call.ref), rewrites=_standing
    ),
    "unwithdraw": Action(
        lambda call: moderation.unwithdraw(call.context, call.asker, call.ref), rewrites=_standing
    ),
    "hide_sentence": Action(
        lambda call: moderation.hide_sentence(call.context, call.asker, call.ref), behind=True
    ),
    "hide_article": Action(
        lambda call: moderation.hide_article(call.context, call.asker, call.ref), behind=True
    ),
    "unhide": Action(lambda call: moderation.unhide(call.context, call.asker, call.words), behind=True),
    "unhide_pick": Action(
        lambda call: moderation.unhide(call.context, call.asker, "".join(call.values[:1])), in_place=True,
        behind=True,
    ),
}  # fmt: skip

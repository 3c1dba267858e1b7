"""/gaps: questions that the sources leave open, gathered from silences and from votes under answers."""

from __future__ import annotations

from bot.cards.card import Card
from bot.commands.command import Action, Call, Command, FormAction
from bot.services import votes


def _against(call: Call) -> Card:
    return votes.vote(
        call.context,
        call.asker,
        call.ref,
        good=False,
        reason=call.field("reason"),
        words_=call.field("words"),
    )


def _typed_against(call: Call) -> Card:
    """``REASON WORDS``."""
    reason, _, words = call.words.partition(" ")
    return _against(call._replace(fields={"reason": reason, "words": words}))


COMMANDS = (Command("gaps", lambda call: votes.gaps(call.context, call.asker), managers=True),)
ACTIONS = {
    "good": Action(lambda call: votes.vote(call.context, call.asker, call.ref, good=True)),
    "bad_sent": Action(_against),
    "gaps_page": Action(lambda call: votes.gaps(call.context, call.asker, call.page), in_place=True),
    "gaps_export": Action(lambda call: votes.exported(call.context, call.asker)),
}
FORMS = {"bad": FormAction(lambda call: votes.reason_form(call.ref), _typed_against)}

"""/timeline: dated events on a topic, page by page and as a picture."""

from __future__ import annotations

from bot.cards.card import Card, Option
from bot.commands.command import Action, Call, Command, Parameter
from bot.services import sources, timelines
from bot.state.context import Context
from bot.state.recent import Asker


def _timeline(call: Call) -> Card:
    first, last = call.field("first"), call.field("last")
    return timelines.timeline(
        call.context, call.asker, call.field("topic"), first=first, last=last, drawn=True
    )


def _typed(call: Call) -> Card:
    """``TOPIC [FIRST [LAST]]``: days at the end bound the timeline; nothing: that of the answer above."""
    if not call.words and call.ref:
        return timelines.page(call.context, call.asker, call.ref)
    words, days = call.words.split(), list[str]()
    while words and len(days) < 2 and words[-1][:4].isdecimal() and words[-1].count("-") == 2:
        days.insert(0, words.pop())
    first, last = [*days, "", ""][:2]
    return timelines.timeline(call.context, call.asker, " ".join(words), first=first, last=last)


def _names(context: Context, asker: Asker, words: str) -> list[Option]:
    return [Option(name, name) for name in sources.names(context, asker, words)]


COMMANDS = (
    Command(
        "timeline",
        _timeline,
        (
            Parameter("topic", 300, required=False, offers=_names),
            Parameter("first", 10, required=False),
            Parameter("last", 10, required=False),
        ),
        public=True,
        typed=_typed,
    ),
)
ACTIONS = {
    "timeline": Action(lambda call: timelines.page(call.context, call.asker, call.ref)),
    "timeline_page": Action(
        lambda call: timelines.page(call.context, call.asker, call.ref, call.page), in_place=True
    ),
    "timeline_file": Action(lambda call: timelines.file(call.context, call.asker, call.ref, call.words)),
    "picture": Action(lambda call: timelines.picture(call.context, call.asker, call.ref)),
}

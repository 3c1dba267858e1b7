"""What can be asked for by name, by a button in Discord or a word in the terminal: one table for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from bot.cards.card import Card, Form
from bot.services import about as telling
from bot.services import answers as asking
from bot.services import articles
from bot.services import settings as settling
from bot.services import sources as shelving
from bot.services import tables as tabling
from bot.services import votes as voting
from bot.state.context import Asker, Context

__all__ = ["ACTIONS", "BEHIND", "FORMS", "IN_PLACE", "Action", "Call"]


class Call(NamedTuple):
    """An action asked for: by whom, on which exchange, with which words, choices and filled-in fields."""

    context: Context
    asker: Asker
    ref: int = 0
    words: str = ""
    values: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> str:
        """What stands in a field of a form; empty when it was left so."""
        return dict(self.fields).get(name, "")

    @property
    def page(self) -> int:
        """The words as a page number, from 0."""
        return int(self.words) if self.words.isdecimal() else 0


Action = Callable[[Call], Card]

SETTINGS: Final = ("set_channels", "set_caution", "set_dates", "set_private", "set_feedback", "set_seeds")


def _setting(name: str) -> Action:
    return lambda call: settling.change(call.context, call.asker, name, call.values)


ACTIONS: Final[dict[str, Action]] = {
    "context": lambda call: asking.passage(call.context, call.asker, call.ref),
    "more": lambda call: asking.more(call.context, call.asker, call.ref),
    "sources": lambda call: shelving.sources(call.context, call.asker),
    "sources_page": lambda call: shelving.sources(call.context, call.asker, call.page),
    "forget": lambda call: telling.forget(call.context, call.asker),
    "timeline": lambda call: tabling.timeline_page(call.context, call.asker, call.ref),
    "timeline_page": lambda call: tabling.timeline_page(call.context, call.asker, call.ref, call.page),
    "picture": lambda call: tabling.picture(call.context, call.asker, call.ref),
    "good": lambda call: voting.vote(call.context, call.asker, call.ref, good=True),
    "bad_sent": lambda call: voting.vote(
        call.context,
        call.asker,
        call.ref,
        good=False,
        reason=call.field("reason"),
        words_=call.field("words"),
    ),
    "gaps_page": lambda call: voting.gaps(call.context, call.asker, call.page),
    "gaps_export": lambda call: voting.exported(call.context, call.asker),
    "draft_add": lambda call: articles.add(call.context, call.asker, call.ref),
    "draft_discard": lambda call: articles.discard(call.context, call.asker, call.ref),
    "draft_corrected": lambda call: articles.correct(call.context, call.asker, call.ref, dict(call.fields)),
    "held_page": lambda call: articles.held(call.context, call.asker, call.page),
    "held_pick": lambda call: articles.ask_removal(call.context, call.asker, "".join(call.values[:1])),
    "held_remove": lambda call: articles.remove(call.context, call.asker, call.words),
    **{name: _setting(name) for name in SETTINGS},
}

FORMS: Final[dict[str, Callable[[Call], Form | None]]] = {
    "bad": lambda call: voting.reason_form(call.ref),
    "follow": lambda call: asking.follow_form(call.ref),
    "draft_correct": lambda call: articles.correction(call.context, call.asker, call.ref),
}
"""Buttons that open a form; None when there is nothing to fill in any more."""

IN_PLACE: Final = frozenset(
    {"sources_page", "timeline_page", "gaps_page", "held_page", "draft_add", "draft_discard",
     "draft_corrected", "held_pick", "held_remove", *SETTINGS}
)  # fmt: skip
"""What takes the place of the message it was clicked in, where only the clicker sees that message."""

BEHIND: Final = frozenset({"draft_add", "draft_discard", "held_remove", "set_seeds"})
"""What takes long, or undoes what does, one after the other; it does not stand in line with the questions."""

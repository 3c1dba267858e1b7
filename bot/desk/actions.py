"""What can be asked for by name, by a button in Discord or a word in the terminal: one table for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from bot.card import Card
from bot.desk import asking, shelving, telling
from bot.room import Asker, Room

__all__ = ["ACTIONS", "Action", "Call"]


class Call(NamedTuple):
    """An action asked for: by whom, on which exchange, with which words, choices and filled-in fields."""

    room: Room
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

ACTIONS: Final[dict[str, Action]] = {
    "context": lambda call: asking.context(call.room, call.asker, call.ref),
    "more": lambda call: asking.more(call.room, call.asker, call.ref),
    "sources": lambda call: shelving.sources(call.room, call.asker),
    "sources_page": lambda call: shelving.sources(call.room, call.asker, call.page),
    "forget": lambda call: telling.forget(call.room, call.asker),
}

"""What a typed line asks for: a command, what a button or a form would do, or else a question."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.commands.command import Call, Command, typed
from bot.commands.registry import ACTIONS, COMMANDS, FORMS

__all__ = ["NAMES", "Line", "card", "parted"]

_COMMANDS: Final[dict[str, Command]] = {
    name: command for command in COMMANDS.values() for name in (command.name, *command.also)
}
NAMES: Final = frozenset({*(name.partition(" ")[0] for name in _COMMANDS), *ACTIONS, *FORMS})
"""First words that are understood after "/"."""


class Line(NamedTuple):
    """The name of what was asked for, and the words after it."""

    name: str
    words: str


def parted(line: str) -> Line:
    """The longest name that the line begins with; a line without "/" is a question.

    >>> parted("/articles remove Owl returns")
    Line(name='articles remove', words='Owl returns')
    """
    line = line.strip()
    if not line.startswith("/"):
        return Line("ask", line)
    first, _, rest = line[1:].partition(" ")
    second, _, words = rest.strip().partition(" ")
    if (longer := f"{first} {second}") in _COMMANDS:
        return Line(longer, words.strip())
    return Line(first, rest.strip())


def card(name: str, call: Call) -> Card:
    """What the name stands for, done."""
    if name in _COMMANDS:
        return typed(_COMMANDS[name], call)
    if name in FORMS:
        return FORMS[name].typed(call)
    if name in ACTIONS:
        return ACTIONS[name].work(call)
    return plainly(m.TERMINAL_UNKNOWN.format("/" + name))

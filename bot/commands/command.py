"""What a command, a button and a form are, as values: Discord and the terminal are both made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bot import messages as m
from bot.cards.card import Card, Form, Option
from bot.cards.plain import plainly
from bot.state.context import Context
from bot.state.recent import Asker

__all__ = ["Action", "Call", "Command", "FormAction", "Menu", "Parameter", "Work", "typed"]


def _unseen(_: Card) -> None:
    """Where nobody is shown how far it is."""


class Call(NamedTuple):
    """Something asked for by name: by whom, on which exchange, with which words, choices and fields."""

    context: Context
    asker: Asker
    ref: int = 0
    """The exchange that a button or a form belongs to; 0 for none."""
    words: str = ""
    """What a button brings with it, what was typed after a command, or the message that a menu was for."""
    values: tuple[str, ...] = ()
    """What was chosen in a menu."""
    fields: Mapping[str, str] = MappingProxyType({})
    """What was given for a command's parameters, or filled in."""
    file: tuple[str, bytes] | None = None
    """Name and content of what was sent along."""
    private: bool = False
    """Whether the asker alone sees the answer."""
    message: int = 0
    """The message that was clicked, where more than one person sees it."""
    threads: bool = False
    """Whether a thread can begin in this channel."""
    progress: Callable[[Card], None] = _unseen
    """Shows a card until the answer is there; from any thread."""

    def field(self, name: str) -> str:
        """What was given for it; empty when it was left so."""
        return self.fields.get(name, "")

    @property
    def page(self) -> int:
        """The words as a page number, from 0."""
        return int(self.words) if self.words.isdecimal() else 0


Work = Callable[[Call], Card]
Offers = Callable[[Context, Asker, str], Sequence[Option]]
"""What is offered for what was typed so far."""


class Parameter(NamedTuple):
    """What a command takes: words of up to ``longest`` characters, or with 0 a file."""

    name: str
    longest: int
    required: bool = True
    offers: Offers | None = None


class Command(NamedTuple):
    """A slash command. What it is called in help and completion stands in ``messages.commands``.

    A ``public`` one is answered where the server wants answers, for all or in private as the server and the
    asker wish; any other is for the asker alone. ``counted`` ones are held against the fair-use limits;
    those ``behind`` wait for one another and not in line with the questions.
    """

    name: str
    work: Work
    parameters: tuple[Parameter, ...] = ()
    managers: bool = False
    editors: bool = False
    """Of those for managers, one that people with a role of editors may use as well: all are offered it."""
    public: bool = False
    counted: bool = True
    behind: bool = False
    typed: Work | None = None
    """What it does in the terminal with the words typed after it; None: they are its first parameter."""
    also: tuple[str, ...] = ()
    """Other names in the terminal."""


class Action(NamedTuple):
    """What a button or a menu does, or a form that is sent in.

    ``in_place``: the card takes the place of the message that was clicked, where only the clicker sees it.
    ``private``: whether the clicker alone sees the card, asked in a worker thread; None: yes.
    """

    work: Work
    in_place: bool = False
    behind: bool = False
    rewrites: Callable[[Call], Card | None] | None = None
    """The card that takes the place of the message whose id the words are, or of the clicked one."""
    private: Callable[[Call], bool] | None = None


class FormAction(NamedTuple):
    """A button that opens a form, None when there is nothing to fill in; ``typed`` takes words instead."""

    form: Callable[[Call], Form | None]
    typed: Work


class Menu(NamedTuple):
    """An entry of the menu of messages; ``words`` of the call are the message."""

    name: str
    work: Work


def typed(command: Command, call: Call) -> Card:
    """The command's card for the words typed after it in the terminal."""
    if command.typed is not None:
        return command.typed(call)
    if not command.parameters:
        return command.work(call)
    first = command.parameters[0]
    if first.required and not call.words:
        words = m.ALL_COMMANDS[command.name].typed
        return plainly(m.TERMINAL_WANTED.format(f"/{command.name} {words}"))
    return command.work(call._replace(fields={first.name: call.words}))

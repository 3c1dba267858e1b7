"""The bot as a chat in the terminal: the same desk, the same cards, and no Discord."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import IO, Final

from bot import draw, render
from bot import messages as m
from bot.card import Card, Row
from bot.desk import asking, shelving, telling
from bot.desk.actions import ACTIONS, Action, Call
from bot.room import Asker, Room
from knowledge.errors import DatelineError

__all__ = ["answer_lines", "reply", "talk"]

_HERE: Final = 0  # the terminal asks what a server without sources of its own asks

# What may be typed after "/", beside the names of the buttons.
COMMANDS: Final[dict[str, Action]] = ACTIONS | {
    "ask": lambda call: asking.ask(call.room, call.asker, call.words, shown=False),
    "follow": lambda call: asking.ask(call.room, call.asker, call.words, shown=False),
    "source": lambda call: shelving.source(call.room, call.asker, call.words),
    "help": lambda call: telling.help_card(call.asker),
    "about": lambda call: telling.about(call.room, call.asker),
    "privacy": lambda call: telling.privacy(call.room),
}


def talk(room: Room) -> int:
    """Chat until the end of input; questions piped in are answered line by line. The exit code."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        _chat(room)
    else:
        answer_lines(room, sys.stdin, sys.stdout)
    return 0


def answer_lines(room: Room, lines: Iterable[str], out: IO[str]) -> None:
    """Each line answered in plain text, with an empty line between answers."""
    ref = 0
    for number, line in enumerate(line for line in lines if line.strip()):
        card, ref = reply(room, line, ref)
        separator = "\n" if number else ""
        out.write(separator + "".join(f"{text}\n" for text in draw.plain(card)))
        out.flush()


def reply(room: Room, line: str, ref: int) -> tuple[Card, int]:
    """The card for a typed line, and the exchange that its buttons belong to."""
    asker = Asker(_HERE, 1, 1, time.time(), manages=True, name="terminal")
    line = line.strip()
    name, _, words = line.partition(" ")
    command = COMMANDS.get(name.removeprefix("/")) if line.startswith("/") else COMMANDS["ask"]
    if command is None:
        return render.plainly(m.TERMINAL_UNKNOWN.format(name)), ref
    try:
        card = command(Call(room, asker, ref, words.strip() if line.startswith("/") else line))
    except DatelineError as error:
        return render.plainly(str(error)), ref
    return card, _ref(card) or ref


def _ref(card: Card) -> int:
    rows = (block for block in card.blocks if isinstance(block, Row))
    return next((button.ref for row in rows for button in row.buttons if button.ref), 0)


def _chat(room: Room) -> None:
    from rich.console import Console

    console = Console()
    with console.status(""), room.shelves.library(_HERE) as library:
        count = len(library.sources())
        problems = library.problems
    for problem in problems:
        console.print(problem, style="yellow", markup=False)
    console.print(m.TERMINAL_HELLO.format(count))
    ref = 0
    while True:
        try:
            line = console.input(m.TERMINAL_PROMPT)
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line.strip() in ("/quit", "/exit"):
            return
        if line.strip():
            card, ref = reply(room, line, ref)
            console.print(draw.drawn(card))

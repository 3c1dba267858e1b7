"""The bot as a chat in the terminal: the same services, the same cards, and no Discord."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Final

from bot import messages as m
from bot.cards.card import Card, Form, Row
from bot.cards.plain import plainly, trouble
from bot.commands.command import Call
from bot.commands.registry import FORMS
from bot.messages.dates import Dates
from bot.state.context import Context
from bot.state.recent import Asker
from bot.terminal import completion, draw, typed
from bot.terminal.typed import NAMES, parted
from knowledge.errors import DatelineError, StorageError

__all__ = ["Chat", "answer_lines", "talk"]

_ENDS: Final = ("/quit", "/exit", "quit", "exit")
_HERE: Final = 1  # a place of its own: no server of Discord's has this number
_log = logging.getLogger(__name__)


def _asker() -> Asker:
    return Asker(_HERE, 1, 1, time.time(), manages=True, moderates=True)


class Chat:
    """One conversation: remembers to which answer, and to which draft, what is typed next belongs."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._answer = 0
        self._draft = 0

    def reply(self, line: str, fill_in: Callable[[Form], dict[str, str]] | None = None) -> Card:
        """The card for a typed line; ``fill_in`` asks the person for the fields of a form."""
        name, words = parted(line)
        try:
            card = self._card(name, words, fill_in)
        except DatelineError as error:
            return plainly(str(error))
        except Exception:  # noqa: BLE001 -- the person gets a sentence, the log the traceback
            _log.exception("an answer failed")
            return trouble()
        self._answer = _ref(card, drafts=False) or self._answer
        self._draft = _ref(card, drafts=True) or self._draft
        return card

    def _card(self, name: str, words: str, fill_in: Callable[[Form], dict[str, str]] | None) -> Card:
        asker = _asker()
        values = tuple(words.split()) if name.startswith("set_") else (words,)
        call = Call(self._context, asker, self._draft if _of_draft(name) else self._answer, words, values)
        if name in FORMS and fill_in is not None and not words:
            form = FORMS[name].form(call)
            if form is None:
                return plainly(m.TOO_OLD)
            name, call = form.action, call._replace(fields=fill_in(form), ref=form.ref)
        return typed.card(name, call)

    @property
    def dates(self) -> Dates:
        """How days are written."""
        return self._context.guild_settings(_HERE).dates


def _of_draft(action: str) -> bool:
    return action.startswith("draft_")


def _ref(card: Card, *, drafts: bool) -> int:
    """The exchange that the card's buttons for a draft, or those for an answer, belong to; else 0."""
    buttons = [button for block in card.blocks if isinstance(block, Row) for button in block.buttons]
    return next((b.ref for b in buttons if b.ref and _of_draft(b.action) == drafts), 0)


def talk(context: Context) -> int:
    """Chat until the end of input; questions piped in are answered line by line. The exit code."""
    handler = logging.FileHandler(context.settings.home / "terminal.log", delay=True, encoding="utf-8")
    logging.getLogger().addHandler(handler)
    for stream in (sys.stdin, sys.stdout):  # a letter that is not of the terminal's encoding ends nothing
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            _chat(context)
        else:
            answer_lines(context, sys.stdin, sys.stdout)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    return 0


def answer_lines(context: Context, lines: Iterable[str], out: IO[str]) -> None:
    """Each line answered in plain text, with an empty line between answers, until the end or ``/quit``.

    Who types a command is told how to go on; who asks gets the answer alone.
    """
    chat = Chat(context)
    for number, line in enumerate(line for line in lines if line.strip()):
        if line.strip() in _ENDS:
            return
        card = chat.reply(line)
        told = [*draw.plain(card, chat.dates), *filter(None, [_keep_files(card)])]
        if line.lstrip().startswith("/"):
            told += [f"  {command}" for command in draw.commands(card)]
        _tell(("\n" if number else "") + "".join(f"{text}\n" for text in told), out)


def _tell(shown: str, out: IO[str]) -> None:
    try:
        out.write(shown)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageError(m.TERMINAL_NOT_WRITTEN.format(m.STANDARD_OUTPUT, error.strerror)) from error


def _keep_files(card: Card) -> str:
    """Files that Discord would show are put into the working folder; the line that says so, else nothing."""
    written = []
    for name, content in draw.files(card):
        try:
            written.append(str(_kept(Path(name).absolute(), content)))
        except OSError as error:
            return m.TERMINAL_NOT_WRITTEN.format(Path(name).absolute(), error.strerror)
    return m.TERMINAL_WRITTEN.format(", ".join(written)) if written else ""


def _kept(path: Path, content: bytes) -> Path:
    """Where the file was written: under its name, or with a number where that is taken."""
    free, number = path, 1
    while True:
        try:
            with free.open("xb") as file:
                file.write(content)
        except FileExistsError:
            number += 1
            free = path.with_stem(f"{path.stem}-{number}")
        else:
            return free


def _chat(context: Context) -> None:
    from rich.console import Console

    console, chat = Console(), Chat(context)
    with console.status(m.TERMINAL_READING), context.pool.library(_HERE) as library:
        sources = len(library.sources())
        problems = library.problems
    for problem in problems:
        console.print(problem, style="yellow", markup=False)
    console.print(m.TERMINAL_HELLO.format(m.counted(sources, "source")))

    completion.install(context, _asker(), (*NAMES, "quit"))

    def fill_in(form: Form) -> dict[str, str]:
        filled = dict[str, str]()
        for field in form.fields:
            known = ", ".join(f"{o.value}: {o.label}" for o in field.options) or field.value
            label = f"{field.label} [{known}] " if known else f"{field.label} "
            filled[field.name] = console.input(label, markup=False).strip() or field.value
        return filled

    while True:
        try:
            line = input(m.TERMINAL_PROMPT)  # rich would print the prompt where the line editor cannot see it
            if line.strip() in _ENDS:
                return
            if line.strip():
                card = chat.reply(line, fill_in)
                console.print(draw.drawn(card, chat.dates))
                if kept := _keep_files(card):
                    console.print(kept, style="dim", markup=False, highlight=False)
        except (EOFError, KeyboardInterrupt):
            console.print()
            return

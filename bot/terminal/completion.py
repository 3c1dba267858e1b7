"""What the tab key offers in the terminal chat: commands, and names and sources where one is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.commands.command import Command
from bot.commands.registry import COMMANDS
from bot.state.context import Context
from bot.state.recent import Asker
from bot.terminal.typed import parted

__all__ = ["install", "offers"]


def _paths(typed: str) -> list[str]:
    """Files and folders that begin so; a folder that cannot be listed has none."""
    path = Path(typed or ".").expanduser()
    folder, begin = (path, "") if typed.endswith("/") or not typed else (path.parent, path.name)
    try:
        found = sorted(one for one in folder.iterdir() if one.name.startswith(begin))
    except OSError:
        return []
    return [f"{one}/" if one.is_dir() else str(one) for one in found[:50]]


def offers(context: Context, asker: Asker, line: str, names: Iterable[str]) -> list[str]:
    """Whole lines that begin with what was typed, for the names and what they take; none for a question."""
    if not line.startswith("/"):
        return []
    first, space, _ = line[1:].partition(" ")
    if not space:
        return [f"/{name} " for name in sorted(names) if name.startswith(first)]
    name, words = parted(line)
    if name in COMMANDS:
        return [f"/{name} {one}" for one in _taken(context, asker, COMMANDS[name], words)]
    return [f"/{command}" for command in COMMANDS if command.startswith(f"{name} {words}")]


def _taken(context: Context, asker: Asker, command: Command, words: str) -> list[str]:
    first = next(iter(command.parameters), None)
    if first is None:
        return []
    if not first.longest:
        return _paths(words)
    return [option.label for option in first.offers(context, asker, words)] if first.offers else []


def install(context: Context, asker: Asker, names: Iterable[str]) -> bool:
    """Give the prompt line editing, a history and the tab key, where this Python has readline."""
    try:
        import readline
    except ImportError:
        return False
    known, found = tuple(names), list[str]()

    def complete(typed: str, number: int) -> str | None:
        if number == 0:
            found[:] = offers(context, asker, typed, known)
        return found[number] if number < len(found) else None

    readline.set_completer_delims("")  # a whole line is completed, names of several words too
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    return True

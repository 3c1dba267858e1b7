"""What the tab key offers in the terminal chat: commands, and names and sources where one is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from bot.services import articles
from bot.services import sources as shelving
from bot.state.context import Asker, Context

__all__ = ["install", "offers"]

_Offer = Callable[[Context, Asker, str], Iterable[str]]
_TITLES: _Offer = lambda context, asker, typed: (  # noqa: E731 - a table of short functions
    option.label for option in shelving.source_options(context, asker, typed)
)
_ARTICLES: Final = ("add", "list", "remove", "changes")


def _of_articles(context: Context, asker: Asker, typed: str) -> Iterable[str]:
    what, space, rest = typed.partition(" ")
    if not space:
        return [one for one in _ARTICLES if one.startswith(what)]
    if what == "add":
        return [f"add {path}" for path in _paths(rest)]
    return [f"remove {o.label}" for o in articles.options(context, asker, rest)] if what == "remove" else []


def _paths(typed: str) -> list[str]:
    """Files and folders that begin so; a folder that cannot be listed has none."""
    path = Path(typed or ".").expanduser()
    folder, begin = (path, "") if typed.endswith("/") or not typed else (path.parent, path.name)
    try:
        found = sorted(one for one in folder.iterdir() if one.name.startswith(begin))
    except OSError:
        return []
    return [f"{one}/" if one.is_dir() else str(one) for one in found[:50]]


_WORDS: Final[dict[str, _Offer]] = {
    "facts": shelving.names,
    "timeline": shelving.names,
    "source": _TITLES,
    "ask": shelving.questions,
    "articles": _of_articles,
}


def offers(context: Context, asker: Asker, line: str, commands: Iterable[str]) -> list[str]:
    """Whole lines that begin with what was typed; none for a plain question."""
    if not line.startswith("/"):
        return []
    name, space, words = line[1:].partition(" ")
    if not space:
        return [f"/{command} " for command in sorted(commands) if command.startswith(name)]
    offer = _WORDS.get(name)
    return [f"/{name} {one}" for one in offer(context, asker, words)] if offer else []


def install(context: Context, asker: Asker, commands: Iterable[str]) -> bool:
    """Give the prompt line editing, a history and the tab key, where this Python has readline."""
    try:
        import readline
    except ImportError:
        return False
    known, found = tuple(commands), list[str]()

    def complete(typed: str, number: int) -> str | None:
        if number == 0:
            found[:] = offers(context, asker, typed, known)
        return found[number] if number < len(found) else None

    readline.set_completer_delims("")  # a whole line is completed, names of several words too
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    return True

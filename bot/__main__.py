"""``python -m bot``: with a token the bot in Discord, without one its twin in the terminal."""

from __future__ import annotations

import argparse
import logging
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from bot import messages as m
from bot import settings as bot_settings
from bot.operations.ending import end_within
from bot.protocols import Library
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.errors import DatelineError
from knowledge.settings import Settings

__all__ = ["main"]

_SOFTWARE: Final = 70
"""EX_SOFTWARE of sysexits.h: our fault, so that whoever started us may start us again."""
_INSIDE: Final = """\
dateline-bot: something went wrong inside ({}: {}).
For details: python -X dev -m bot; please report it."""
_log = logging.getLogger(__name__)


def main() -> None:
    """Run, and end with 0, or with one sentence about what to do and 2, or 75 where it may pass by itself.

    What nobody foresaw ends with 70; the traceback is for the log, and for Python's development mode.
    """
    asked = _parser().parse_args()
    try:
        sys.exit(_run(bot_settings.load(), asked.command, asked.named))
    except DatelineError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- the one sentence
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        if logging.getLogger().hasHandlers():
            _log.exception("ended")
        print(_INSIDE.format(type(error).__name__, error), file=sys.stderr)  # noqa: T201 -- as above
        sys.exit(_SOFTWARE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline-bot",
        description="Runs Dateline in Discord when DISCORD_TOKEN is set, and as a chat in the terminal "
        "otherwise; questions piped in are answered line by line.",
    )
    parser.set_defaults(command="run", named=None)
    commands = parser.add_subparsers(title="for operators, also while the bot runs", metavar="")
    for name, named, about in (
        ("backup", "FILE.zip", "write all that must not be lost to a zip"),
        ("restore", "FILE.zip", "put everything back as it was in a backup, and check that it is"),
        ("takedown", "ARTICLE", "remove an article from every server, by its id, title or address"),
        ("health", "", "ask the running bot whether it is well (exit code 0) or not (1)"),
    ):
        command = commands.add_parser(name, help=about, description=about)
        if named:
            command.add_argument("named", metavar=named)
        command.set_defaults(command=name)
    return parser


def _run(settings: BotSettings, command: str, named: str) -> int:
    if command != "run":
        return _OPERATING[command](settings, named)
    if settings.token is None:
        from bot.terminal.chat import talk  # the terminal needs no Discord, and Discord no terminal

        with closing(open_context(settings, _open_at_once)) as context:
            return talk(context)
    return _discord(settings, settings.token.get_secret_value())


def _backup(settings: BotSettings, named: str) -> int:
    from bot.operations.backup import backup

    return _say(m.BACKED_UP.format(named, m.counted(backup(settings, Path(named)), "file"), _where(settings)))


def _restore(settings: BotSettings, named: str) -> int:
    from bot.operations.backup import restore

    return _say(
        m.RESTORED.format(named, m.counted(restore(settings, Path(named)), "server"), _where(settings))
    )


def _where(settings: BotSettings) -> str:
    return str(settings.home) if settings.library.database_url is None else m.IN_DATABASE


def _takedown(settings: BotSettings, named: str) -> int:
    from bot.operations.takedown import take_down

    found = take_down(settings, named)
    for source in found.shared:
        _say(m.STILL_SHARED.format(source))
    _say(m.TAKEN_DOWN.format(m.counted(found.servers, "server")))
    return 0 if found.servers and not found.shared else 1


def _health(settings: BotSettings, _: str) -> int:
    from bot.operations.health import is_well

    return 0 if is_well(settings.port) else 1


def _say(words: str) -> int:
    print(words)  # noqa: T201 -- the command's result
    return 0


_OPERATING: Final = {"backup": _backup, "restore": _restore, "takedown": _takedown, "health": _health}


def _discord(settings: BotSettings, token: str) -> int:
    import asyncio
    import signal

    signal.signal(signal.SIGTERM, _leave)  # while it starts; a container's first process has no other way

    from bot.app import Dateline
    from bot.operations.logs import set_up
    from bot.operations.metrics import Metrics
    from bot.operations.supervisor import serve
    from bot.operations.workers import WorkerProcesses

    set_up(secret=token, form=settings.log)
    metrics, megabytes = Metrics(), settings.reading_megabytes
    workers = [WorkerProcesses(settings.threads, megabytes=size) for size in (megabytes, 2 * megabytes)]
    with closing(open_context(settings, _open, reading=workers[0], indexing=workers[1])) as context:
        _read_ahead(context)
        asyncio.run(
            serve(lambda: Dateline(context, metrics), token, port=settings.port, on_signal=end_within)
        )
    return 0


def _leave(*_: object) -> None:
    end_within()
    sys.exit(0)


def _read_ahead(context: Context) -> None:
    """What the first to ask, to type or to want a picture would wait for.

    The list of fonts takes seconds, and so do the encoder and the reader, which a question opens.
    """
    from knowledge.model import Timeline
    from knowledge.presentation import picture

    with context.pool.library(0) as library:
        for name in library.names("")[:1]:
            library.ask(name)
    picture.draw(Timeline(query="", events=()))


def _open(settings: Settings) -> Library:
    from knowledge import library

    # Nobody waits for the sentences' vectors: until they are ready, answers go by the letters.
    return library.Library.open(settings, meaning="in the background")


def _open_at_once(settings: Settings) -> Library:
    from knowledge import library

    return library.Library.open(settings)


if __name__ == "__main__":
    main()

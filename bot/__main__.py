"""``python -m bot``: with a token the bot in Discord, without one its twin in the terminal."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import Final

from bot import settings as bot_settings
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
        sys.exit(_run(bot_settings.load(), asked.command, asked.file))
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
    parser.set_defaults(command="run", file=None)
    commands = parser.add_subparsers(title="for operators, also while the bot runs", metavar="")
    for name, about in (
        ("backup", "write all that must not be lost to a zip"),
        ("restore", "put everything back as it was in a backup"),
    ):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("file", type=Path)
        command.set_defaults(command=name)
    return parser


def _run(settings: BotSettings, command: str, file: Path | None) -> int:
    if file is not None:
        return _keep(settings, command, file)
    context = open_context(settings, _open_at_once if settings.token is None else _open)
    try:
        if settings.token is None:
            from bot.terminal.chat import talk  # the terminal needs no Discord, and Discord no terminal

            return talk(context)
        return _discord(context, settings, settings.token.get_secret_value())
    finally:
        context.close()


def _keep(settings: BotSettings, command: str, file: Path) -> int:
    from bot.operations.backup import backup, restore

    count = backup(settings, file) if command == "backup" else restore(settings, file)
    what = "files of articles kept" if command == "backup" else "servers with articles restored"
    print(f"{file}: {count} {what}")  # noqa: T201 -- the command's result
    return 0


def _discord(context: Context, settings: BotSettings, token: str) -> int:
    import asyncio

    from bot.app import Dateline
    from bot.operations.logs import set_up
    from bot.operations.supervisor import serve

    set_up(secret=token, form=settings.log)
    with context.pool.library(0) as library:  # read first: the first question and typing shall not wait
        library.names("")
    asyncio.run(serve(lambda: Dateline(context), token, port=settings.port))
    return 0


def _open(settings: Settings) -> Library:
    from knowledge import library

    # Nobody waits for the sentences' vectors: until they are ready, answers go by the letters.
    return library.Library.open(settings, meaning="in the background")


def _open_at_once(settings: Settings) -> Library:
    from knowledge import library

    return library.Library.open(settings)


if __name__ == "__main__":
    main()

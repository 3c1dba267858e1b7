"""``python -m bot``: with a token the bot in Discord, without one its twin in the terminal."""

from __future__ import annotations

import sys

from bot import settings as bot_settings
from bot.room import Room, open_room
from bot.seams import Library
from bot.settings import BotSettings
from knowledge.errors import DatelineError
from knowledge.settings import Settings

__all__ = ["main"]


def main() -> None:
    """Run, and end with 0, or with 2 and one sentence about what to do."""
    try:
        sys.exit(_run(bot_settings.load()))
    except DatelineError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- the one sentence
        sys.exit(2)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)


def _run(settings: BotSettings) -> int:
    room = open_room(settings, _open_library)
    try:
        if settings.token is None:
            from bot.terminal import talk  # the terminal needs no Discord, and Discord no terminal

            return talk(room)
        return _discord(room, settings)
    finally:
        room.close()


def _discord(room: Room, settings: BotSettings) -> int:
    import asyncio

    from bot.app import Dateline
    from bot.logs import set_up
    from bot.supervisor import run

    assert settings.token is not None
    token = settings.token.get_secret_value()
    set_up(secret=token, form=settings.log)
    with room.shelves.library(0):  # read the articles first: the first question shall not wait
        pass
    asyncio.run(run(lambda: Dateline(room), token))
    return 0


def _open_library(settings: Settings) -> Library:
    from knowledge import api

    return api.Library.open(settings)


if __name__ == "__main__":
    main()

"""Keeps the bot connected: starts it, starts it anew when its connection is lost for good, ends it well."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from typing import Final

import aiohttp
import discord

from bot import messages as m
from bot.delivery.client import Client
from knowledge.errors import DatelineError

__all__ = ["CannotStartError", "UnreachableError", "run", "serve"]

_log = logging.getLogger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0  # seconds
_LOST: Final = (OSError, aiohttp.ClientError, asyncio.TimeoutError, discord.HTTPException,
                discord.GatewayNotFound, discord.ConnectionClosed)  # fmt: skip


class CannotStartError(DatelineError):
    """Discord does not let us in; the message says what to do."""


class UnreachableError(CannotStartError):
    """Discord is not there at the moment; whoever started us may try again."""

    exit_code = 75
    """EX_TEMPFAIL of sysexits.h."""


async def serve(make: Callable[[], Client], token: str, *, port: int) -> None:
    """Run the bot, and on a port what operators ask it, until a signal. Raises CannotStartError."""
    current = list[Client]()

    def made() -> Client:
        current[:] = [make()]
        return current[0]

    if not port:
        await run(made, token)
        return
    from bot.operations.watch import watched  # a web server, only where one is wanted

    try:
        async with watched(port, lambda: current[0] if current else None):
            await run(made, token)
    except OSError as error:
        raise CannotStartError(m.PORT_TAKEN.format(port, error.strerror or error)) from error


async def run(
    make: Callable[[], Client], token: str, *, stop: asyncio.Event | None = None,
    first_pause: float = _FIRST_PAUSE,
) -> None:  # fmt: skip
    """Run until ``stop`` is set, by a signal or by the caller. Raises CannotStartError.

    What fails before the bot was ever ready is told; afterwards it is tried again, with longer pauses.
    """
    stop = stop or asyncio.Event()
    _stop_on_signals(stop)
    pause, was_ready = first_pause, False
    while not stop.is_set():
        bot = make()
        problem = await _once(bot, token, stop)
        if stop.is_set():
            return
        was_ready = was_ready or bot.was_ready
        if not was_ready or isinstance(problem, discord.LoginFailure | discord.PrivilegedIntentsRequired):
            raise _why(problem) from problem
        pause = first_pause if bot.was_ready else min(pause * 2, _LONGEST_PAUSE)
        _log.warning("connection lost (%s); again in %.0f s", problem, pause)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)


async def _once(bot: Client, token: str, stop: asyncio.Event) -> Exception | None:
    """One life of a client: its end, or the wish to stop."""
    living = asyncio.create_task(bot.start(token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({living, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not living.done():
            await bot.finish()
        await living
    except Exception as error:  # noqa: BLE001 -- whatever ended it, the supervisor decides
        return error
    finally:
        stopping.cancel()
        if not bot.is_closed():
            await bot.close()
    return None


def _why(problem: Exception | None) -> CannotStartError:
    if isinstance(problem, discord.LoginFailure):
        return CannotStartError(m.NOT_LET_IN)
    if isinstance(problem, _LOST) and not isinstance(problem, discord.ConnectionClosed):
        return UnreachableError(m.UNREACHABLE.format(_short(problem)))
    return CannotStartError(m.REFUSED.format(_short(problem)))


def _short(problem: Exception | None) -> str:
    words = str(problem).splitlines()
    return words[0][:200] if words else type(problem).__name__


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(one, stop.set)

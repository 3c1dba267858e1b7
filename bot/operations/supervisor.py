"""Keeps the bot connected: starts it, starts it anew when its connection is lost for good, ends it well."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable
from typing import Final, NamedTuple

import aiohttp
import discord

from bot import messages as m
from bot.delivery.client import Client, GatewayAwayError
from knowledge.errors import DatelineError

__all__ = ["CannotStartError", "Pauses", "UnreachableError", "run", "serve"]

_log = logging.getLogger(__name__)
_LOST: Final = (OSError, aiohttp.ClientError, asyncio.TimeoutError, discord.HTTPException,
                discord.GatewayNotFound, GatewayAwayError)  # fmt: skip
_FOR_GOOD: Final = (discord.LoginFailure, discord.PrivilegedIntentsRequired)
_TO_ANSWER: Final = 6.0  # seconds in which what was asked is still answered, of the ten we have to end
_TO_CLOSE: Final = 1.5


class Pauses(NamedTuple):
    """Seconds between tries: at first, at most, and after which a lost connection is begun anew."""

    first: float = 1.0
    longest: float = 60.0
    lost: float = 50.0


class CannotStartError(DatelineError):
    """Discord does not let us in; the message says what to do."""


class UnreachableError(CannotStartError):
    """Discord is not there at the moment; whoever started us may try again."""

    exit_code = 75
    """EX_TEMPFAIL of sysexits.h."""


async def serve(
    make: Callable[[], Client], token: str, *, port: int, on_signal: Callable[[], object] = lambda: None
) -> None:
    """Run the bot, and on a port what operators ask it, until a signal. Raises CannotStartError."""
    stop = asyncio.Event()
    _stop_on_signals(stop, on_signal)
    current = list[Client]()

    def made() -> Client:
        current[:] = [make()]
        return current[0]

    if not port:
        await run(made, token, stop)
        return
    from bot.operations.watch import watched  # a web server, only where one is wanted

    try:
        async with watched(port, lambda: current[0] if current else None):
            await run(made, token, stop)
    except OSError as error:
        raise CannotStartError(m.PORT_TAKEN.format(port, error.strerror or error)) from error


async def run(
    make: Callable[[], Client], token: str, stop: asyncio.Event, pauses: Pauses | None = None
) -> None:
    """Run until ``stop`` is set. Raises CannotStartError.

    What fails before the bot was ever ready is told; afterwards it is tried again, with longer pauses.
    """
    pauses = pauses or Pauses()
    pause, was_ready, away = pauses.first, False, time.monotonic()
    while not stop.is_set():
        bot = make()
        bot.away_since = away if was_ready else None
        problem = await _once(bot, token, stop, pauses)
        if stop.is_set():
            return
        was_ready = was_ready or bot.was_ready
        if not was_ready or isinstance(problem, _FOR_GOOD):
            raise _why(problem) from problem
        if bot.was_ready:
            pause, away = pauses.first, _lost_since(bot, problem)
        _log.debug("connecting again in %.0f s (%s)", pause, _short(problem))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, pauses.longest)


def _lost_since(bot: Client, problem: BaseException | None) -> float:
    """When the connection was lost; told, where the client has not told so itself."""
    if bot.away_since is not None:
        return bot.away_since
    _log.warning("connection to Discord lost (%s)", _short(problem))
    return time.monotonic()


async def _once(bot: Client, token: str, stop: asyncio.Event, pauses: Pauses) -> Exception | None:
    """One life of a client: its end, or the wish to stop, or its connection lost for too long."""
    living = asyncio.create_task(bot.start(token))
    others = [asyncio.create_task(stop.wait()), asyncio.create_task(bot.lost_for(pauses.lost))]
    try:
        await asyncio.wait({living, *others}, return_when=asyncio.FIRST_COMPLETED)
        if living.done():
            return living.exception() or None  # type: ignore[return-value]  # no task of ours raises others
        await (bot.finish(patience=_TO_ANSWER) if stop.is_set() else bot.close())
        return TimeoutError(m.LOST_FOR.format(pauses.lost))
    finally:
        for task in others:
            task.cancel()
        await _ended(bot, living)


async def _ended(bot: Client, living: asyncio.Task[None]) -> None:
    """Whatever it still does, it ends: a client that cannot connect sees to nothing else."""
    if not bot.is_closed():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bot.close(), _TO_CLOSE)
    await asyncio.wait({living}, timeout=_TO_CLOSE)
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)


def _why(problem: BaseException | None) -> CannotStartError:
    if isinstance(problem, discord.LoginFailure):
        return CannotStartError(m.NOT_LET_IN)
    if isinstance(problem, _LOST) and not isinstance(problem, discord.ConnectionClosed):
        return UnreachableError(m.UNREACHABLE.format(_short(problem)))
    return CannotStartError(m.REFUSED.format(_short(problem)))


def _short(problem: BaseException | None) -> str:
    words = str(problem).splitlines()
    return words[0][:200] if words else type(problem).__name__


def _stop_on_signals(stop: asyncio.Event, on_signal: Callable[[], object]) -> None:
    loop = asyncio.get_running_loop()

    def stopping() -> None:
        stop.set()
        on_signal()

    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(one, stopping)

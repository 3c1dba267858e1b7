"""The web, asked as its sites wish: by robots.txt, with pauses, and not while a site is out of order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol
from urllib.parse import urlsplit

from protego import Protego

from knowledge.errors import FetchError
from knowledge.feeds.fetching import AGENT, UNKNOWN, Fetched, Stamp
from knowledge.feeds.locations import host_of

__all__ = ["Asks", "Clock", "Manners"]

ROBOT: Final = AGENT.partition("/")[0]
"""The name by which robots.txt speaks of us."""
ROBOTS_KEPT: Final = 86_400.0
ROBOTS_LONGEST: Final = 500_000
"""Bytes, as RFC 9309 has it."""
BETWEEN: Final = 1.0
BETWEEN_AT_MOST: Final = 30.0
"""Seconds between two requests to a host, and what of ``Crawl-delay`` is heeded."""
FIRST_SILENCE: Final = 60.0
LONGEST_SILENCE: Final = 3_600.0


class Asks(Protocol):
    """Whatever gives what is behind a URL."""

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        """Raises FetchError."""
        ...


class Clock(NamedTuple):
    """What time it is, in Unix seconds, and how it is waited for."""

    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: Protego | None = None
    robots_until: float = 0.0
    next: float = 0.0
    silent_until: float = 0.0
    failures: int = 0
    why: str = ""


class Manners:
    """Belongs to one event loop."""

    def __init__(self, web: Asks, clock: Clock) -> None:
        self._web, self._clock = web, clock
        self._hosts: dict[str, _Host] = {}

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        """Raises FetchError, also where robots.txt forbids it or the host is left alone: nothing is asked."""
        host = self._hosts.setdefault(host_of(url), _Host())
        async with host.turn:
            self._left_alone(host, url)
            await self._allowed(host, url)
            return await self._asked(host, url, stamp)

    def _left_alone(self, host: _Host, url: str) -> None:
        left = host.silent_until - self._clock.now()
        if left > 0:
            raise FetchError(url, f"is left alone for a while: its site {host.why}", wait=left)

    async def _allowed(self, host: _Host, url: str) -> None:
        if host.robots is None or self._clock.now() >= host.robots_until:
            host.robots = await self._robots(host, url)
            host.robots_until = self._clock.now() + ROBOTS_KEPT
        if not host.robots.can_fetch(url, ROBOT):
            raise FetchError(url, "its site asks programs not to read it (robots.txt)", lasting=True)

    async def _robots(self, host: _Host, url: str) -> Protego:
        """RFC 9309: none is none; one that cannot be had just now forbids everything."""
        parts = urlsplit(url)
        try:
            found = await self._asked(host, f"{parts.scheme}://{parts.netloc}/robots.txt", UNKNOWN)
        except FetchError as error:
            if not (error.lasting or error.gone):
                raise FetchError(url, f"its robots.txt {error.why}", wait=error.wait) from error
            return Protego.parse("")
        return Protego.parse(found.body[:ROBOTS_LONGEST].decode("utf-8", "replace"))

    async def _asked(self, host: _Host, url: str, stamp: Stamp) -> Fetched:
        await self._clock.sleep(max(0.0, host.next - self._clock.now()))
        try:
            found = await self._web.get(url, stamp)
        except FetchError as error:
            if error.wait or not (error.lasting or error.gone):
                self._fell_silent(host, error)
            raise
        finally:
            host.next = self._clock.now() + self._pause(host)
        host.failures = 0
        return found

    def _pause(self, host: _Host) -> float:
        delay = host.robots.crawl_delay(ROBOT) if host.robots is not None else None
        return min(max(BETWEEN, delay or 0.0), BETWEEN_AT_MOST)

    def _fell_silent(self, host: _Host, error: FetchError) -> None:
        host.failures += 1
        wait = max(error.wait, min(FIRST_SILENCE * 2.0**host.failures, LONGEST_SILENCE))
        host.silent_until, host.why = self._clock.now() + wait, error.why

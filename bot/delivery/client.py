"""The connection to Discord with all that serving a request needs: the line, the limits, the figures."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final

import discord
import yarl

from bot import messages as m
from bot.delivery.pace import ChannelPace
from bot.delivery.queue import FairQueue, Turn
from bot.delivery.rate_limits import Notices, RateLimit
from bot.messages.dates import Dates
from bot.operations.metrics import Metrics
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.errors import (
    BusyError,
    DatelineError,
    StorageError,
    UnknownNameError,
    UnknownSourceError,
    UnreachableError,
    UsageError,
)

__all__ = ["Client", "GatewayAwayError", "Interaction"]

# Voice is not used: nothing to warn of at each start.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False
_BEHIND: Final = 4
_TO_TELL: Final = 1.5  # seconds
_A_SHARD: Final = 6.0  # seconds: Discord lets one in every five
_log = logging.getLogger(__name__)
_NOTICE: Final = 60.0  # seconds between two notices to one person, or in one channel
_SHOWN_AS_THEY_ARE: Final = (UnknownNameError, UnknownSourceError, UsageError)
_TOLD: Final = (
    (UnreachableError, m.DATABASE_AWAY), (StorageError, m.NO_ROOM), (BusyError, m.SOMEBODY_ELSE),
)  # fmt: skip


class GatewayAwayError(Exception):
    """Discord's gateway takes no connection; the message says why."""


class Client(discord.AutoShardedClient):
    """One connection to Discord; ``start`` it once. It asks for no privileged intent and notifies nobody."""

    def __init__(self, context: Context, metrics: Metrics | None = None, **options: Any) -> None:
        settings = context.settings
        if settings.shards:
            options.setdefault("shard_count", settings.shards)
            if settings.shard_ids:
                options.setdefault("shard_ids", list(settings.shard_ids))
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            **options,
        )
        self.context = context
        self.metrics = metrics or Metrics()
        self.queue = FairQueue(
            threads=settings.threads, waiting=settings.waiting, patience=settings.patience_seconds
        )
        # Adding and removing wait for one another inside a server only; the work is done by processes.
        self.back = FairQueue(threads=_BEHIND, waiting=settings.waiting, alone=True)
        # Looking up while somebody types keeps no thread from acknowledging a command.
        self.typing = ThreadPoolExecutor(2, thread_name_prefix="typing")
        self.metrics.waiting.set_function(lambda: self.queue.waiting)
        self.metrics.absent.set_function(lambda: context.pool.absent)
        self.metrics.unkept.set(bool(context.unkept))
        self.metrics.reading.set_function(lambda: self.back.waiting + self.back.running)
        self._persons = RateLimit(settings.person_minute)
        self._servers = RateLimit(settings.server_minute)
        self.asked = Counter[int]()
        """What each person has asked since it was last counted with other processes."""
        self.notices = Notices(_NOTICE)
        self.pace = ChannelPace()
        self._in_hand = 0
        self._all_answered = asyncio.Event()
        self.was_ready = False
        self.away_since: float | None = None
        """When the connection was lost, by the monotonic clock; None while it is there."""
        self._lost: set[int | None] = set()
        self._launched: set[int] = set()
        for shard in settings.shard_ids or range(settings.shards or 1):
            self.metrics.connected.labels(shard).set(0)

    def shard_of(self, server: int) -> int:
        """Which shard a server is of; outside servers it is the first."""
        return (server >> 22) % (self.shard_count or 1)

    def _servers_of(self, shard: int) -> int:
        return sum(self.shard_of(guild.id) == shard for guild in self.guilds)

    def refusal(self, asker: Asker) -> str | None:
        """Why this request is not taken: over a fair-use limit, or too many wait. Counts it when it is."""
        now = time.monotonic()
        if self.queue.refuses(Turn(asker.server, asker.person)):
            self.metrics.refused.labels("queue").inc()
            return m.TOO_MANY_WAITING
        if seconds := self._persons.wait(asker.person, now):
            self.metrics.refused.labels("person").inc()
            return m.TOO_FAST_PERSON.format(seconds)
        if self.context.allowances is not None:
            self.asked[asker.person] += 1
        if asker.server and (seconds := self._servers.wait(asker.server, now)):
            self.metrics.refused.labels("server").inc()
            return m.TOO_FAST_SERVER.format(seconds)
        return None

    def lower(self, left: Mapping[int, float]) -> None:
        """No more than this is left to these persons, whatever they have asked here."""
        for person, tokens in left.items():
            self._persons.lower(person, tokens, time.monotonic())

    def dates(self, server: int) -> Dates:
        """How days are written for a server. Reads the store: call in a thread."""
        return self.context.guild_settings(server).dates

    def told(self, error: DatelineError) -> str:
        """What a person is told: paths and inner matters stay in the log."""
        if isinstance(error, _SHOWN_AS_THEY_ARE):
            return str(error)
        told = (words for kind, words in _TOLD if isinstance(error, kind))
        return next(told, m.PONG_TROUBLE)

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """While the block runs, somebody waits for an answer: stopping waits too."""
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._all_answered.set()

    @property
    def connected(self) -> bool:
        """Whether Discord's gateway is there, for all shards of ours."""
        return self.was_ready and self.away_since is None and not self.is_closed()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard. Raises GatewayAwayError, where discord.py would try for ever, deeper each time."""
        if shard_id in self._launched:
            why = sys.exception()
            raise GatewayAwayError(str(why) or type(why).__name__)
        self._launched.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def on_shard_disconnect(self, shard_id: int | None) -> None:
        """The connection is gone for now; discord.py connects again."""
        if self.is_closed():
            return
        self._lost.add(shard_id)
        self.metrics.connected.labels(shard_id or 0).set(0)
        if self.away_since is None:
            self.away_since = time.monotonic()
            self.metrics.lost.labels(shard_id or 0).inc()
            _log.warning("connection to Discord lost")

    async def on_shard_resumed(self, shard_id: int | None) -> None:
        """Connected again, nothing missed."""
        self._lost.discard(shard_id)
        self.metrics.connected.labels(shard_id or 0).set(1)
        if self._lost:
            return
        if self.away_since is not None:
            _log.info("connected to Discord again, after %.0f s", time.monotonic() - self.away_since)
            self.away_since = None

    async def on_shard_ready(self, shard_id: int | None) -> None:
        """Connected, or connected anew."""
        shard = shard_id or 0
        self.metrics.servers.labels(shard).set_function(partial(self._servers_of, shard))
        await self.on_shard_resumed(shard_id)

    async def lost_for(self, seconds: float) -> None:
        """Returns when the connection has been lost, or where it was lost not found again, for so long."""
        begun = time.monotonic()
        while True:
            since = self.away_since if self.was_ready or self.away_since is None else begun
            if since is not None and time.monotonic() - since > seconds + _A_SHARD * (self.shard_count or 1):
                return
            await asyncio.sleep(min(1.0, seconds / 4))

    async def finish(self, *, patience: float = 6) -> None:
        """Answer what was asked, tell those whose turn has not come, and leave."""
        began = time.monotonic()
        self.context.pool.stop()
        await asyncio.gather(self.queue.stop(patience=patience), self.back.stop(patience=patience))
        for workers in (self.context.reading, self.context.indexing):
            await asyncio.to_thread(workers.close)
        with suppress(TimeoutError):
            # An answer that is ready may have to wait for its channel.
            async with asyncio.timeout(max(_TO_TELL, patience - (time.monotonic() - began))):
                # Who was in hand may be again at once, to be told that it came to nothing.
                while self._in_hand:
                    self._all_answered.clear()
                    await self._all_answered.wait()
        await self.close()

    async def close(self) -> None:
        """Leave."""
        self.typing.shutdown(wait=False, cancel_futures=True)
        await super().close()


Interaction = discord.Interaction[Client]

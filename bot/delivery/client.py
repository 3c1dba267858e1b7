"""The connection to Discord with all that serving a request needs: the line, the limits, the figures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Final

import discord

from bot import messages as m
from bot.delivery.queue import FairQueue
from bot.delivery.rate_limits import RateLimit
from bot.messages.dates import Dates
from bot.operations.metrics import Metrics
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.errors import DatelineError, StorageError, UnknownNameError, UnknownSourceError, UsageError

__all__ = ["Client", "Interaction"]

# Voice is not used: nothing to warn of at each start.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False
_SHOWN_AS_THEY_ARE: Final = (UnknownNameError, UnknownSourceError, UsageError)


class Client(discord.AutoShardedClient):
    """One connection to Discord; ``start`` it once. It asks for no privileged intent and notifies nobody."""

    def __init__(self, context: Context, **options: Any) -> None:
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
        self.metrics = Metrics()
        self.queue = FairQueue(threads=settings.threads, waiting=settings.waiting)
        self.back = FairQueue(threads=1, waiting=settings.waiting)
        # Looking up while somebody types keeps no thread from acknowledging a command.
        self.typing = ThreadPoolExecutor(2, thread_name_prefix="typing")
        self.metrics.waiting.set_function(lambda: self.queue.waiting)
        self.metrics.servers.set_function(lambda: len(self.guilds))
        self._persons = RateLimit(settings.person_minute)
        self._servers = RateLimit(settings.server_minute)
        self._in_hand = 0
        self._all_answered = asyncio.Event()
        self.was_ready = False
        self.connected = False

    def refusal(self, asker: Asker) -> str | None:
        """Why this request is over a fair-use limit; counts it when it is not."""
        now = time.monotonic()
        if seconds := self._persons.wait(asker.person, now):
            self.metrics.refused.inc()
            return m.TOO_FAST_PERSON.format(seconds)
        if asker.server and (seconds := self._servers.wait(asker.server, now)):
            self.metrics.refused.inc()
            return m.TOO_FAST_SERVER.format(seconds)
        return None

    def dates(self, server: int) -> Dates:
        """How days are written for a server. Reads the store: call in a thread."""
        return self.context.guild_settings(server).dates

    def told(self, error: DatelineError) -> str:
        """What a person is told: paths and inner matters stay in the log."""
        if isinstance(error, StorageError):
            return m.NO_ROOM
        return str(error) if isinstance(error, _SHOWN_AS_THEY_ARE) else m.PONG_TROUBLE

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

    async def finish(self, *, patience: float = 10) -> None:
        """Answer what was asked, then leave."""
        await asyncio.gather(self.queue.stop(patience=patience), self.back.stop(patience=patience))
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
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

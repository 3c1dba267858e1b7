"""The Discord client: connects, keeps its commands in step, and hands every request to the desk."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import discord
from discord import app_commands

from bot import buttons, commands, mentions
from bot import messages as m
from bot.allowance import Allowance
from bot.dates import Dates
from bot.figures import Figures
from bot.queue import FairQueue
from bot.replies import Interaction, apologise
from bot.room import Asker, Room, tidy
from knowledge.errors import DatelineError, StorageError, UnknownNameError, UnknownSourceError, UsageError

__all__ = ["Dateline", "regularly"]

_log = logging.getLogger(__name__)
# Voice is not used: nothing to warn of at each start.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False
_SHOWN_AS_THEY_ARE = (UnknownNameError, UnknownSourceError, UsageError)


class Tree(app_commands.CommandTree["Dateline"]):
    """The commands; whatever fails in one ends in a calm sentence."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Tell the person, log the cause."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, app_commands.CheckFailure):
            _log.info("not allowed: %s", cause)
        await apologise(interaction.client, interaction, cause)


class Dateline(discord.AutoShardedClient):
    """One connection to Discord; ``start`` it once."""

    def __init__(self, room: Room, **options: Any) -> None:
        settings = room.settings
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
        self.room = room
        self.figures = Figures()
        self.queue = FairQueue(threads=settings.threads, waiting=settings.waiting)
        self.back = FairQueue(threads=1, waiting=settings.waiting)
        # Looking up while somebody types keeps no thread from acknowledging a command.
        self.typing = ThreadPoolExecutor(2, thread_name_prefix="typing")
        self.figures.waiting.set_function(lambda: self.queue.waiting)
        self.figures.servers.set_function(lambda: len(self.guilds))
        self._persons = Allowance(settings.person_minute)
        self._servers = Allowance(settings.server_minute)
        self.tree = Tree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        commands.add_to(self.tree)
        self.add_dynamic_items(buttons.Click)
        self._in_hand = 0
        self._all_answered = asyncio.Event()
        self.was_ready = False
        self.connected = False
        self._regular: list[asyncio.Task[None]] = []

    async def setup_hook(self) -> None:
        """Before connecting: bring Discord's list of commands up to date, when ours has changed."""
        self._regular = [
            asyncio.create_task(regularly(3600, "tidying", lambda: tidy(self.room, time.time()))),
            # What was changed on disk, by whomever, shows in open libraries.
            asyncio.create_task(
                regularly(self.room.settings.refresh_seconds, "following", self.room.shelves.refresh)
            ),
        ]
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        name = f"commands of {self.application_id}"
        try:
            known = await asyncio.to_thread(self.room.store.note, name)
            if known != digest:
                await self.tree.sync()
                await asyncio.to_thread(self.room.store.set_note, name, digest)
        except (DatelineError, discord.HTTPException) as error:
            # Mentions work all the same, and so do the commands that Discord knows already.
            _log.error("commands not brought up to date: %s", error)

    async def on_ready(self) -> None:
        """Connected, and all servers known."""
        self.was_ready = True
        await self.on_resumed()
        _log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_resumed(self) -> None:
        """Connected again, nothing missed."""
        self.connected = True
        self.figures.connected.set(1)

    async def on_disconnect(self) -> None:
        """The connection is gone for now; discord.py connects again."""
        self.connected = False
        self.figures.connected.set(0)

    async def on_message(self, message: discord.Message) -> None:
        """A mention, a direct message or a reply to us."""
        await mentions.answer(self, message)

    async def on_interaction(self, interaction: Interaction) -> None:
        """A form; commands and clicks go their own ways."""
        await buttons.sent_in(self, interaction)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """An event handler failed: the log has the traceback, everything goes on."""
        self.figures.failures.inc()
        _log.exception("%s failed", event_method)

    def refusal(self, asker: Asker) -> str | None:
        """Why this request is over a fair-use limit; counts it when it is not."""
        now = time.monotonic()
        if seconds := self._persons.wait(asker.person, now):
            self.figures.refused.inc()
            return m.TOO_FAST_PERSON.format(seconds)
        if asker.server and (seconds := self._servers.wait(asker.server, now)):
            self.figures.refused.inc()
            return m.TOO_FAST_SERVER.format(seconds)
        return None

    def dates(self, server: int) -> Dates:
        """How days are written for a server. Reads the store: call in a thread."""
        return self.room.house(server).dates

    def told(self, error: DatelineError) -> str:
        """What a person is told: paths and inner matters stay in the log."""
        if isinstance(error, StorageError):
            return m.NO_ROOM
        return str(error) if isinstance(error, _SHOWN_AS_THEY_ARE) else m.PONG_TROUBLE

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We have been shown out: what was asked there is forgotten; articles stay for a change of mind."""
        try:
            await asyncio.to_thread(self.room.store.forget_questions, guild.id)
        except DatelineError:
            _log.exception("the questions of a server are still kept")

    async def close(self) -> None:
        """Leave, and stop what is done regularly."""
        for task in self._regular:
            task.cancel()
        self.typing.shutdown(wait=False, cancel_futures=True)
        await super().close()

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


async def regularly(seconds: float, name: str, work: Callable[[], object]) -> None:
    """Do the work in a thread at once and again after each pause, whatever goes wrong with it."""
    while True:
        try:
            await asyncio.to_thread(work)
        except DatelineError as error:
            _log.warning("%s failed: %s", name, error)
        except Exception:  # noqa: BLE001 -- the log has the traceback, and the next time may do
            _log.exception("%s failed", name)
        await asyncio.sleep(seconds)

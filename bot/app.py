"""The Discord client: connects, keeps its commands in step, and hands every request to the services."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.delivery import clicks, forums, joining, mentions, slash
from bot.delivery.announcing import announcing
from bot.delivery.client import Client, Interaction
from bot.delivery.common_use import counting
from bot.delivery.replies import apologise
from bot.operations.metrics import Metrics
from bot.protocols import StoppedError
from bot.services.watching import FeedWatch
from bot.state.context import Context
from bot.state.tidying import tidy
from knowledge.errors import DatelineError

__all__ = ["Dateline", "regularly"]

_SOON = 2.0
"""Seconds until what another process has changed is looked at."""
_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[Client]):
    """The commands; whatever fails in one ends in a calm sentence."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Tell the person, log the cause."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, app_commands.CheckFailure):
            _log.info("not allowed: %s", cause)
        await apologise(interaction.client, interaction, cause)


class Dateline(Client):
    """One connection to Discord, with our commands; ``start`` it once."""

    def __init__(self, context: Context, metrics: Metrics | None = None, **options: Any) -> None:
        super().__init__(context, metrics, **options)
        self.tree = Tree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        slash.add_to(self.tree)
        self.add_dynamic_items(clicks.Click)
        self._regular: list[asyncio.Task[None]] = []
        self._feeds = FeedWatch(context)

    async def setup_hook(self) -> None:
        """Before connecting: bring Discord's list of commands up to date, when ours has changed."""
        self._regular = [
            asyncio.create_task(regularly(3600, "tidying", partial(_tidy, self.context))),
            # What was changed on disk, by whomever, shows in open libraries.
            asyncio.create_task(
                regularly(self.context.settings.refresh_seconds, "following", self.context.pool.refresh)
            ),
        ]
        self._regular += [
            asyncio.create_task(regularly(_SOON, "servers' articles", self.context.files.follow)),
            asyncio.create_task(regularly(60, "feeds", self._feeds.round)),
            asyncio.create_task(announcing(self, now=time.time)),
        ]
        if self.context.allowances is not None:
            self._regular.append(asyncio.create_task(counting(self)))
        await self._register_commands()

    async def _register_commands(self) -> None:
        """When they have changed; one of all processes does it."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        name, store = f"commands of {self.application_id}", self.context.store
        try:
            if await asyncio.to_thread(store.note, name) == digest:
                return
            with ExitStack() as held:
                ours = await asyncio.to_thread(held.enter_context, store.alone(name))
                if ours and await asyncio.to_thread(store.note, name) != digest:
                    await self.tree.sync()
                    await asyncio.to_thread(store.set_note, name, digest)
        except (DatelineError, discord.HTTPException) as error:
            # Mentions work all the same, and so do the commands that Discord knows already.
            _log.error("commands not brought up to date: %s", error)

    async def on_ready(self) -> None:
        """Connected, and all servers known."""
        if not self.was_ready:
            _log.info("ready as %s in %d servers", self.user, len(self.guilds))
        self.was_ready = True

    async def on_message(self, message: discord.Message) -> None:
        """A mention, a direct message or a reply to us."""
        await mentions.answer(self, message)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        """A new thread; the posts of a forum are such."""
        await forums.answer_post(self, thread)

    async def on_interaction(self, interaction: Interaction) -> None:
        """A form; commands and clicks go their own ways."""
        await clicks.sent_in(self, interaction)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """An event handler failed: the log has the traceback, everything goes on."""
        self.metrics.failures.inc()
        _log.exception("%s failed", event_method)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """We have been invited."""
        await joining.greet(self, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We have been shown out: what was asked there is forgotten; articles stay for a change of mind."""
        try:
            await asyncio.to_thread(self.context.store.forget_questions, guild.id)
        except DatelineError:
            _log.exception("the questions of a server are still kept")

    async def close(self) -> None:
        """Leave, and stop what is done regularly."""
        for task in self._regular:
            task.cancel()
        await asyncio.to_thread(self._feeds.close)
        await super().close()


async def regularly(seconds: float, name: str, work: Callable[[], object]) -> None:
    """Do the work in a thread at once and again after each pause, whatever goes wrong with it."""
    while True:
        try:
            await asyncio.to_thread(work)
        except StoppedError:
            return
        except DatelineError as error:
            _log.warning("%s failed: %s", name, error)
        except Exception:  # noqa: BLE001 -- the log has the traceback, and the next time may do
            _log.exception("%s failed", name)
        await asyncio.sleep(seconds)


def _tidy(context: Context) -> None:
    tidy(context, time.time())

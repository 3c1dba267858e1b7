"""The bot in a process of its own, started as an installation starts it, in a loopback Discord of ours."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import aiohttp
import matplotlib
from loopback.people import wait_for
from loopback.world import World

ROOT: Final = Path(__file__).parents[2]
TO_END: Final = 10.0
"""Seconds within which a signal ends the bot, whatever it does."""
_START: Final = """
import sys
import discord, yarl
port = sys.argv.pop(1)
discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gw")
from bot.__main__ import main
main()
"""


class BotProcess:
    """A bot that was started; ``log`` is what it has written to standard error."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def has_ended(self) -> bool:
        return self._process.returncode is not None

    async def ended(self, within: float = 120.0) -> int:
        """Its exit code; a bot that goes on for longer is a failure."""
        return await asyncio.wait_for(self._process.wait(), within)

    async def terminated(self) -> int:
        """The exit code after SIGTERM."""
        self._process.terminate()
        return await self.ended(TO_END)

    async def ready(self) -> None:
        """Waits until it knows its servers; a bot that ends before is a failure."""
        await wait_for(lambda: "ready as" in self.log or self.has_ended)
        assert not self.has_ended, self.log

    def seconds_used(self) -> float:
        """Seconds of processor time so far."""
        told = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
        user, system = told.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def has_left_nobody(self) -> bool:
        """Whether no process that it started is there any more."""
        try:
            os.killpg(self._process.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def killed(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """What is set for a process: nothing but the settings, and where programs are found."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    # The list of fonts takes long to make: all but who looks at that may have the one of this machine.
    kept |= {"PYTHONPATH": str(ROOT), "HOME": str(folder), "MPLCONFIGDIR": matplotlib.get_cachedir()}
    return {**kept, **settings}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def told_by(port: int, path: str) -> str:
    """What is told to operators there."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return await answer.text()


@asynccontextmanager
async def started(world: World, folder: Path, **settings: str) -> AsyncIterator[BotProcess]:
    """The bot with its data under ``folder``, with letters alone and these settings; gone afterwards."""
    settings = {
        "DISCORD_TOKEN": world.token, "DATELINE_HOME": str(folder / "home"), "DATELINE_MEANING": "off",
        **settings,
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 -- one call on a local disk
    program = [sys.executable, "-c", _START, str(world.port)]
    async with following(program, folder, folder / "log", environment(folder, **settings)) as bot:
        yield bot


@asynccontextmanager
async def following(
    program: Sequence[str], folder: Path, log: Path, variables: Mapping[str, str]
) -> AsyncIterator[BotProcess]:
    """The program in a folder, with these variables alone; gone afterwards with all that it started."""
    with log.open("w") as out:
        process = await asyncio.create_subprocess_exec(
            *program, env=variables, cwd=folder, stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    bot = BotProcess(process, log)
    try:
        yield bot
    finally:
        bot.killed()
        await process.wait()

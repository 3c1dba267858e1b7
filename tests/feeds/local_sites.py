"""Sites on 127.0.0.1 for tests: a script for each connection, and names that lead there."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from aiohttp.abc import AbstractResolver, ResolveResult

from knowledge.feeds.addresses import forbidden
from knowledge.feeds.locations import Rules

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def _but_this_machine(address: str) -> str | None:
    return None if address == "127.0.0.1" else forbidden(address)


LOCAL = Rules(_but_this_machine, frozenset())
"""Lets loopback through, and nothing else that is not public."""


class Answers(AbstractResolver):
    """Gives the addresses that a test says, and keeps what was asked."""

    def __init__(self, known: Mapping[str, Sequence[str]] | None = None, *, port: int | None = None) -> None:
        self.known, self.port, self.asked = known, port, []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if self.known is not None and host not in self.known:
            raise OSError(f"no such host: {host}")
        return [
            ResolveResult(
                hostname=host, host=address, port=self.port or port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET, proto=0, flags=0,
            )
            for address in (["127.0.0.1"] if self.known is None else self.known[host])
        ]  # fmt: skip

    async def close(self) -> None:
        return None


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[str]:
    """The address of a site that runs the script for every connection, after its request was read."""

    running: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(talk(reader, writer))
        running.add(task)
        task.add_done_callback(running.discard)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            try:
                await script(reader, writer)
                await writer.drain()
            finally:
                writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def says(*pieces: bytes, pause: float = 0.0) -> Script:
    """A site that gives these bytes, whatever was asked."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return script


def page(body: bytes, *headings: str, kind: str = "text/html", status: str = "200 OK") -> bytes:
    """An answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headings]
    return "\r\n".join([*lines, "", ""]).encode() + body

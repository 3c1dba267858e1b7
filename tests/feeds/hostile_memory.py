"""Fetches what is hostile; prints how often it was refused, and megabytes above rest at the worst moment."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import zlib
from pathlib import Path

from feeds.local_sites import LOCAL, Answers, page, says, serving

from knowledge.errors import FetchError
from knowledge.feeds.fetching import Limits, Web

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PIECE = b"x" * 1_000_000
_PACKER = zlib.compressobj(9, wbits=31)
BOMB = b"".join(_PACKER.compress(bytes(1_000_000)) for _ in range(400)) + _PACKER.flush()
"""Made piece by piece: what rest is shall be little."""


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(PIECE)
        await writer.drain()


async def heading(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(HEAD)
    while True:
        writer.write(b"X-%d: " % id(writer) + b"y" * 8_000 + b"\r\n")
        await writer.drain()


def highest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


async def main() -> None:
    refused = 0
    sites = [
        endless, heading, says(page(BOMB, "Content-Encoding: gzip")),
        says(HEAD + b"\r\n", *[b"x"] * 50, pause=0.1),
        says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", *[PIECE] * 50),
    ]  # fmt: skip
    async with Web(limits=Limits(seconds=4), rules=LOCAL, resolver=Answers()) as web:
        async with serving(says(page(PIECE))) as url:
            await web.get(url)
        rest = highest()
        for site in sites:
            async with serving(site) as url:
                try:
                    await web.get(url)
                except FetchError:
                    refused += 1
    for row in json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8")):
        async with Web(resolver=Answers({"news.example": row.get("found", [])})) as web:
            try:
                await web.get(row["url"])
            except FetchError:
                refused += 1
    sys.stdout.write(f"{refused} {highest() - rest:.1f}\n")


asyncio.run(main())

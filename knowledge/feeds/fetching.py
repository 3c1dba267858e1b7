"""A URL → the bytes behind it, fetched so that nothing inside the operator's network can be reached.

Each address is judged where it is resolved and again where a socket is made for it, so that there is no
moment between the check and the use. Redirects are followed here and judged like the first URL. No cookie, no
credential, no proxy and nothing of the environment goes along.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from knowledge import __version__
from knowledge.errors import FetchError
from knowledge.feeds.answers import fresh_for, moved, refused
from knowledge.feeds.connection import connector
from knowledge.feeds.failures import in_words
from knowledge.feeds.locations import PUBLIC, Rules, allowed
from knowledge.feeds.unpacking import Unpacking, UnpackingError

__all__ = ["AGENT", "Fetched", "Limits", "Stamp", "Web"]

AGENT = f"Dateline/{__version__} (reads news feeds for its users; obeys robots.txt)"
_ACCEPTED = "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, text/*;q=0.8"


class Limits(NamedTuple):
    """How much of anything is taken."""

    bytes: int = 10_000_000
    seconds: float = 30.0
    """For all of it, redirects included."""
    silence: float = 10.0
    """Seconds without a byte."""
    redirects: int = 5
    ratio: int = 100
    """How many times its size a body may unpack to."""


LIMITS = Limits()


class Stamp(NamedTuple):
    """By what a site knows whether something has changed since."""

    etag: str | None = None
    modified: str | None = None


UNKNOWN = Stamp()


class Fetched(NamedTuple):
    """What a site gave."""

    url: str
    """After all redirects."""
    body: bytes = b""
    type: str = ""
    """As the site calls it, in lower case, without parameters."""
    charset: str | None = None
    stamp: Stamp = UNKNOWN
    unchanged: bool = False
    """Whether it is as it was at the stamp; then there is no body."""
    moved: bool = False
    """Whether every redirect on the way was a lasting one."""
    wait: float = 0.0
    """Seconds for which the site calls it fresh."""


class Web:
    """The web as it may be read; open while ``async with`` it."""

    def __init__(
        self, *, limits: Limits = LIMITS, rules: Rules = PUBLIC, resolver: AbstractResolver | None = None
    ) -> None:
        self._limits, self._rules, self._given = limits, rules, resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open."""
        self._session = aiohttp.ClientSession(
            connector=connector(self._rules, self._given),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            raise_for_status=False,
            headers={"User-Agent": AGENT, "Accept": _ACCEPTED, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=self._limits.silence, sock_read=self._limits.silence
            ),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        if self._session is not None:
            await self._session.close()

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        """What is behind the URL; ``stamp`` asks for it only if it has changed. Raises FetchError."""
        first = allowed(url, self._rules)
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._followed(first, stamp)
        except TimeoutError as error:
            raise FetchError(url, f"took longer than {self._limits.seconds:g} seconds") from error
        except FetchError as error:
            raise error if error.url == first else _of(first, error) from error

    async def _followed(self, url: str, stamp: Stamp) -> Fetched:
        seen, lasting = [url], True
        while True:
            with in_words(seen[-1]):
                async with self._asked(seen[-1], stamp) as response:
                    target, forever = moved(response.status, response.headers)
                    if target is None:
                        return await self._taken(response, moved=lasting and len(seen) > 1)
            lasting = lasting and forever
            seen.append(allowed(urljoin(seen[-1], target), self._rules))
            if len(seen) > self._limits.redirects + 1:
                raise FetchError(url, f"leads on more than {self._limits.redirects} times")

    def _asked(self, url: str, stamp: Stamp) -> Any:
        assert self._session is not None, "the web is opened by `async with`"
        conditions = {"If-None-Match": stamp.etag, "If-Modified-Since": stamp.modified}
        return self._session.get(
            URL(url),
            headers={name: value for name, value in conditions.items() if value},
            allow_redirects=False,
        )

    async def _taken(self, response: aiohttp.ClientResponse, *, moved: bool) -> Fetched:
        url, headers = str(response.url), response.headers
        stamp = Stamp(headers.get("ETag"), headers.get("Last-Modified"))
        found = Fetched(
            url, type=response.content_type.lower(), charset=response.charset, stamp=stamp, moved=moved,
            wait=fresh_for(headers),
        )  # fmt: skip
        if response.status == 304:
            return found._replace(unchanged=True)
        if error := refused(url, response.status, headers, found.type):
            raise error
        body = bytearray()
        async for piece in self._unpacked(url, response):
            body += piece
        return found._replace(body=bytes(body))

    async def _unpacked(self, url: str, response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
        limits = self._limits
        try:
            unpacking = Unpacking(
                response.headers.get("Content-Encoding", ""), limit=limits.bytes, ratio=limits.ratio
            )
            if (response.content_length or 0) > limits.bytes:
                raise UnpackingError(f"is larger than {limits.bytes / 1_000_000:g} MB")
            async for piece in response.content.iter_chunked(65_536):
                yield unpacking.take(piece)
            unpacking.end()
        except UnpackingError as error:
            raise FetchError(url, str(error)) from error


def _of(url: str, error: FetchError) -> FetchError:
    """The same of what was asked for first, with the place it led to."""
    why = f"leads to {error.url}: {error.why}"
    return FetchError(url, why, lasting=error.lasting, gone=error.gone, wait=error.wait)

"""The way to a site: names and sockets, each address judged where it is resolved and where it is used."""

from __future__ import annotations

import socket
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from knowledge.feeds.locations import Rules

__all__ = ["ForbiddenError", "connector"]


class ForbiddenError(PermissionError):
    """An address that is not connected to."""


def connector(rules: Rules, resolver: AbstractResolver | None) -> aiohttp.TCPConnector:
    """Connections that only lead where the rules allow; none is used for a second request."""

    def made(address: Any) -> socket.socket:
        family, kind, protocol, _, place = address
        if why := rules.address(str(place[0])):
            raise ForbiddenError(f"{place[0]} {why}")
        return socket.socket(family, kind, protocol)

    return aiohttp.TCPConnector(
        resolver=_Resolver(rules, resolver or aiohttp.ThreadedResolver()),
        use_dns_cache=False,
        force_close=True,
        limit_per_host=2,
        socket_factory=made,
    )


class _Resolver(AbstractResolver):
    """Names → addresses, all of which are public; one that is not spoils the name."""

    def __init__(self, rules: Rules, inner: AbstractResolver) -> None:
        self._rules, self._inner = rules, inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises OSError where the name means a forbidden address, or nothing."""
        found = await self._inner.resolve(host, port, family)
        for one in found:
            if why := self._rules.address(one["host"]):
                raise ForbiddenError(f"{host} is at {one['host']}, which {why}")
        return found

    async def close(self) -> None:
        """Let go of the inner resolver."""
        await self._inner.close()

"""What operators ask over HTTP, on loopback only: is it well (/healthz), what does it do (/metrics)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import generate_latest

from bot.delivery.client import Client

__all__ = ["watched"]


@asynccontextmanager
async def watched(port: int, current: Callable[[], Client | None]) -> AsyncIterator[int]:
    """Serve while the block runs; the port is given, chosen by the system for 0. Raises OSError."""

    async def health(_: web.Request) -> web.Response:
        return _health(current())

    async def metrics(_: web.Request) -> web.Response:
        return _metrics(current())

    app = web.Application()
    app.router.add_get("/healthz", health)
    app.router.add_get("/metrics", metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _health(bot: Client | None) -> web.Response:
    """200 while connected and ready, else 503: a restart helps when it stays so."""
    well = bot is not None and bot.is_ready() and not bot.is_closed() and bot.connected
    told = {
        "ready": well,
        "servers": len(bot.guilds) if bot else 0,
        "waiting": bot.queue.waiting if bot else 0,
        "latency": round(bot.latency, 3) if bot and well and bot.latency < 1e6 else None,
    }
    return web.Response(text=json.dumps(told), status=200 if well else 503, content_type="application/json")


def _metrics(bot: Client | None) -> web.Response:
    body = generate_latest(bot.metrics.registry) if bot else b""
    return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

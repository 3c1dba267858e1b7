"""How often a channel takes messages: five in five seconds, told in the headers as Discord tells it."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from typing import Any

from aiohttp import web

MESSAGES = 5
SECONDS = 5.0


class ChannelLimits:
    """For each channel, when its latest messages came."""

    def __init__(self) -> None:
        self._came: defaultdict[str, deque[float]] = defaultdict(deque)
        self.refused = 0
        """How many came too soon; Discord counts them against a bot."""

    def wait(self, channel: str) -> float:
        """0 when a message may come, and is counted; else the seconds until one may."""
        now, came = time.monotonic(), self._came[channel]
        while came and now - came[0] >= SECONDS:
            came.popleft()
        if len(came) >= MESSAGES:
            self.refused += 1
            return SECONDS - (now - came[0])
        came.append(now)
        return 0.0

    def headers(self, channel: str) -> dict[str, str]:
        """What comes with every answer, so that a client can wait by itself."""
        came = self._came[channel]
        after = SECONDS - (time.monotonic() - came[0]) if came else SECONDS
        return {
            "X-RateLimit-Limit": str(MESSAGES), "X-RateLimit-Remaining": str(MESSAGES - len(came)),
            "X-RateLimit-Reset-After": f"{max(0.0, after):.3f}", "X-RateLimit-Bucket": "messages",
            "X-RateLimit-Reset": f"{time.time() + max(0.0, after):.3f}",
        }  # fmt: skip


def too_many(wait: float, reply: Any) -> web.Response:
    """The refusal; without ``Via`` a client takes it for a ban."""
    told = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": False}
    response: web.Response = reply(told, 429, Via="1.1 google")
    return response

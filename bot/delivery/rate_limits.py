"""Fair use: how many questions a minute a person, or a server, may ask."""

from __future__ import annotations

import math
from collections.abc import Hashable

__all__ = ["Notices", "RateLimit"]

_REMEMBERED = 10_000
_ROUNDING = 1e-6
"""What sums of times may lack of a whole question: who waits as told may not be told to wait again."""


class RateLimit:
    """A bucket for each key, filled evenly up to one minute's worth (token bucket)."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def wait(self, key: Hashable, now: float) -> int:
        """0 when the question may pass, and is counted; else the whole seconds until it may."""
        tokens, at = self._buckets.pop(key, (float(self._per_minute), now))
        tokens = min(self._per_minute, tokens + max(0.0, now - at) * self._per_minute / 60)
        allowed = tokens >= 1 - _ROUNDING
        self._buckets[key] = (max(0.0, tokens - 1) if allowed else tokens, now)
        if len(self._buckets) > _REMEMBERED:
            del self._buckets[next(iter(self._buckets))]  # asked least recently
        return 0 if allowed else max(1, math.ceil((1 - tokens) * 60 / self._per_minute))

    def lower(self, key: Hashable, left: float, now: float) -> None:
        """No more than this is left now: others have counted as well."""
        tokens, at = self._buckets.get(key, (float(self._per_minute), now))
        tokens = min(self._per_minute, tokens + max(0.0, now - at) * self._per_minute / 60)
        if left < tokens:
            self._buckets[key] = (left, now)


class Notices:
    """Lets one through for each key, and then none for a while."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last: dict[Hashable, float] = {}

    def due(self, key: Hashable, now: float) -> bool:
        """Whether one is due; it counts as given then."""
        last = self._last.pop(key, None)
        due = last is None or now - last >= self._seconds
        self._last[key] = now if due or last is None else last
        if len(self._last) > _REMEMBERED:
            del self._last[next(iter(self._last))]
        return due

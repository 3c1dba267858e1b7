"""How fast a channel takes our messages: five in five seconds, and no others until the first is that old."""

from __future__ import annotations

from collections import deque
from typing import Final

__all__ = ["ChannelPace"]

_MESSAGES: Final = 5
_SECONDS: Final = 5.15  # a little more than Discord counts: messages travel at different speeds
_REMEMBERED: Final = 10_000


class ChannelPace:
    """When the next message may go to each channel.

    Discord refuses what comes sooner, which counts against a bot, and forgets who came first; and only who
    knows how long a channel is taken can tell whom no answer reaches in time.
    """

    def __init__(self) -> None:
        self._sent: dict[int, deque[float]] = {}

    def wait(self, channel: int, now: float) -> float:
        """Seconds until a message may go there, after all that have taken their turn."""
        sent = self._sent.get(channel)
        if sent is None or len(sent) < _MESSAGES:
            return 0.0
        return max(0.0, sent[0] + _SECONDS - now)

    def take(self, channel: int, now: float) -> float:
        """Take the next turn there; the seconds until it comes."""
        wait = self.wait(channel, now)
        sent = self._sent.pop(channel, None) or deque(maxlen=_MESSAGES)
        sent.append(now + wait)
        self._sent[channel] = sent
        if len(self._sent) > _REMEMBERED:
            del self._sent[next(iter(self._sent))]  # written to least recently
        return wait

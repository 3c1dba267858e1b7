"""Who asks, and what each person asked last: the question that a follow-up goes on from."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

__all__ = ["Asker", "Recent"]

CONTEXT_SECONDS: Final = 600


class Asker(NamedTuple):
    """Who asks, where and when. ``server`` is 0 outside servers; ``now`` in Unix seconds."""

    server: int
    person: int
    channel: int
    now: float
    manages: bool = False
    moderates: bool = False
    """Whether they may take messages of others away."""
    roles: tuple[int, ...] = ()
    parent: int = 0
    """The channel that a thread belongs to; 0 outside threads."""

    @property
    def place(self) -> int:
        """The channel that settings are of: in a thread the one above it."""
        return self.parent or self.channel

    @property
    def places(self) -> tuple[int, int]:
        """The channel, and the one above it."""
        return self.channel, self.parent

    @property
    def today(self) -> date:
        """The day of asking, in UTC."""
        return datetime.fromtimestamp(self.now, UTC).date()


class Recent:
    """The last question of each person in each channel, forgotten after ten minutes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._questions: dict[tuple[int, int], tuple[str, float]] = {}

    def before(self, asker: Asker) -> str | None:
        """The question before, or None."""
        with self._lock:
            question, at = self._questions.get((asker.person, asker.channel), ("", -CONTEXT_SECONDS))
        return question if question and 0 <= asker.now - at < CONTEXT_SECONDS else None

    def note(self, asker: Asker, question: str) -> None:
        """Remember the question, and forget those whose time is over."""
        with self._lock:
            self._questions.pop((asker.person, asker.channel), None)
            self._questions[asker.person, asker.channel] = (question, asker.now)
            while self._questions:
                first = next(iter(self._questions))
                if asker.now - self._questions[first][1] < CONTEXT_SECONDS:
                    break
                del self._questions[first]

    def forget(self, person: int) -> None:
        """Forget a person's questions at once."""
        with self._lock:
            for key in [key for key in self._questions if key[0] == person]:
                del self._questions[key]

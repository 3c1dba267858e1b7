"""Permits for threads, given in turn to those who ask, however much each of them asks for."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Turns"]


class Turns:
    """``count`` permits; any thread may ask."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._lines: OrderedDict[int, deque[object]] = OrderedDict()
        self._called: set[object] = set()
        self._changed = threading.Condition()

    @property
    def waiting(self) -> int:
        """How many threads wait for one."""
        with self._changed:
            return sum(map(len, self._lines.values()))

    @contextmanager
    def turn(self, key: int, unwanted: Callable[[], None]) -> Iterator[None]:
        """Waits for a permit; ``unwanted`` raises when it is no longer waited for."""
        ticket = object()
        with self._changed:
            self._lines.setdefault(key, deque()).append(ticket)
            self._call()
            try:
                while ticket not in self._called:
                    unwanted()
                    self._changed.wait()
            except BaseException:
                self._leave(key, ticket)
                raise
            self._called.remove(ticket)
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._call()

    def look_again(self) -> None:
        """Let those who wait see whether they still want to."""
        with self._changed:
            self._changed.notify_all()

    def _call(self) -> None:
        while self._free and self._lines:
            key, line = next(iter(self._lines.items()))
            self._called.add(line.popleft())
            self._free -= 1
            self._lines.move_to_end(key)
            if not line:
                del self._lines[key]
        self._changed.notify_all()

    def _leave(self, key: int, ticket: object) -> None:
        if ticket in self._called:
            self._called.remove(ticket)
            self._free += 1
            self._call()
        elif ticket in self._lines.get(key, ()):
            self._lines[key].remove(ticket)
            if not self._lines[key]:
                del self._lines[key]

"""Questions go through a gate together; the moment in which a change shows has it for itself.

A question reads many times, in the store and in the index. So that all it reads is of one state, a change
that is ready to be committed waits for the questions under way, and new questions wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident

__all__ = ["Gate"]


class Gate:
    """For any number of threads. Who is inside may come in again, and must not ask for it alone."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside: dict[int, int] = {}
        self._waiting = 0
        self._alone: int | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """For a question; waits while a change is shown, or wants to be."""
        me = get_ident()
        with self._changed:
            self._changed.wait_for(lambda: me in self._inside or self._alone == me or not self._wanted)
            self._inside[me] = self._inside.get(me, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                self._inside[me] -= 1
                if not self._inside[me]:
                    del self._inside[me]
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For a change; waits until every question is through."""
        with self._changed:
            self._waiting += 1
            try:
                self._changed.wait_for(lambda: not self._inside and self._alone is None)
            finally:
                self._waiting -= 1
            self._alone = get_ident()
        try:
            yield
        finally:
            with self._changed:
                self._alone = None
                self._changed.notify_all()

    @property
    def _wanted(self) -> bool:
        return self._alone is not None or self._waiting > 0

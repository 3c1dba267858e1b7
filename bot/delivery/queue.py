"""A fair line: worker threads serve each server in turn, and inside a server each person.

Who would have to wait for too long is told so at once, instead of being answered when it no longer matters.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import inf, isinf
from typing import Final, NamedTuple, TypeVar

__all__ = ["FairQueue", "FullError", "StoppingError", "Turn"]

T = TypeVar("T")
_LEARNED: Final = 20  # turns after which it is known how long one takes
_NEWEST: Final = 0.1  # weight of the newest turn in the average


class FullError(Exception):
    """Too many of this server's questions wait already, or it would take too long."""


class StoppingError(Exception):
    """The line takes no more."""


class Turn(NamedTuple):
    """Whose turn it is. ``server`` is 0 outside servers, where each person has a turn of their own."""

    server: int
    person: int = 0

    @property
    def line(self) -> int:
        """The number of the line to stand in."""
        return self.server or -self.person


class _Job(NamedTuple):
    work: Callable[[], object]
    done: asyncio.Future[object]


class _Line:
    """The jobs of one server, by person."""

    def __init__(self) -> None:
        self._persons: OrderedDict[int, deque[_Job]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._persons.values()))

    def put(self, person: int, job: _Job) -> None:
        self._persons.setdefault(person, deque()).append(job)

    def take(self) -> _Job:
        person, jobs = next(iter(self._persons.items()))
        job = jobs.popleft()
        self._persons.move_to_end(person)
        if not jobs:
            del self._persons[person]
        return job

    def drop(self, person: int, job: _Job) -> bool:
        """Whether it was there."""
        jobs = self._persons.get(person, ())
        if job not in jobs:
            return False
        self._persons[person].remove(job)
        if not jobs:
            del self._persons[person]
        return True

    def before(self, person: int) -> int:
        """How many come before another job of this person, in this line."""
        own = len(self._persons.get(person, ()))
        return sum(min(len(jobs), own + 1) for who, jobs in self._persons.items() if who != person) + own

    def left(self) -> Iterator[_Job]:
        for jobs in self._persons.values():
            yield from jobs


class FairQueue:
    """Belongs to one event loop; ``run`` from there only.

    ``waiting`` jobs of one line may wait, none of them for so long that it would not be done after about
    ``patience`` seconds.
    ``alone``: no two jobs of one line run at the same time.
    """

    def __init__(self, *, threads: int, waiting: int, patience: float = inf, alone: bool = False) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answering")
        self._threads = self._free = threads
        self._limit = waiting
        self._patience = patience
        self._alone = alone
        self._lines: OrderedDict[int, _Line] = OrderedDict()
        self._busy: set[int] = set()
        self._running: set[asyncio.Future[object]] = set()
        self._stopping = False
        self._turns, self._seconds = 0, 0.0

    @property
    def waiting(self) -> int:
        """How many wait, over all servers."""
        return sum(map(len, self._lines.values()))

    @property
    def running(self) -> int:
        """How many are being worked on."""
        return len(self._running)

    def refuses(self, turn: Turn) -> bool:
        """Whether a job would be refused now, since too many wait before it."""
        line = self._lines.get(turn.line)
        if line is not None and len(line) >= self._limit:
            return True
        return bool(self._lines) and self._expected(turn) > self._patience

    def _expected(self, turn: Turn) -> float:
        """Seconds until the turn would come, as far as that can be known."""
        if self._turns < _LEARNED:
            return 0.0
        own = self._lines.get(turn.line)
        mine = own.before(turn.person) if own is not None else 0
        others = sum(min(len(line), mine + 1) for key, line in self._lines.items() if key != turn.line)
        return (mine + others) * self._seconds / self._threads + self._seconds

    async def run(self, turn: Turn, work: Callable[[], T]) -> T:
        """The work's result, once its turn has come. Raises FullError, StoppingError, or what it raises."""
        if self._stopping:
            raise StoppingError
        if self.refuses(turn):
            raise FullError
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future())
        self._lines.setdefault(turn.line, _Line()).put(turn.person, job)
        self._next()
        too_late = None
        if not isinf(self._patience):
            too_late = loop.call_later(self._wait_at_most(), self._leave, turn, job)
        try:
            return await job.done  # type: ignore[return-value]  # the future carries what the work returns
        finally:
            if too_late is not None:
                too_late.cancel()

    def _wait_at_most(self) -> float:
        """Seconds: the patience is for the work, too."""
        return max(self._patience - self._seconds, self._patience / 2)

    def _leave(self, turn: Turn, job: _Job) -> None:
        """Too late for who still waits: better told now than answered when it no longer matters."""
        line = self._lines.get(turn.line)
        if line is None or not line.drop(turn.person, job):
            return  # it has begun
        if not line:
            del self._lines[turn.line]
        if not job.done.done():
            job.done.set_exception(FullError())

    def _next(self) -> None:
        while self._free and (key := self._ready()) is not None:
            line = self._lines[key]
            job = line.take()
            self._lines.move_to_end(key)
            if not line:
                del self._lines[key]
            if job.done.cancelled():
                continue
            self._begin(key, job)

    def _ready(self) -> int | None:
        """The line whose turn it is."""
        return next((key for key in self._lines if not (self._alone and key in self._busy)), None)

    def _begin(self, key: int, job: _Job) -> None:
        self._free -= 1
        self._busy.add(key)
        running = asyncio.get_running_loop().run_in_executor(self._pool, job.work)
        self._running.add(running)
        running.add_done_callback(partial(self._finished, key, job, time.monotonic()))

    def _finished(self, key: int, job: _Job, begun: float, running: asyncio.Future[object]) -> None:
        self._free += 1
        self._busy.discard(key)
        self._running.discard(running)
        took = time.monotonic() - begun
        self._turns += 1
        self._seconds += (took - self._seconds) * max(_NEWEST, 1 / self._turns)
        error = running.exception()
        if not job.done.done():
            if error is not None:
                job.done.set_exception(error)
            else:
                job.done.set_result(running.result())
        self._next()

    async def stop(self, *, patience: float) -> None:
        """Take no more, finish what waits for up to ``patience`` seconds, and let the threads go.

        What still waits then ends with StoppingError; what has begun may end by itself.
        """
        self._stopping = True
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while (self._running or self._lines) and loop.time() < deadline:
            await asyncio.wait({*self._running} or {asyncio.ensure_future(asyncio.sleep(0.01))}, timeout=0.1)
        left = [job for line in self._lines.values() for job in line.left()]
        self._lines.clear()
        for job in left:
            if not job.done.done():
                job.done.set_exception(StoppingError())
        self._pool.shutdown(wait=False, cancel_futures=True)

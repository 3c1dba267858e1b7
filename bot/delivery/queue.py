"""A fair line: worker threads take one question from each server in turn, so that none starves another."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple, TypeVar

__all__ = ["FairQueue", "FullError", "StoppingError"]

T = TypeVar("T")


class FullError(Exception):
    """Too many of this server's questions wait already."""


class StoppingError(Exception):
    """The line takes no more."""


class _Job(NamedTuple):
    work: Callable[[], object]
    done: asyncio.Future[object]


class FairQueue:
    """Belongs to one event loop; ``run`` from there only."""

    def __init__(self, *, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answering")
        self._free = threads
        self._limit = waiting
        self._lines: OrderedDict[int, deque[_Job]] = OrderedDict()
        self._running: set[asyncio.Future[object]] = set()
        self._stopping = False

    @property
    def waiting(self) -> int:
        """How many wait, over all servers."""
        return sum(len(line) for line in self._lines.values())

    async def run(self, server: int, work: Callable[[], T]) -> T:
        """The work's result, once its turn has come. Raises FullError, StoppingError, or what it raises."""
        if self._stopping:
            raise StoppingError
        line = self._lines.setdefault(server, deque())
        if len(line) >= self._limit:
            raise FullError
        job = _Job(work, asyncio.get_running_loop().create_future())
        line.append(job)
        self._next()
        return await job.done  # type: ignore[return-value]  # the future carries what the work returns

    def _next(self) -> None:
        while self._free and self._lines:
            server, line = next(iter(self._lines.items()))
            job = line.popleft()
            self._lines.move_to_end(server)
            if not line:
                del self._lines[server]
            if job.done.cancelled():
                continue
            self._free -= 1
            running = asyncio.get_running_loop().run_in_executor(self._pool, job.work)
            self._running.add(running)
            running.add_done_callback(partial(self._finished, job))

    def _finished(self, job: _Job, running: asyncio.Future[object]) -> None:
        self._free += 1
        self._running.discard(running)
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
        left = [job for line in self._lines.values() for job in line]
        self._lines.clear()
        for job in left:
            if not job.done.done():
                job.done.set_exception(StoppingError())
        self._pool.shutdown(wait=False, cancel_futures=True)

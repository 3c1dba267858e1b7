"""Worker processes for what may take long, take too much or never end: one at a time each, and killable.

A job is a function, named as ``module:function``, that runs in another process and says things as it goes by
its first argument ``say``: values that JSON can hold, so that nothing which a hostile file could bring a
worker to send is ever run here. Turns go round between those who ask. A worker that says nothing for too
long, needs too much memory or is no longer wanted is killed, and another takes its place.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from bot.operations.turns import Turns
from bot.protocols import CancelledError, DiedError, OutOfMemoryError, StoppedError, TooLongError

__all__ = ["InThisProcess", "WorkerProcesses"]

_LOOK: Final = 0.1  # seconds between looks at whether the job is still wanted
_NICE: Final = 10  # questions come first
_BUSY: Final = 15
"""Times as long as in work a job may take by the clock: other processes want the machine as well."""
_TO_BEGIN: Final = 120.0  # seconds in which a process has to be there: the machine may be busy


class WorkerProcesses:
    """A pool; any thread may ask it. Processes start when they are first needed."""

    def __init__(self, count: int, *, megabytes: int) -> None:
        self._megabytes = megabytes
        self._turns = Turns(count)
        self._idle: deque[_Process] = deque()
        self._running: dict[str, _Job] = {}
        self._lock = threading.Lock()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        return self._turns.waiting

    def run(
        self, turn: int, job: str, *arguments: object, take: Callable[[Any], None], seconds: float,
        name: str = "",
    ) -> None:  # fmt: skip
        """Do the job; ``take`` gets what it says. ``turn`` is who asks, ``name`` what ``cancel`` knows it by.

        Raises TooLongError after ``seconds`` of work without a word, OutOfMemoryError, CancelledError,
        DiedError with the reason when the job itself failed, and StoppedError after ``close``.
        """
        running = _Job(name)
        with self._known(running), self._turns.turn(turn, running.unwanted):
            process, whole = self._process(), False
            try:
                process.do(running, (job, arguments), take, seconds)
                whole = True
            finally:
                if whole and not self._closed:
                    self._idle.append(process)
                else:
                    process.kill()

    def cancel(self, name: str) -> bool:
        """End the job of this name, waiting or running; False when there is none."""
        with self._lock:
            job = self._running.get(name)
        if job is None:
            return False
        job.cancelled.set()
        self._turns.look_again()
        return True

    def close(self) -> None:
        """Take no more, and end all processes at once."""
        self._closed = True
        with self._lock:
            jobs = list(self._running.values())
        for job in jobs:
            job.stopped.set()
        self._turns.look_again()
        while self._idle:
            self._idle.pop().kill()

    @contextmanager
    def _known(self, job: _Job) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise StoppedError
            self._running[job.name or str(id(job))] = job
        try:
            yield
        finally:
            with self._lock:
                self._running.pop(job.name or str(id(job)), None)

    def _process(self) -> _Process:
        while self._idle:
            process = self._idle.popleft()
            if process.is_alive:
                return process
        return _Process(self._megabytes)


class InThisProcess:
    """The same without processes, limits and turns: where somebody reads files of their own."""

    def run(
        self, turn: int, job: str, *arguments: object, take: Callable[[Any], None], seconds: float,
        name: str = "",
    ) -> None:  # fmt: skip
        """Do the job. Raises what it raises."""
        del turn, seconds, name
        _function(job)(take, *arguments)

    def cancel(self, name: str) -> bool:
        """Nothing can be."""
        del name
        return False

    def close(self) -> None:
        """Nothing is held."""


class _Job:
    """Something asked of the pool, and whether it is still wanted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cancelled = threading.Event()
        self.stopped = threading.Event()

    def unwanted(self) -> None:
        """Raises StoppedError or CancelledError where it is not."""
        if self.stopped.is_set():
            raise StoppedError
        if self.cancelled.is_set():
            raise CancelledError


class _Process:
    """One worker, started at once; it ends with the process that started it."""

    def __init__(self, megabytes: int) -> None:
        # Not forked: a copy of a process with threads may hold locks that nobody will ever let go of.
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, megabytes), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def do(
        self, job: _Job, work: tuple[str, tuple[object, ...]], take: Callable[[Any], None], seconds: float
    ) -> None:
        try:
            self._ours.send(work)
            kind, value = json.loads(self._received(job, _TO_BEGIN))
            while kind in ("begun", "said"):
                if kind == "said":
                    take(value)
                kind, value = json.loads(self._received(job, seconds))
        except (EOFError, OSError) as error:
            job.unwanted()
            raise DiedError(str(error) or "the process ended") from error
        if kind != "done":
            raise OutOfMemoryError if kind == "memory" else DiedError(value)

    def _received(self, job: _Job, seconds: float) -> bytes:
        begun, used = time.monotonic(), self._used()
        while not self._ours.poll(_LOOK):
            job.unwanted()
            if self._used() - used > seconds or time.monotonic() - begun > seconds * _BUSY:
                raise TooLongError
        return self._ours.recv_bytes()

    def _used(self) -> float:
        """Seconds of processor time so far; 0 where the system does not tell."""
        try:
            told = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0.0
        user, system = told.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self._process.kill()
        self._process.join(1)
        self._ours.close()


def _serve(connection: Connection, megabytes: int) -> None:
    """A worker's life: one job after the other, until nobody is left to ask for one."""
    for number in (signal.SIGINT, signal.SIGTERM):  # whoever started us ends us, in order
        signal.signal(number, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    _limit(megabytes)
    while True:
        try:
            job, arguments = connection.recv()
        except (EOFError, OSError):
            return
        kind, value = _done(connection, job, arguments)
        with suppress(OSError):
            connection.send_bytes(json.dumps((kind, value)).encode())


def _done(connection: Connection, job: str, arguments: tuple[object, ...]) -> tuple[str, str]:
    def say(value: object, kind: str = "said") -> None:
        connection.send_bytes(json.dumps((kind, value)).encode())

    try:
        function = _function(job)
        say("", "begun")
        function(say, *arguments)
    except MemoryError:
        return "memory", ""
    except Exception as error:  # noqa: BLE001 -- told to whoever asked
        return "failed", f"{type(error).__name__}: {error}"
    return "done", ""


def _function(job: str) -> Callable[..., None]:
    module, _, name = job.partition(":")
    function: Callable[..., None] = getattr(importlib.import_module(module), name)
    return function


def _limit(megabytes: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        # What a process writes to, not what it merely maps: libraries map much more than they use.
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))

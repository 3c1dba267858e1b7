"""Worker processes: limits in time and memory, turns, calling off, and ending."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.operations.workers import InThisProcess, WorkerProcesses
from bot.protocols import CancelledError, DiedError, OutOfMemoryError, StoppedError, TooLongError, WorkError


@pytest.fixture
def workers() -> Iterator[WorkerProcesses]:
    pool = WorkerProcesses(1, megabytes=400)
    yield pool
    pool.close()


def said(workers: Any, job: str, *arguments: object, seconds: float = 60, **more: Any) -> list[Any]:
    heard: list[Any] = []
    turn = more.pop("turn", 0)
    workers.run(turn, f"examples.jobs:{job}", *arguments, take=heard.append, seconds=seconds, **more)
    return heard


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def until(reached: Any) -> None:
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Caller(threading.Thread):
    """Asks the pool in a thread of its own; ``ended`` is the error, if any."""

    def __init__(self, workers: WorkerProcesses, job: str, *arguments: object, **more: Any) -> None:
        super().__init__(daemon=True)
        self.heard: list[Any] = []
        self.ended: WorkError | None = None
        self._asked = (workers, job, arguments, more)
        self.start()

    def run(self) -> None:
        workers, job, arguments, more = self._asked
        turn = more.pop("turn", 0)
        try:
            workers.run(turn, f"examples.jobs:{job}", *arguments, take=self.heard.append, seconds=60, **more)
        except WorkError as error:
            self.ended = error


@pytest.mark.parametrize("kind", ["processes", "here"])
def test_what_a_job_says_is_heard_in_order(workers: WorkerProcesses, kind: str) -> None:
    assert said(workers if kind == "processes" else InThisProcess(), "count", 5) == [0, 1, 2, 3, 4]


def test_a_job_runs_in_a_process_of_its_own_that_serves_the_next_one_as_well(
    workers: WorkerProcesses,
) -> None:
    first, second = said(workers, "who"), said(workers, "who")
    assert first == second != [os.getpid()]


@pytest.mark.parametrize(
    ("job", "error"),
    [("spin", TooLongError), ("swell", OutOfMemoryError), ("fail", DiedError), ("vanish", DiedError)],
)
def test_a_job_that_goes_wrong_is_ended_and_the_next_one_is_done(
    workers: WorkerProcesses, job: str, error: type[WorkError]
) -> None:
    with pytest.raises(error):
        said(workers, job, seconds=0.3 if job == "spin" else 60)
    assert said(workers, "count", 2) == [0, 1]


def test_a_job_is_called_off_while_it_runs_and_while_it_waits(workers: WorkerProcesses) -> None:
    running = Caller(workers, "sleep", 600, name="one")
    until(lambda: running.heard)
    waiting = Caller(workers, "count", 3, name="two")
    until(lambda: workers.waiting)
    assert workers.cancel("two")
    waiting.join(60)
    assert (type(waiting.ended), waiting.heard) == (CancelledError, [])
    assert workers.cancel("one")
    running.join(60)
    assert isinstance(running.ended, CancelledError)
    assert not workers.cancel("one")
    assert said(workers, "count", 1) == [0]


def test_who_asks_for_much_lets_others_have_their_turn(workers: WorkerProcesses) -> None:
    first = Caller(workers, "sleep", 600, turn=1, name="first")
    until(lambda: first.heard)
    order: list[str] = []

    def ask(turn: int, word: str) -> None:
        workers.run(turn, "examples.jobs:count", 1, take=lambda _: order.append(word), seconds=60)

    many = [threading.Thread(target=ask, args=(1, "many")) for _ in range(5)]
    for number, thread in enumerate(many, 1):
        thread.start()
        until(lambda number=number: workers.waiting == number)
    one = threading.Thread(target=ask, args=(2, "one"))
    one.start()
    until(lambda: workers.waiting == 6)
    workers.cancel("first")
    for thread in (*many, one):
        thread.join(60)
    assert order.index("one") <= 1


def test_closing_ends_what_runs_and_what_waits_and_no_process_is_left() -> None:
    workers = WorkerProcesses(1, megabytes=400)
    (pid,) = said(workers, "who")
    running = Caller(workers, "spin")
    until(lambda: running.heard)
    waiting = Caller(workers, "count", 3)
    until(lambda: workers.waiting)
    workers.close()
    for caller in (running, waiting):
        caller.join(60)
        assert isinstance(caller.ended, StoppedError)
    until(lambda: gone(pid))
    with pytest.raises(StoppedError):
        said(workers, "count", 1)

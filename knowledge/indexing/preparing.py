"""Articles → each prepared, in their order: by several processes where there are many of them.

Splitting and extraction take four fifths of indexing and know nothing of the store; the one writer goes on
meanwhile. The processes are programs of their own, as a fork would inherit the threads of whoever calls.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TypeAlias

from knowledge.indexing.prepare import Prepared, prepared
from knowledge.indexing.preparer import received, sent
from knowledge.model import Article

__all__ = ["Unprepared", "prepared_in_turn"]

ENOUGH = 60_000
"""Letters of text a process from which it pays: it takes half a second to start, and prepares some 3,000
sentences in a second and a half."""
MOST = 8
"""Processes."""
AHEAD = 4
"""Articles a process that are prepared before they are stored."""

_Wanted: TypeAlias = tuple[Article, frozenset[str]]

_PROGRAM = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r});"
    " from knowledge.indexing.preparer import main; main()"
)
"""Of this very copy of the library, whatever else may be installed."""


class Unprepared(Exception):  # noqa: N818 - an answer rather than a fault
    """An article that cannot be indexed; says why."""


def prepared_in_turn(articles: Sequence[_Wanted]) -> Iterator[Prepared | Unprepared]:
    """What is stored of each article, or why it cannot be; each comes with the sentences to leave out."""
    letters = sum(len(article.text) for article, _ in articles)
    count = min(MOST, os.cpu_count() or 1, letters // ENOUGH)
    if count < 2:
        yield from map(_here, articles)
        return
    with _Workers(count) as workers:
        yield from workers.prepared(articles)


def _here(wanted: _Wanted) -> Prepared | Unprepared:
    article, without = wanted
    try:
        return prepared(article, without=without)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not cost the others
        return Unprepared(f"{type(error).__name__}: {error}")


class _Workers:
    """Processes that prepare; a thread each waits for its answers."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="preparing")
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._all: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> _Workers:
        for _ in range(self._count):
            self._idle.put(self._started())
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._all:
            with suppress(OSError):
                process.communicate()  # ends its input, and so the process

    def prepared(self, articles: Sequence[_Wanted]) -> Iterator[Prepared | Unprepared]:
        """In order; a few articles ahead of whoever takes them."""
        waiting: deque[Future[Prepared | Unprepared]] = deque()
        for article in articles:
            waiting.append(self._threads.submit(self._one, article))
            if len(waiting) > AHEAD * self._count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _one(self, article: _Wanted) -> Prepared | Unprepared:
        process = self._idle.get()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            sent(process.stdin, article)
            answer = received(process.stdout)
        except (OSError, EOFError):
            self._idle.put(self._started())
            return Unprepared("the process that prepared it ended")
        self._idle.put(process)
        return answer if isinstance(answer, Prepared) else Unprepared(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._all.append(process)
        return process

"""A thread that tells the libraries of a process when the truth has news: by NOTIFY, or by looking.

A standby notifies nobody, so there it looks, with pauses that grow while nothing happens. Where it may listen
it looks as well, seldom: a notice may be lost with a connection.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

import psycopg
from psycopg.sql import SQL, Identifier

from knowledge.errors import DatelineError
from knowledge.storage.postgres.database import EVERYTHING, Connection, Database
from knowledge.storage.postgres.failures import in_words
from knowledge.storage.postgres.truth import CHANNEL

__all__ = ["News", "Watch"]

_SHORTEST, _LONGEST = 0.05, 1.0
"""Seconds between two looks at a standby."""

_SELDOM = 5.0
"""Seconds between two looks where notices come."""

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


class News(NamedTuple):
    """What is known of the truth of a library, seen from a copy of some generation."""

    generation: int
    age: float
    """Seconds since the oldest change was made that the copy has not taken over; 0 when it has all."""
    seen: float
    """When that was looked at, by the process's monotonic clock."""


class Follower(NamedTuple):
    """A copy: how far it has come, and what is called with the news."""

    generation: Callable[[], int]
    hear: Callable[[News], None]


class Watch:
    """Open until ``close``. ``prepare`` is called whenever there is a new connection, and may refuse it."""

    def __init__(self, database: Database, *, prepare: Callable[[], object] = lambda: None) -> None:
        self._database = database
        self._prepare = prepare
        self._followers: dict[str, Follower] = {}
        self._changed = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, library: str, follower: Follower) -> None:
        """Tell it news of the library from now on; one follower for each library."""
        with self._changed:
            self._followers[library] = follower
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="following", daemon=True)
                self._thread.start()

    def remove(self, library: str) -> None:
        """Tell it no more."""
        with self._changed:
            self._followers.pop(library, None)

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        pause = _SHORTEST
        while not self._stop.is_set():
            try:
                self._prepare()
                connection = self._database.connect(read_write=False)
                with connection, in_words(self._database.where):
                    pause = _SHORTEST
                    self._follow(connection)
            except DatelineError as error:
                _log.info("not followed for %.1f s: %s", pause, error)
            except Exception:  # noqa: BLE001 - the log has the traceback; answers go on from what there is
                _log.exception("not followed for %.1f s", pause)
            self._stop.wait(pause)
            pause = min(2 * pause, _LONGEST)

    def _follow(self, connection: Connection) -> None:
        """Look again and again, until the connection is lost or the thread is to end."""
        connection.execute("SELECT set_config('dateline.library', %s, false)", (EVERYTHING,))
        listening, pause = False, _SHORTEST
        while not self._stop.is_set():
            began = monotonic()
            listening = listening or _listens(connection)
            pause = _SHORTEST if self._look(connection) else min(2 * pause, _LONGEST)
            # Questions get a third of the time for sure; changes that come meanwhile are taken over together.
            self._stop.wait(min((monotonic() - began) / 2, _LONGEST))
            if listening:
                self._wait_for_notice(connection)
            else:
                self._stop.wait(pause)

    def _wait_for_notice(self, connection: Connection) -> None:
        end = monotonic() + _SELDOM
        while not self._stop.is_set() and monotonic() < end:
            for _ in connection.notifies(timeout=_LONGEST / 2, stop_after=1):
                return

    def _look(self, connection: Connection) -> bool:
        """Whether anything was new."""
        with self._changed:
            followers = dict(self._followers)
        standing = {library: follower.generation() for library, follower in followers.items()}
        rows = connection.execute(_LOOK, (list(standing), list(standing.values()))).fetchall()
        seen = monotonic()
        new = False
        for library, generation, age in rows:
            news = News(generation, float(age), seen)
            followers[library].hear(news)
            new = new or generation != standing[library]
        return new


_LOOK = """
SELECT l.id, l.generation, greatest(
    (SELECT extract(epoch FROM clock_timestamp() - c.at) FROM change c
     WHERE c.library = l.id AND c.generation > own.generation ORDER BY c.generation LIMIT 1),
    CASE WHEN pg_is_in_recovery() AND (
        pg_last_wal_receive_lsn() IS DISTINCT FROM pg_last_wal_replay_lsn()
        OR NOT EXISTS (SELECT 1 FROM pg_stat_wal_receiver))
    THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END, 0)
FROM unnest(%s::text[], %s::bigint[]) AS own (id, generation) JOIN library l USING (id)
"""


def _listens(connection: Connection) -> bool:
    """Whether notices come over the connection: a standby has none, until it is promoted."""
    recovering = connection.execute("SELECT pg_is_in_recovery()").fetchone()
    if recovering is None or recovering[0]:
        return False
    try:
        connection.execute(SQL("LISTEN {}").format(Identifier(CHANNEL)))
    except psycopg.NotSupportedError:
        return False
    return True

"""Work that one process does for all: settled by a lock in the database, handed on when its holder dies."""

from __future__ import annotations

from hashlib import blake2b
from threading import Lock

import psycopg

from knowledge.storage.postgres.database import Connection, Database
from knowledge.storage.postgres.failures import in_words

__all__ = ["Job"]


class Job:
    """A named piece of work. Open until ``close``; any thread may ask.

    The lock is a connection's: the database lets go of it when the connection ends, however it ends. What the
    holder writes over that same connection cannot be written after the lock is lost. There is no clock in it.
    """

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
        self._asking = Lock()
        self._connection: Connection | None = None

    def taken(self) -> Connection | None:
        """The connection to work over, when the work is ours; None while another process has it.

        Raises UnreachableError where the database cannot be asked.
        """
        with self._asking:
            if self._connection is not None and not _alive(self._connection):
                self._connection.close()
                self._connection = None
            if self._connection is None:
                self._connection = self._asked_for()
            return self._connection

    def close(self) -> None:
        """Leave the work to others."""
        with self._asking:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _asked_for(self) -> Connection | None:
        connection = self._database.connect(read_write=True)
        try:
            with in_words(self._database.where):
                got = connection.execute("SELECT pg_try_advisory_lock(%s)", (self._key,)).fetchone()
        except BaseException:
            connection.close()
            raise
        if got and got[0]:
            return connection
        connection.close()
        return None


def _alive(connection: Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True

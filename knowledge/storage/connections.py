"""Connections to one SQLite file: checked to be ours when opened, one for writing, a pool for reading."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.errors import BusyError, IndexDamagedError, OtherVersionError, StorageError
from knowledge.storage.schema import APPLICATION, SCHEMA, TABLES

__all__ = ["Connections"]

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# What cannot be read back; that something cannot be written says nothing of what is there.
_UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}
_JOURNAL = 8 << 20
"""Bytes beyond which what a large run leaves in the journal is put into the file at once."""
_PATIENCE = 30
"""Seconds that a connection waits for another to let go of the file."""
_CHECKED_WHOLE = 4 << 20
"""Bytes up to which a file is checked page by page when opened (about a millisecond each megabyte)."""


class Connections:
    """One file (or memory, for None). Any number of threads may read, one at a time may write.

    Raises IndexDamagedError when the file is damaged or not ours, StorageError when it cannot be used.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.RLock()  # the writer's, held as long as a transaction
        self._pool = threading.Lock()
        self._writer_thread: int | None = None
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        with self._wrapped():
            self._writer = self._connect()
            try:
                _check(self._writer, path)
                self._prepare()
            except BaseException:
                self.close()
                raise

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside ``writing``."""
        return self._writer_thread == threading.get_ident()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the last committed state; inside ``writing``, what has been written."""
        if self._path is None or self.is_writing:
            with self._lock, self._wrapped():
                yield self._writer
            return
        with self._wrapped():
            connection = self._borrow()
            try:
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or, after an exception, nothing. Inside another, a part of that."""
        with self._lock, self._wrapped():
            if self._writer_thread is not None:
                yield self._writer
                return
            self._writer.execute("BEGIN IMMEDIATE")
            self._writer_thread = threading.get_ident()
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            finally:
                self._writer_thread = None
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
            self._shorten()

    def close(self) -> None:
        """Let go of the file; a connection that is being read is closed by its reader.

        SQLite's module for Python ends the process when a connection is closed under a statement that runs.
        """
        with self._lock, self._pool:
            self._closed = True
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            ":memory:" if self._path is None else self._path,
            isolation_level=None,
            check_same_thread=False,
            timeout=_PATIENCE,
        )
        connection.execute("PRAGMA cache_size = -16384")  # KiB
        connection.execute("PRAGMA mmap_size = 1073741824")
        return connection

    def _borrow(self) -> sqlite3.Connection:
        with self._pool:
            if self._closed:
                raise sqlite3.ProgrammingError("the store is closed")
            if self._idle:
                return self._idle.pop()
            connection = self._connect()
        connection.execute("PRAGMA query_only = 1")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._pool:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _prepare(self) -> None:
        self._writer.execute("PRAGMA journal_mode = WAL")
        self._writer.execute("PRAGMA synchronous = NORMAL")
        if _number(self._writer, "user_version") == SCHEMA:
            return
        with self.writing() as connection:
            if _number(connection, "user_version") != SCHEMA:
                for statement in _statements(TABLES):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {SCHEMA}")

    def _shorten(self) -> None:
        """Give back the room of a long journal, unless somebody reads in it just now."""
        if self._path is None:
            return
        with suppress(FileNotFoundError):
            if _journal(self._path).stat().st_size > _JOURNAL:
                self._writer.execute("PRAGMA busy_timeout = 0")
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._writer.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")

    def _leave_word(self) -> None:
        if self._path is not None:
            with suppress(OSError):
                _suspect(self._path).touch()

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        """SQLite's errors in words for people; mistakes in our own use of it stay what they are."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
            raise
        except sqlite3.DatabaseError as error:
            whole = getattr(error, "sqlite_errorcode", 0)
            code = whole & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise BusyError(f"{self._path}: held by another process ({error}); try again") from error
            if code in _DAMAGE or whole in _UNREADABLE:
                self._leave_word()
                raise IndexDamagedError(f"{self._path}: the index is damaged ({error})") from error
            raise StorageError(
                f"{self._path}: {error}; set DATELINE_HOME to a folder that can be written"
            ) from error


def _check(connection: sqlite3.Connection, path: Path | None) -> None:
    if path is None or _is_new(connection):
        return
    if _number(connection, "application_id") != APPLICATION:
        raise IndexDamagedError(f"{path}: not an index of Dateline")
    if _number(connection, "user_version") != SCHEMA:
        raise OtherVersionError(f"{path}: an index of another version of Dateline")
    size = path.stat().st_size
    whole = _number(connection, "page_count") * _number(connection, "page_size")
    if size < whole and not _has_journal(path):
        raise IndexDamagedError(f"{path}: the index is cut short ({size} of {whole} bytes)")
    suspect = _suspect(path)
    if size <= _CHECKED_WHOLE or suspect.exists():
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise IndexDamagedError(f"{path}: the index is damaged ({verdict})")
        suspect.unlink(missing_ok=True)


def _journal(path: Path) -> Path:
    """What SQLite keeps beside the file until it is put into it."""
    return path.with_name(path.name + "-wal")


def _has_journal(path: Path) -> bool:
    return _journal(path).exists() and _journal(path).stat().st_size > 0


def _is_new(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to it."""
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    return empty and not _number(connection, "application_id") and not _number(connection, "user_version")


def _suspect(path: Path) -> Path:
    """Left by whoever met damage in the middle of work, for the next who opens the file."""
    return path.with_name(path.name + "-suspect")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

"""What the bot keeps, in one SQLite file: exchanges, votes, settings, audits, notes and documents.

Any number of threads and processes may use one file: writes are short, and wait for each other.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Self

from knowledge.errors import BusyError, IndexDamagedError, OtherVersionError, StorageError
from knowledge.storage import document_rows
from knowledge.storage.exchange_ids import fits, new_id
from knowledge.storage.guild_state import COLUMNS, Asked, Audit, Exchange, Gap, Rows

__all__ = ["Asked", "Audit", "Exchange", "Gap", "GuildStore"]

_TABLES = """
create table if not exists exchange (
    id integer primary key autoincrement, server integer not null, person text not null,
    kind text not null, question text not null, context text, private integer not null,
    answered integer not null, cited text not null, at integer not null, reason text not null default '');
create index if not exists exchange_by_server on exchange (server, at);
create index if not exists exchange_by_person on exchange (person);
create table if not exists vote (
    exchange integer not null references exchange (id) on delete cascade, person text not null,
    good integer not null, reason text not null, words text not null, at integer not null,
    primary key (exchange, person));
create index if not exists vote_by_person on vote (person);
create table if not exists setting (server integer primary key, value text not null);
create table if not exists audit (
    id integer primary key, server integer not null, person integer not null, what text not null,
    at integer not null);
create index if not exists audit_by_server on audit (server, id);
create table if not exists note (name text primary key, value text not null);
"""
_SCHEMA = f"{_TABLES}{document_rows.SCHEMA}"
_VERSION = 1
"""Of what is kept; a newer one is refused, since what it means is not known here."""
_PATIENCE = 1.0  # seconds to wait for another process's write; an answer may take no longer


class GuildStore(document_rows.DocumentRows):
    """A GuildState in a file, or in memory for None.

    Open until ``close``; raises BusyError, StorageError or IndexDamagedError where the file does.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        with _told(path):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=_PATIENCE, check_same_thread=False, isolation_level=None
            )
            _check_version(self._connection, path)
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma foreign_keys = on")
            _bring_up(self._connection)
            self._connection.execute(f"pragma user_version = {_VERSION}")
            # Who reads does not wait for who waits to write; what is in memory has one connection only.
            self._reading = self._connection
            self._reading_lock = self._lock
            if path is not None:
                self._reading = sqlite3.connect(
                    path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None
                )
                self._reading_lock = threading.Lock()
        self._path = path

    @classmethod
    def copy_of(cls, path: Path) -> Self:
        """What the file holds, in memory: where nothing can be written. Empty where there is no file."""
        store = cls(None)
        with _told(path), suppress(FileNotFoundError):
            path.stat()
            # Nobody writes it: neither a journal beside it nor a lock is needed, or could be made.
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as kept:
                _check_version(kept, path)
                kept.backup(store._connection)
                _bring_up(store._connection)
        return store

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
        if self._reading is not self._connection:
            with self._reading_lock:
                self._reading.close()

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with self._reading_lock, _told(self._path):
            return self._reading.execute(statement, values).fetchall()

    def _write(self, statement: str, *values: object) -> tuple[int, int]:
        """The last row's id and how many rows changed."""
        with self._lock, _told(self._path):
            cursor = self._connection.execute(statement, values)
            return cursor.lastrowid or 0, cursor.rowcount

    def remember(self, exchange: Exchange) -> int:
        """Keep an exchange; its id, by which buttons find it, is made here."""
        ref = new_id(exchange.shown)
        self._write(
            "insert into exchange (id, server, person, kind, question, context, private, answered, cited, at,"
            " reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ref,
            *exchange[1:],
        )
        return ref

    def recall(self, ref: int, *, server: int) -> Exchange | None:
        """The server's exchange of this id, as long as it is kept and the id fits it."""
        rows = self._run("select * from exchange where id = ? and server = ?", ref, server)
        found = _exchange(rows[0]) if rows else None
        return found if found and fits(ref, found.shown) else None

    def rename(self, ref: int, *, server: int, kind: str) -> None:
        """Give the server's exchange of this id another kind: a withdrawn one counts no more."""
        self._write("update exchange set kind = ? where id = ? and server = ?", kind, ref, server)

    def vote(
        self, ref: int, person: str, *, server: int, good: bool, reason: str, words: str, at: int
    ) -> None:
        """One vote a person and exchange; a later one replaces it."""
        self._write(
            "insert or replace into vote select ?, ?, ?, ?, ?, ? where exists"
            " (select 1 from exchange where id = ? and server = ?)",
            ref, person, good, reason, words, at, ref, server,
        )  # fmt: skip

    def gaps(self, server: int) -> tuple[Gap, ...]:
        """Questions of a server without an answer or with a vote against it, oldest first."""
        rows = self._run(
            "select e.question, e.answered, group_concat(v.reason, char(31)), e.at,"
            " group_concat(v.words, char(31)),"
            " (select count(*) from vote w where w.exchange = e.id and w.good = 1)"
            " from exchange e left join vote v on v.exchange = e.id and v.good = 0"
            " where e.server = ? and e.kind = 'ask' and (e.answered = 0 or v.exchange is not null)"
            " group by e.id order by e.at, e.id",
            server,
        )
        return tuple(
            Gap(
                str(question), bool(answered), tuple(str(reasons).split("\x1f")) if reasons else (), _int(at),
                tuple(filter(None, str(words or "").split("\x1f"))), _int(liked),
            )
            for question, answered, reasons, at, words, liked in rows
        )  # fmt: skip

    def asked(self, server: int, since: int) -> tuple[Asked, ...]:
        """All questions of a server from a moment on, oldest first."""
        rows = self._run(
            "select e.question, e.answered, e.reason, count(case when v.good = 1 then 1 end),"
            " count(case when v.good = 0 then 1 end), e.at from exchange e"
            " left join vote v on v.exchange = e.id where e.server = ? and e.kind = 'ask' and e.at >= ?"
            " group by e.id order by e.at, e.id",
            server, since,
        )  # fmt: skip
        return tuple(
            Asked(str(question), bool(answered), str(reason), _int(liked), _int(disliked), _int(at))
            for question, answered, reason, liked, disliked, at in rows
        )

    def forget_person(self, person: str) -> int:
        """Delete a person's exchanges and votes, everywhere; how many there were."""
        votes = self._write("delete from vote where person = ?", person)[1]
        return votes + self._write("delete from exchange where person = ?", person)[1]

    def forget_before(self, at: int) -> int:
        """Delete exchanges older than a moment, with their votes; how many there were."""
        return self._write("delete from exchange where at < ?", at)[1]

    def forget_questions(self, server: int) -> int:
        """Delete a server's exchanges, with their votes; how many there were."""
        return self._write("delete from exchange where server = ?", server)[1]

    def cited_since(self, server: int, at: int) -> tuple[str, ...]:
        """What was cited in a server's exchanges from a moment on, as it was kept."""
        statement = "select cited from exchange where server = ? and at >= ? and cited <> ''"
        return tuple(str(row[0]) for row in self._run(statement, server, at))

    def setting(self, server: int) -> str | None:
        """A server's settings as they were stored."""
        rows = self._run("select value from setting where server = ?", server)
        return str(rows[0][0]) if rows else None

    def set_setting(self, server: int, value: str) -> None:
        """Store a server's settings whole."""
        self._write("insert or replace into setting values (?, ?)", server, value)

    def audit(self, server: int, person: int, what: str, at: int) -> None:
        """List a change; the same of the same second once."""
        values = server, person, what, at
        self._write(
            "insert into audit (server, person, what, at) select ?, ?, ?, ? where not exists"
            " (select 1 from audit where server = ? and person = ? and what = ? and at = ?)",
            *values, *values,
        )  # fmt: skip

    def audits(self, server: int, count: int) -> tuple[Audit, ...]:
        """A server's latest changes, the latest first."""
        rows = self._run(
            "select person, what, at from audit where server = ? order by id desc limit ?", server, count
        )
        return tuple(Audit(_int(person), str(what), _int(at)) for person, what, at in rows)

    def note(self, name: str) -> str | None:
        """Something the bot remembers about itself."""
        rows = self._run("select value from note where name = ?", name)
        return str(rows[0][0]) if rows else None

    def set_note(self, name: str, value: str) -> None:
        """Remember something."""
        self._write("insert or replace into note values (?, ?)", name, value)

    def first_note(self, name: str, value: str) -> str:
        """What is remembered under the name; the value is, when nothing was. Safe between processes."""
        self._write("insert or ignore into note values (?, ?)", name, value)
        return self.note(name) or value

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether the named work is ours while the block runs; no other process has it then."""
        from filelock import FileLock, Timeout

        if self._path is None:
            yield True
            return
        lock = FileLock(self._path.with_name(f"{name.replace(' ', '-')}.lock"))
        try:
            with lock.acquire(timeout=0):
                yield True
        except Timeout:
            yield False

    def dump(self) -> Rows:
        """All rows, by table."""
        return {
            table: self._run(f"select {', '.join(columns)} from {table} order by 1, 2")  # noqa: S608 - of the schema
            for table, columns in COLUMNS.items()
        }

    def load(self, rows: Rows) -> None:
        """Take in these rows, where there are none yet."""
        with self._lock, _told(self._path):
            self._connection.execute("begin immediate")
            for table, columns in COLUMNS.items():
                self._connection.executemany(
                    f"insert into {table} ({', '.join(columns)})"  # noqa: S608 - as above
                    f" values ({', '.join('?' * len(columns))})",
                    rows[table],
                )
            self._connection.execute("commit")

    @staticmethod
    def check(source: Path) -> None:
        """Raises IndexDamagedError where the file does not hold what a store holds."""
        with _told(source), closing(sqlite3.connect(source)) as copy, closing(GuildStore(None)) as empty:
            # A backup of before there were documents, or reasons, is whole without them.
            wanted = {one for one in empty.columns() if one[0] != "document" and one not in _ADDED}
            if not wanted <= _columns(copy):
                raise IndexDamagedError(f"{source}: is no store of the bot's; restore a backup")
            _check_version(copy, source)

    def columns(self) -> set[tuple[str, str]]:
        """The names of all tables' columns, each with its table's."""
        return _columns(self._connection)

    def backup(self, target: Path) -> None:
        """A consistent copy, while others go on writing."""
        with _told(target), closing(sqlite3.connect(target)) as copy, self._lock:
            self._connection.backup(copy)

    def restore(self, source: Path) -> None:
        """Become a copy of the file, at once for all who have this one open.

        Raises IndexDamagedError, and stays as it is, where the file does not hold what a store holds.
        """
        self.check(source)
        with _told(source), closing(sqlite3.connect(source)) as copy, self._lock:
            copy.backup(self._connection)
            _bring_up(self._connection)


_ADDED = {("exchange", "reason"): "text not null default ''"}
"""Columns that a file of before does not have."""


def _bring_up(connection: sqlite3.Connection) -> None:
    """Give a file of before all tables and columns."""
    connection.executescript(_SCHEMA)
    if not _ADDED.keys() <= _columns(connection):
        connection.execute("begin immediate")  # another process may be about it, too
        for table, column in _ADDED.keys() - _columns(connection):
            connection.execute(f"alter table {table} add column {column} {_ADDED[table, column]}")
        connection.execute("commit")


def _check_version(connection: sqlite3.Connection, path: Path | None) -> None:
    if connection.execute("pragma user_version").fetchone()[0] > _VERSION:
        raise OtherVersionError(
            f"{path}: was kept by a newer version of Dateline; install that one again, or restore a backup "
            f"of this version"
        )


def _columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The names of all tables' columns, each with its table's."""
    return set(
        connection.execute(
            "select t.name, c.name from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table'"
        )
    )


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BusyError(f"{path}: another process is writing; try again") from error
        raise StorageError(f"{path}: cannot be written or read ({error}); is the disk full?") from error
    except OSError as error:
        why = error.strerror or error
        raise StorageError(
            f"{path}: cannot be kept there ({why}); set DATELINE_HOME to a folder of yours"
        ) from error
    except sqlite3.DatabaseError as error:
        raise IndexDamagedError(f"{path}: is damaged ({error}); restore a backup") from error


def _exchange(row: tuple[object, ...]) -> Exchange:
    ref, server, person, kind, question, context, private, answered, cited, at, reason = row
    return Exchange(
        _int(ref), _int(server), str(person), str(kind), str(question),
        None if context is None else str(context), bool(private), bool(answered), str(cited), _int(at),
        str(reason),
    )  # fmt: skip


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value

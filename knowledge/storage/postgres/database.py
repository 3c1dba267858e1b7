"""A PostgreSQL cluster, of one host or many: connections to whoever takes changes, and to any for reading."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from knowledge.errors import SettingError, UnreachableError
from knowledge.storage.postgres.failures import AWAY, in_words

__all__ = ["EVERYTHING", "SCHEMA", "Connection", "Database"]

Connection = psycopg.Connection[tuple[Any, ...]]
T = TypeVar("T")

SCHEMA = "dateline"
"""The schema in which all tables stand."""

EVERYTHING = "*"
"""The scope in which the rows of all libraries show: for work on the whole."""

PATIENCE = 10.0
"""Seconds for which a change waits for a database that is away. A failover by Patroni takes longer: a person
who waits wants to be told, and a job tries again."""

_MOMENT = 0.5
"""Seconds after which a connection that has not come is asked for again."""

_AT_ONCE = 8
"""Connections of one process for writing, and as many for reading."""

_STEADY: dict[str, str | int] = {
    "connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000, "application_name": "dateline",
}  # fmt: skip
"""A host that has gone without a word is given up after some ten seconds. What the address says wins."""

# Each try of the pool that fails would be told; whoever asks is told, once.
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


class Database:
    """Open until ``close``; any thread may use it. Connections are made when they are needed.

    ``url`` is what libpq takes: several hosts may stand in it, with ``target_session_attrs`` for reading;
    changes always go to the one that takes them. Raises SettingError where it is no such address.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        try:
            given: dict[str, str | int] = {
                name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None
            }
        except psycopg.ProgrammingError as error:
            raise SettingError(
                "DATELINE_DATABASE_URL: an address such as postgresql://dateline@db1,db2/dateline is wanted"
            ) from error
        self._given = _STEADY | given
        self.patience = patience
        self._pools: dict[bool, ConnectionPool[Connection]] = {}
        for read_write in (True, False):
            self._pools[read_write] = _pool(self._conninfo(read_write))

    @property
    def where(self) -> str:
        """The database's hosts and name, for people."""
        hosts = self._given.get("host") or self._given.get("hostaddr") or "the local socket"
        return f"{self._given.get('dbname') or self._given.get('user') or 'dateline'} at {hosts}"

    @property
    def is_private(self) -> bool:
        """Whether the line to it is encrypted, or stays on this machine."""
        hosts = str(self._given.get("host") or self._given.get("hostaddr") or "/").split(",")
        near = all(host.startswith("/") or host in ("localhost", "127.0.0.1", "::1") for host in hosts)
        return near or self._given.get("sslmode") in ("require", "verify-ca", "verify-full")

    @property
    def line(self) -> str:
        """How one gets there, for people."""
        if not self.is_private:
            return "others may read along; add sslmode=verify-full to DATELINE_DATABASE_URL"
        return f"sslmode={self._given.get('sslmode', 'prefer')}"

    @contextmanager
    def writing(self, scope: str, *, over: Connection | None = None) -> Iterator[Connection]:
        """One transaction where changes are taken, in which the rows of ``scope`` show.

        ``over`` is a connection of one's own to use for it. Raises UnreachableError when none takes changes
        for long enough: then nothing is stored, unless the connection was lost in the very moment of the
        commit. So what is written is written so that twice is once.
        """
        lent = nullcontext(over) if over else self._lent(read_write=True)
        with in_words(self.where), lent as connection, _transaction(connection, scope):
            yield connection

    @contextmanager
    def reading(self, scope: str) -> Iterator[Connection]:
        """One transaction on any host that the address allows; all it reads is of one moment."""
        mode = "ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        lent = self._lent(read_write=False)
        with in_words(self.where), lent as connection, _transaction(connection, scope, mode):
            yield connection

    def write(self, scope: str, work: Callable[[Connection], T]) -> T:
        """``writing`` for work that may be done twice: where a connection is lost, it is done once more."""
        began = monotonic()
        try:
            with self.writing(scope) as connection:
                return work(connection)
        except UnreachableError:
            if monotonic() - began > self.patience:
                raise  # nobody has come meanwhile, either
            with self.writing(scope) as connection:
                return work(connection)

    def connect(self, *, read_write: bool) -> Connection:
        """A connection of one's own, in autocommit, for a lock or for listening. Raises UnreachableError."""
        with in_words(self.where):
            connection = psycopg.connect(self._conninfo(read_write), autocommit=True)
            _prepare(connection)
            return connection

    def close(self) -> None:
        """Let go of all connections."""
        for pool in self._pools.values():
            pool.close(timeout=2)

    @contextmanager
    def _lent(self, *, read_write: bool) -> Iterator[Connection]:
        pool = self._pools[read_write]
        end = monotonic() + self.patience
        while True:
            try:
                connection = pool.getconn(timeout=_MOMENT)
                break
            except PoolTimeout:
                # The pool does not say why. Asking by hand does, and tells at once what waiting cannot mend.
                try:
                    self.connect(read_write=read_write).close()
                except UnreachableError:
                    # Who only reads has a copy, or what was known before.
                    if not read_write or monotonic() > end:
                        raise
        try:
            yield connection
        finally:
            pool.putconn(connection)

    def _conninfo(self, read_write: bool) -> str:
        wanted = {"target_session_attrs": "read-write"} if read_write else {}
        return make_conninfo("", **{**self._given, **wanted})


def _pool(conninfo: str) -> ConnectionPool[Connection]:
    return ConnectionPool(
        conninfo,
        kwargs={"autocommit": True},
        min_size=0,
        max_size=_AT_ONCE,
        open=True,
        configure=_prepare,
        check=_check,
        # An attempt that fails is given up at once, and the next who asks begins a new one: the pool's own
        # pauses double, and would outlast a failover.
        reconnect_timeout=_MOMENT,
        max_idle=120,
        num_workers=2,
    )


def _prepare(connection: Connection) -> None:
    connection.execute(f"SET search_path = {SCHEMA}")


def _check(connection: Connection) -> None:
    """Refuses a connection that is dead."""
    connection.execute("")


@contextmanager
def _transaction(connection: Connection, scope: str, mode: str = "") -> Iterator[None]:
    """A transaction; after a failure that speaks of the host, the connection is not used again."""
    try:
        connection.execute(f"BEGIN {mode}")
        connection.execute("SELECT set_config('dateline.library', %s, true)", (scope,))
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if isinstance(error, AWAY):
            connection.close()
        elif not connection.closed:
            connection.execute("ROLLBACK")
        raise

"""What the bot keeps, in PostgreSQL: the same as ``knowledge.storage.guild_store`` keeps in a file.

Each call names the server it is for, and the database shows it no other's rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString
from uuid import NAMESPACE_OID, uuid5

from knowledge.storage.exchange_ids import fits, new_id
from knowledge.storage.guild_state import COLUMNS, Asked, Audit, Exchange, Gap, Rows
from knowledge.storage.guild_store import GuildStore
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.database import EVERYTHING, Connection
from knowledge.storage.postgres.document_rows import PostgresDocumentRows
from knowledge.storage.postgres.scopes import scope_of

__all__ = ["PostgresGuildStore"]


class PostgresGuildStore(PostgresDocumentRows):
    """A GuildState; safe from any thread. Raises UnreachableError where the database is away.

    Reading does with a standby where there is no primary; a change that is lost on the way is sent once more.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._database = cluster.database

    def close(self) -> None:
        """The database is closed by who opened it."""

    def remember(self, exchange: Exchange) -> int:
        """Keep an exchange; its id, by which buttons find it, is made here."""
        ref = new_id(exchange.shown)
        self.put_exchange(exchange._replace(id=ref))
        return ref

    def put_exchange(self, exchange: Exchange) -> None:
        """Keep an exchange under the id that it has; twice is once."""
        self._write(
            exchange.server,
            "INSERT INTO exchange (id, server, person, kind, question, context, private, answered, cited, at,"
            " reason) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
            *exchange,
        )

    def recall(self, ref: int, *, server: int) -> Exchange | None:
        """The server's exchange of this id, as long as it is kept and the id fits it."""
        found = self._read(
            server,
            "SELECT id, server, person, kind, question, context, private, answered, cited, at, reason"
            " FROM exchange WHERE id = %s AND server = %s",
            ref,
            server,
        )
        exchange = Exchange(*found[0]) if found else None
        return exchange if exchange and fits(ref, exchange.shown) else None

    def rename(self, ref: int, *, server: int, kind: str) -> None:
        """Give the server's exchange of this id another kind: a withdrawn one counts no more."""
        self._write(
            server, "UPDATE exchange SET kind = %s WHERE id = %s AND server = %s", kind, ref, server
        )  # fmt: skip

    def vote(
        self, ref: int, person: str, *, server: int, good: bool, reason: str, words: str, at: int
    ) -> None:
        """One vote a person and exchange; a later one replaces it."""
        self._write(
            server,
            "INSERT INTO vote (exchange, server, person, good, reason, words, at)"
            " SELECT id, server, %s, %s, %s, %s, %s FROM exchange WHERE id = %s AND server = %s"
            " ON CONFLICT (exchange, person) DO UPDATE SET good = excluded.good, reason = excluded.reason,"
            " words = excluded.words, at = excluded.at",
            person, good, reason, words, at, ref, server,
        )  # fmt: skip

    def gaps(self, server: int) -> tuple[Gap, ...]:
        """Questions of a server without an answer or with a vote against it, oldest first."""
        rows = self._read(
            server,
            "SELECT e.question, e.answered, array_agg(v.reason) FILTER (WHERE v.exchange IS NOT NULL), e.at,"
            " array_agg(v.words) FILTER (WHERE v.words <> ''),"
            " (SELECT count(*) FROM vote w WHERE w.exchange = e.id AND w.good)"
            " FROM exchange e LEFT JOIN vote v ON v.exchange = e.id AND NOT v.good"
            " WHERE e.server = %s AND e.kind = 'ask' AND (NOT e.answered OR v.exchange IS NOT NULL)"
            " GROUP BY e.id ORDER BY e.at, e.id",
            server,
        )
        return tuple(
            Gap(question, answered, tuple(reasons or ()), at, tuple(words or ()), liked)
            for question, answered, reasons, at, words, liked in rows
        )

    def asked(self, server: int, since: int) -> tuple[Asked, ...]:
        """All questions of a server from a moment on, oldest first."""
        rows = self._read(
            server,
            "SELECT e.question, e.answered, e.reason, count(*) FILTER (WHERE v.good),"
            " count(*) FILTER (WHERE NOT v.good), e.at FROM exchange e LEFT JOIN vote v ON v.exchange = e.id"
            " WHERE e.server = %s AND e.kind = 'ask' AND e.at >= %s GROUP BY e.id ORDER BY e.at, e.id",
            server, since,
        )  # fmt: skip
        return tuple(Asked(*row) for row in rows)

    def forget_person(self, person: str) -> int:
        """Delete a person's exchanges and votes, everywhere; how many there were."""

        def work(connection: Connection) -> int:
            votes = connection.execute("DELETE FROM vote WHERE person = %s", (person,)).rowcount
            return votes + connection.execute("DELETE FROM exchange WHERE person = %s", (person,)).rowcount

        return self._database.write(EVERYTHING, work)

    def forget_before(self, at: int) -> int:
        """Delete exchanges older than a moment, with their votes; how many there were."""
        return self._delete(EVERYTHING, "DELETE FROM exchange WHERE at < %s", at)

    def forget_questions(self, server: int) -> int:
        """Delete a server's exchanges, with their votes; how many there were."""
        return self._delete(scope_of(server), "DELETE FROM exchange WHERE server = %s", server)

    def cited_since(self, server: int, at: int) -> tuple[str, ...]:
        """What was cited in a server's exchanges from a moment on, as it was kept."""
        query: LiteralString = "SELECT cited FROM exchange WHERE server = %s AND at >= %s AND cited <> ''"
        return tuple(str(row[0]) for row in self._read(server, query, server, at))

    def setting(self, server: int) -> str | None:
        """A server's settings as they were stored."""
        found = self._read(server, "SELECT value FROM setting WHERE server = %s", server)
        return str(found[0][0]) if found else None

    def set_setting(self, server: int, value: str) -> None:
        """Store a server's settings whole."""
        self._write(
            server,
            "INSERT INTO setting VALUES (%s, %s) ON CONFLICT (server) DO UPDATE SET value = excluded.value",
            server,
            value,
        )

    def audit(self, server: int, person: int, what: str, at: int) -> None:
        """List a change; the same of the same second once."""
        about = json.dumps([server, person, what, at])
        self._write(
            server,
            "INSERT INTO audit (server, person, what, at, key) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (key) DO NOTHING",
            server, person, what, at, uuid5(NAMESPACE_OID, about),
        )  # fmt: skip

    def audits(self, server: int, count: int) -> tuple[Audit, ...]:
        """A server's latest changes, the latest first."""
        rows = self._read(
            server,
            "SELECT person, what, at FROM audit WHERE server = %s ORDER BY id DESC LIMIT %s",
            server,
            count,
        )
        return tuple(Audit(*row) for row in rows)

    def note(self, name: str) -> str | None:
        """Something the bot remembers about itself."""
        found = self._read(None, "SELECT value FROM note WHERE name = %s", name)
        return str(found[0][0]) if found else None

    def set_note(self, name: str, value: str) -> None:
        """Remember something."""
        self._write(
            None,
            "INSERT INTO note VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )

    def first_note(self, name: str, value: str) -> str:
        """What is remembered under the name; the value is, when nothing was. Safe between processes."""
        found = self._write(
            None,
            "INSERT INTO note VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = note.value"
            " RETURNING value",
            name,
            value,
        )
        return str(found[0][0])

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether the named work is ours while the block runs; no other process has it then."""
        with closing(self._cluster.job(name)) as job:
            yield job.taken() is not None

    def backup(self, target: Path) -> None:
        """Everything at one moment, as a file of the embedded form."""
        with closing(GuildStore(target)) as copy:
            copy.load(self.dump())

    def restore(self, source: Path) -> None:
        """Become what the file of the embedded form holds. Raises IndexDamagedError where it is none."""
        GuildStore.check(source)
        with closing(GuildStore(source)) as copy:
            self.load(copy.dump())

    def dump(self) -> Rows:
        """All rows at one moment, by table."""
        with self._database.reading(EVERYTHING) as connection:
            return {table: connection.execute(_select(table)).fetchall() for table in COLUMNS}

    def load(self, rows: Rows) -> None:
        """Hold these rows and no others."""
        with self._database.writing(EVERYTHING) as connection:
            for table in reversed(COLUMNS):
                connection.execute(f"DELETE FROM {table}".encode())  # noqa: S608 - a name of the schema
            for table, columns in COLUMNS.items():
                _fill(connection, table, columns, rows)

    def _read(self, server: int | None, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        scope = "" if server is None else scope_of(server)
        with self._database.reading(scope) as connection:
            return connection.execute(query, values).fetchall()

    def _write(self, server: int | None, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        kept = [value.replace("\0", "") if isinstance(value, str) else value for value in values]

        def work(connection: Connection) -> list[tuple[Any, ...]]:
            cursor = connection.execute(query, kept)  # PostgreSQL's text knows no U+0000
            return cursor.fetchall() if cursor.description else []

        return self._database.write("" if server is None else scope_of(server), work)

    def _delete(self, scope: str, query: LiteralString, value: object) -> int:
        work: Callable[[Connection], int] = lambda connection: connection.execute(query, (value,)).rowcount  # noqa: E731
        return self._database.write(scope, work)


def _select(table: str) -> bytes:
    return f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY 1, 2".encode()  # noqa: S608 - of the schema


def _fill(connection: Connection, table: str, columns: tuple[str, ...], rows: Rows) -> None:
    given = rows[table]
    if table == "vote":  # whose server is the exchange's
        servers = {row[0]: row[1] for row in rows["exchange"]}
        columns, given = (*columns, "server"), [(*row, servers[row[0]]) for row in given]
    places = ", ".join(["%s"] * len(columns))
    booleans = {"private", "answered", "good"} & set(columns)
    at = [columns.index(name) for name in booleans]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})".encode(),  # noqa: S608 - as above
            [[bool(value) if i in at else value for i, value in enumerate(row)] for row in given],
        )
    if columns[0] == "id":
        connection.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false)"  # noqa: S608
            f" FROM {table}".encode()
        )

"""Documents in PostgreSQL: a server's show only to who names that server, or everything."""

from __future__ import annotations

from typing import Any, LiteralString

from knowledge.storage.documents import Document
from knowledge.storage.postgres.database import EVERYTHING, Connection, Database
from knowledge.storage.postgres.scopes import scope_of

__all__ = ["PostgresDocumentRows"]


class PostgresDocumentRows:
    """The part of the store that keeps documents."""

    _database: Database

    def document(self, kind: str, server: int, key: str) -> Document | None:
        """What was put there last."""
        with self._database.reading(scope_of(server)) as connection:
            row = connection.execute(
                "SELECT server, key, value, at FROM document WHERE kind = %s AND server = %s AND key = %s",
                (kind, server, key),
            ).fetchone()
        return Document(*row) if row else None

    def documents(self, kind: str, *, server: int | None = None) -> tuple[Document, ...]:
        """All of a kind, of one server or of all, ordered by server and key."""
        with self._database.reading(_scope(server)) as connection:
            rows = connection.execute(
                "SELECT server, key, value, at FROM document WHERE kind = %s"
                ' AND server = coalesce(%s::bigint, server) ORDER BY server, key COLLATE "C"',
                (kind, server),
            ).fetchall()
        return tuple(Document(*row) for row in rows)

    def put_document(self, kind: str, server: int, key: str, value: str, at: int) -> None:
        """Keep a value in place of the one before."""
        self._changed(
            server,
            "INSERT INTO document VALUES (%s, %s, %s, %s, %s) ON CONFLICT (kind, server, key)"
            " DO UPDATE SET value = excluded.value, at = excluded.at",
            kind, server, key, value, at,
        )  # fmt: skip

    def first_document(self, kind: str, server: int, key: str, value: str, at: int) -> bool:
        """Keep a value where there is none; whether there was none."""
        statement: LiteralString = "INSERT INTO document VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        return self._changed(server, statement, kind, server, key, value, at) > 0

    def remove_document(self, kind: str, server: int, key: str) -> bool:
        """Forget a value; whether there was one."""
        statement: LiteralString = "DELETE FROM document WHERE kind = %s AND server = %s AND key = %s"
        return self._changed(server, statement, kind, server, key) > 0

    def forget_documents(self, kind: str, *, server: int | None = None, before: int | None = None) -> int:
        """Forget values of a kind, of one server or of all, those before a moment or all; how many."""
        return self._changed(
            server,
            "DELETE FROM document WHERE kind = %s AND server = coalesce(%s::bigint, server)"
            " AND (%s::bigint IS NULL OR at < %s::bigint)",
            kind, server, before, before,
        )  # fmt: skip

    def _changed(self, server: int | None, query: LiteralString, *values: object) -> int:
        kept: list[Any] = [value.replace("\0", "") if isinstance(value, str) else value for value in values]

        def work(connection: Connection) -> int:
            return connection.execute(query, kept).rowcount  # PostgreSQL's text knows no U+0000

        return self._database.write(_scope(server), work)


def _scope(server: int | None) -> str:
    return EVERYTHING if server is None else scope_of(server)

"""Documents in the SQLite file of the bot's state."""

from __future__ import annotations

from typing import Final

from knowledge.storage.documents import Document

__all__ = ["SCHEMA", "DocumentRows"]

SCHEMA: Final = """
create table if not exists document (
    kind text not null, server integer not null, key text not null, value text not null, at integer not null,
    primary key (kind, server, key)) without rowid;
"""


class DocumentRows:
    """The part of the store that keeps documents; the store runs the statements."""

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        raise NotImplementedError

    def _write(self, statement: str, *values: object) -> tuple[int, int]:
        raise NotImplementedError

    def document(self, kind: str, server: int, key: str) -> Document | None:
        """What was put there last."""
        rows = self._run(
            "select server, key, value, at from document where kind = ? and server = ? and key = ?",
            kind, server, key,
        )  # fmt: skip
        return _documents(rows)[0] if rows else None

    def documents(self, kind: str, *, server: int | None = None) -> tuple[Document, ...]:
        """All of a kind, of one server or of all, ordered by server and key."""
        rows = self._run(
            "select server, key, value, at from document where kind = ? and server = coalesce(?, server)"
            " order by server, key",
            kind, server,
        )  # fmt: skip
        return _documents(rows)

    def put_document(self, kind: str, server: int, key: str, value: str, at: int) -> None:
        """Keep a value in place of the one before."""
        self._write("insert or replace into document values (?, ?, ?, ?, ?)", kind, server, key, value, at)

    def first_document(self, kind: str, server: int, key: str, value: str, at: int) -> bool:
        """Keep a value where there is none; whether there was none."""
        values = kind, server, key, value, at
        return self._write("insert or ignore into document values (?, ?, ?, ?, ?)", *values)[1] > 0

    def remove_document(self, kind: str, server: int, key: str) -> bool:
        """Forget a value; whether there was one."""
        statement = "delete from document where kind = ? and server = ? and key = ?"
        return self._write(statement, kind, server, key)[1] > 0

    def forget_documents(self, kind: str, *, server: int | None = None, before: int | None = None) -> int:
        """Forget values of a kind, of one server or of all, those before a moment or all; how many."""
        return self._write(
            "delete from document where kind = ? and server = coalesce(?, server)"
            " and (? is null or at < ?)",
            kind, server, before, before,
        )[1]  # fmt: skip


def _documents(rows: list[tuple[object, ...]]) -> tuple[Document, ...]:
    return tuple(Document(int(str(row[0])), str(row[1]), str(row[2]), int(str(row[3]))) for row in rows)

"""Files as rows: how each looked when it was read, what came out of it, and what was wrong with it."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

__all__ = ["FileRow", "delete", "insert", "select"]


class FileRow(NamedTuple):
    """A file as it was when it was read."""

    path: str
    size: int
    modified: int
    """Nanoseconds; -1 when the file was so young that it may have changed since without another time."""
    digest: str
    """Of its content."""
    reading: str
    """Of the program and the catalogue row with which it was read."""
    sources: tuple[str, ...]
    """The articles it holds."""
    problems: tuple[str, ...]
    """Why it, or a part of it, could not be read."""


def insert(connection: sqlite3.Connection, row: FileRow) -> None:
    """Remember a file, in place of what was known of it."""
    connection.execute(
        "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*row[:5], json.dumps(row.sources), json.dumps(row.problems)),
    )


def delete(connection: sqlite3.Connection, path: str) -> None:
    """Forget a file."""
    connection.execute("DELETE FROM file WHERE path = ?", (path,))


def select(connection: sqlite3.Connection) -> dict[str, FileRow]:
    """All files by path, ordered by path."""
    rows = connection.execute(
        "SELECT path, size, modified, digest, reading, sources, problems FROM file ORDER BY path"
    )
    return {
        path: FileRow(
            path, size, modified, digest, reading, tuple(json.loads(sources)), tuple(json.loads(problems))
        )
        for path, size, modified, digest, reading, sources, problems in rows.fetchall()
    }

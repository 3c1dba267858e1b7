"""One SQLite file and its connections, on their own."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from knowledge.storage.connections import Connections


@pytest.fixture
def connections(tmp_path: Path) -> Connections:
    return Connections(tmp_path / "library.db")


def test_who_reads_while_the_file_is_closed_reads_to_the_end(connections: Connections) -> None:
    with connections.reading() as connection:
        rows = connection.execute("SELECT 1 UNION SELECT 2")
        assert rows.fetchone() == (1,)
        connections.close()
        assert rows.fetchone() == (2,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_nobody_reads_from_a_closed_file(connections: Connections) -> None:
    with connections.reading():
        pass
    connections.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"), connections.reading():
        pass


def test_a_new_reader_does_not_wait_for_a_change_under_way(connections: Connections) -> None:
    read: list[int] = []

    def look() -> None:
        with connections.reading() as connection:
            read.append(connection.execute("SELECT count(*) FROM sentence").fetchone()[0])

    with connections.writing():
        reader = Thread(target=look)
        reader.start()
        reader.join(timeout=30)
        assert read == [0]
    connections.close()


def test_a_long_change_leaves_no_long_journal(connections: Connections, tmp_path: Path) -> None:
    journal = tmp_path / "library.db-wal"
    with connections.writing() as connection:
        connection.execute("INSERT INTO note VALUES ('long', zeroblob(20000000))")
    assert journal.stat().st_size < 1_000_000
    connections.close()


def test_a_journal_that_is_read_in_waits_for_a_later_change(connections: Connections, tmp_path: Path) -> None:
    journal = tmp_path / "library.db-wal"
    with connections.reading() as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM note").fetchall()
        with connections.writing() as connection:
            connection.execute("INSERT INTO note VALUES ('long', zeroblob(20000000))")
        assert journal.stat().st_size > 20_000_000
        reader.execute("COMMIT")
    with connections.writing() as connection:
        connection.execute("INSERT INTO note VALUES ('short', 'a')")
    assert journal.stat().st_size < 1_000_000
    connections.close()

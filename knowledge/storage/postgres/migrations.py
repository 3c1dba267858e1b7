"""The schema by numbered steps, each with its way back; a table says how far a database has come."""

from __future__ import annotations

import re
from importlib.resources import files
from time import monotonic, sleep
from typing import NamedTuple

from knowledge.errors import OtherVersionError, SettingError, UnreachableError
from knowledge.storage.postgres.database import EVERYTHING, SCHEMA, Connection, Database

__all__ = ["VERSION", "Step", "migrate", "steps", "version_of"]

_LOCK = 0x44_4C_4E_31
"""Of the one who migrates; the same number by which the embedded store knows its files."""

_MOMENT = 0.1
"""Seconds between two looks at whether the host that is read from has the steps too."""


class Step(NamedTuple):
    """From the version before to this one, and back."""

    version: int
    name: str
    up: str
    down: str


def steps() -> tuple[Step, ...]:
    """All that there are, in order, counted from 1."""
    folder = files("knowledge.storage.postgres") / "migrations"
    found = (re.fullmatch(r"(\d{4})_(\w+)\.up\.sql", entry.name) for entry in folder.iterdir())
    return tuple(
        Step(int(match[1]), match[2], (folder / match[0]).read_text("utf-8"),
             (folder / match[0].replace(".up.", ".down.")).read_text("utf-8"))
        for match in sorted(filter(None, found), key=lambda match: int(match[1]))
    )  # fmt: skip


VERSION = len(steps())
"""Of the schema that this program works with."""


def version_of(database: Database) -> int:
    """How far the database has come; 0 where there is nothing yet."""
    with database.reading(EVERYTHING) as connection:
        return _version(connection)


def migrate(database: Database, to: int | None = None) -> int:
    """Bring the schema to a version, the program's own for None; how many steps were done.

    One process does it, the others wait for it. Without ``to``, a database that is newer than the program is
    refused (OtherVersionError): going back loses what only the newer schema holds, so it must be asked for.
    Raises UnreachableError where a standby that is read from has not taken the steps over in time.
    """
    wanted = VERSION if to is None else to
    if version_of(database) == wanted:
        return 0
    with database.writing(EVERYTHING) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        now = _version(connection)
        if now > VERSION:
            raise OtherVersionError(
                f"{database.where}: its tables are of version {now}, and this program knows them up to"
                f" {VERSION}; run the newer Dateline, or let that one take them back first:"
                f" dateline migrate schema --to {VERSION}"
            )
        if now == 0:
            _begin(connection, database.where)
        done = _walk(connection, now, wanted)
    _await(database, wanted)
    return done


def _await(database: Database, version: int) -> None:
    """A change is confirmed when a standby has it on its disk, and shows there a moment later."""
    end = monotonic() + database.patience
    while version_of(database) != version:
        if monotonic() > end:
            raise UnreachableError(
                f"{database.where}: the host that is read from has not followed to version {version} of the"
                " tables yet; try again in a minute"
            )
        sleep(_MOMENT)


def _version(connection: Connection) -> int:
    known = connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.schema_version",)).fetchone()
    if known is None or known[0] is None:
        return 0
    found = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()
    return int(found[0]) if found else 0


def _begin(connection: Connection, where: str) -> None:
    # A server that was set up without a locale keeps bytes (SQL_ASCII), and gives no text back.
    if connection.execute("SELECT 1 WHERE current_setting('server_encoding') = 'UTF8'").fetchone() is None:
        raise SettingError(
            f"{where}: the database keeps text otherwise than in UTF-8; make it anew, as docs/cluster.md says"
        )
    if connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,)).fetchone() is None:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
    allowed = connection.execute("SELECT has_schema_privilege(%s, 'CREATE')", (SCHEMA,)).fetchone()
    if not (allowed and allowed[0]):
        raise SettingError(
            f"{where}: the role owns no schema {SCHEMA!r}; see docs/cluster.md for how to make it"
        )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL,"
        " at timestamptz NOT NULL DEFAULT clock_timestamp())"
    )


def _walk(connection: Connection, now: int, to: int) -> int:
    every = steps()
    if not 0 <= to <= len(every):
        raise SettingError(f"there is no version {to} of the tables; there are 0 to {len(every)}")
    for step in every[now:to]:
        connection.execute(step.up.encode())
        connection.execute("INSERT INTO schema_version VALUES (%s, %s)", (step.version, step.name))
    for step in reversed(every[to:now]):
        connection.execute(step.down.encode())
        connection.execute("DELETE FROM schema_version WHERE version = %s", (step.version,))
    return abs(to - now)

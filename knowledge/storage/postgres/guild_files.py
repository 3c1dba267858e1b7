"""The files of servers in PostgreSQL: of each server all at one version, its rows shown to it alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from knowledge.errors import BusyError
from knowledge.storage.postgres.database import EVERYTHING, Connection, Database
from knowledge.storage.postgres.scopes import scope_of

__all__ = ["GuildFiles", "Missed"]


class Missed(NamedTuple):
    """What a folder has missed: the version, what each file there is now or that it is gone."""

    version: int
    changed: Mapping[str, bytes | None]


class GuildFiles:
    """Safe from any thread. Raises UnreachableError where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, version: int) -> Mapping[int, int]:
        """The servers whose files have changed after this version of whichever server, each with its own."""
        with self._database.reading(EVERYTHING) as connection:
            return dict(
                connection.execute(
                    "SELECT server, version FROM guild_version WHERE version > %s ORDER BY version",
                    (version,),
                ).fetchall()
            )

    def missed(self, server: int, known: Mapping[str, str]) -> Missed:
        """What a folder lacks whose files have these checksums (SHA-256), by name; 0 for none ever put."""
        with self._database.reading(scope_of(server)) as connection:
            found = connection.execute(
                "SELECT name, encode(sha256(content), 'hex') FROM guild_file WHERE server = %s", (server,)
            ).fetchall()
            changed: dict[str, bytes | None] = dict.fromkeys(known.keys() - {row[0] for row in found})
            for name, digest in found:
                if known.get(name) != digest:
                    changed[name] = _content(connection, server, name)
            return Missed(_version(connection, server), changed)

    def put(self, server: int, changed: Mapping[str, bytes | None], *, after: int | None) -> int:
        """Keep these files, or forget where there is None; the version from now on.

        Raises BusyError where the server's version is no longer ``after``, unless that is None.
        """

        def work(connection: Connection) -> int:
            # Whoever changes files waits for who does already: then the order of versions is that of commits.
            connection.execute("LOCK TABLE guild_version IN SHARE ROW EXCLUSIVE MODE")
            now = _version(connection, server)
            if after is not None and now != after:
                if _are_put(connection, server, changed):
                    return now  # by us: the connection was lost in the moment of the commit
                raise BusyError("somebody else has changed this server's articles just now; please try again")
            for name, content in changed.items():
                if content is None:
                    connection.execute(
                        "DELETE FROM guild_file WHERE server = %s AND name = %s", (server, name)
                    )
                else:
                    connection.execute(_PUT, (server, name, content))
            return _counted(connection, server)

        return self._database.write(scope_of(server), work)


_PUT = (
    "INSERT INTO guild_file (server, name, content) VALUES (%s, %s, %s) ON CONFLICT (server, name)"
    " DO UPDATE SET content = excluded.content, at = clock_timestamp()"
)


def _content(connection: Connection, server: int, name: str) -> bytes | None:
    found = connection.execute(
        "SELECT content FROM guild_file WHERE server = %s AND name = %s", (server, name), binary=True
    ).fetchone()
    return None if found is None else bytes(found[0])


def _are_put(connection: Connection, server: int, changed: Mapping[str, bytes | None]) -> bool:
    return all(_content(connection, server, name) == content for name, content in changed.items())


def _version(connection: Connection, server: int) -> int:
    found = connection.execute("SELECT version FROM guild_version WHERE server = %s", (server,)).fetchone()
    return int(found[0]) if found else 0


def _counted(connection: Connection, server: int) -> int:
    found = connection.execute(
        "INSERT INTO guild_version VALUES (%s, nextval('guild_change')) ON CONFLICT (server)"
        " DO UPDATE SET version = excluded.version RETURNING version",
        (server,),
    ).fetchone()
    assert found is not None
    return int(found[0])

"""How much each person may still ask, counted over all processes, by the clock of the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from knowledge.storage.postgres.database import Connection, Database

__all__ = ["Allowances"]

_TAKE: Final = """
INSERT INTO allowance AS a (person, tokens, at)
SELECT person, %(most)s::float - taken, clock_timestamp()
FROM unnest(%(persons)s::text[], %(taken)s::int[]) AS given (person, taken) ORDER BY person
ON CONFLICT (person) DO UPDATE SET at = greatest(a.at, excluded.at),
    tokens = excluded.tokens - %(most)s::float
    + least(%(most)s, a.tokens + greatest(0, extract(epoch FROM excluded.at - a.at)) * %(most)s / 60)
RETURNING person, tokens
"""
_FORGET: Final = """
DELETE FROM allowance WHERE person IN (
    SELECT person FROM allowance WHERE at < clock_timestamp() - interval '2 minutes' FOR UPDATE SKIP LOCKED)
"""


class Allowances:
    """A bucket for each, filled evenly up to one minute's worth. Safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, taken: Mapping[str, int], per_minute: int) -> Mapping[str, float]:
        """Count what these persons have asked; what is left to each, below 0 where it was too much.

        Whoever has asked nothing for two minutes is forgotten. Raises UnreachableError.
        """

        def work(connection: Connection) -> dict[str, float]:
            connection.execute("SET LOCAL synchronous_commit = off")
            connection.execute(_FORGET)
            given = {"persons": list(taken), "taken": list(taken.values()), "most": per_minute}
            return dict(connection.execute(_TAKE, given).fetchall())

        return self._database.write("", work)

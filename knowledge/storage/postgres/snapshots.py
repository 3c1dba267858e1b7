"""A copy's start in the database: the embedded store's file in parts, made by one process for all others."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import StorageError
from knowledge.storage.postgres.database import Connection
from knowledge.storage.postgres.store import FollowedStore, open_followed
from knowledge.storage.postgres.truth import Truth

__all__ = ["fetch", "is_due", "ship"]

_PART = 8 << 20
"""Bytes of the file in a part, before it is packed: little to hold in memory, few rows."""

_QUICK = 1
"""zlib's level; the file is text for the most part, and shrinks to about a third."""

_WORTH_IT = 5_000
"""Sentences from which on taking over change by change takes longer than fetching a file."""


def is_due(store: FollowedStore) -> bool:
    """Whether a fifth of the articles have changed since the last snapshot was made, in any form."""
    statistics = store.statistics()
    if statistics.sentences < _WORTH_IT:
        return False
    with store.truth.database.reading(store.truth.library) as connection:
        found = connection.execute(
            "SELECT coalesce(max(generation), 0) FROM snapshot WHERE library = %s", (store.truth.library,)
        ).fetchone()
    return store.generation - int(found[0] if found else 0) > statistics.articles / 5


def ship(store: FollowedStore, form: str) -> None:
    """Put a snapshot of the copy in the database, in place of the one before.

    ``form`` tells which programs can open it. Raises StorageError where there is no room to make it.
    """
    truth = store.truth
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "library.db"
        store.copy_to(path)
        copy = open_followed(path, truth)
        generation, mark, size = copy.generation, copy.mark, path.stat().st_size
        copy.close()
        with truth.database.writing(truth.library) as connection:
            connection.execute("DELETE FROM snapshot WHERE library = %s", (truth.library,))
            connection.execute(
                "INSERT INTO snapshot (library, generation, form, mark, bytes) VALUES (%s, %s, %s, %s, %s)",
                (truth.library, generation, form, mark, size),
            )
            for number, part in enumerate(_parts(path)):
                connection.execute(
                    "INSERT INTO snapshot_part VALUES (%s, %s, %s, %s, %s)",
                    (truth.library, generation, form, number, zlib.compress(part, _QUICK)),
                )


def fetch(truth: Truth, form: str, path: Path) -> bool:
    """Write the file of a snapshot there, whole or not at all; whether there is one to follow from.

    Raises UnreachableError, or StorageError where the disk is full.
    """
    with truth.database.reading(truth.library) as connection:
        found = connection.execute(
            "SELECT s.generation, s.bytes FROM snapshot s JOIN change c ON c.library = s.library"
            " AND c.generation = s.generation AND c.mark = s.mark"
            " WHERE s.library = %s AND s.form = %s ORDER BY s.generation DESC LIMIT 1",
            (truth.library, form),
        ).fetchone()
        if found is None:
            return False
        beside = path.with_name(path.name + ".part")
        try:
            _write(beside, connection, (truth.library, found[0], form), int(found[1]))
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise StorageError(f"{path}: cannot be written ({error.strerror}); is the disk full?") from error
    return True


def _write(path: Path, connection: Connection, key: tuple[str, int, str], size: int) -> None:
    with path.open("wb") as out, connection.cursor("parts") as cursor:
        cursor.itersize = 1
        cursor.execute(
            "SELECT content FROM snapshot_part WHERE library = %s AND generation = %s AND form = %s"
            " ORDER BY number",
            key,
            binary=True,
        )
        for (content,) in cursor:
            out.write(zlib.decompress(content))
        if out.tell() != size:
            raise OSError(0, f"{out.tell()} of {size} bytes came")


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while part := source.read(_PART):
            yield part

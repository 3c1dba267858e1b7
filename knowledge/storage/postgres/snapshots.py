"""A copy's start in the database: the embedded store's file in parts, made by one process for all others."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import GapError, StorageError
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


def is_due(store: FollowedStore, form: str) -> bool:
    """Whether a fifth of the articles have changed since the last snapshot of this form that can be used."""
    statistics = store.statistics()
    if statistics.sentences < _WORTH_IT:
        return False
    with store.truth.database.reading(store.truth.library) as connection:
        last = _last(connection, store.truth.library, form)
    return store.generation - (last.generation if last else 0) > statistics.articles / 5


def ship(store: FollowedStore, form: str, *, room: Path | None = None) -> None:
    """Put a snapshot of the copy in the database, in place of the one before.

    ``form`` tells which programs can open it, ``room`` is a folder to make it in. Raises StorageError where
    there is no room, GapError where the copy is of a history that is no more.
    """
    truth = store.truth
    with tempfile.TemporaryDirectory(prefix="dateline-", dir=room) as folder:
        path = Path(folder) / "library.db"
        store.copy_to(path)
        with closing(open_followed(path, truth)) as copy:
            key, mark = (truth.library, copy.generation, form), copy.mark
        with truth.database.writing(truth.library) as connection:
            connection.execute(_MAKE_ROOM, (truth.library, form))
            connection.execute(
                "INSERT INTO snapshot (library, generation, form, mark, bytes) VALUES (%s, %s, %s, %s, %s)",
                (*key, mark, path.stat().st_size),
            )
            for number, part in enumerate(_parts(path)):
                connection.execute(
                    "INSERT INTO snapshot_part VALUES (%s, %s, %s, %s, %s)",
                    (*key, number, zlib.compress(part, _QUICK)),
                )
            # Held until the commit: who takes an article down meanwhile waits, and then finds the snapshot.
            if connection.execute(_STILL, (truth.library, key[1], mark)).fetchone() is None:
                raise GapError(f"the library {truth.library!r} has another history meanwhile")


def fetch(truth: Truth, form: str, path: Path) -> bool:
    """Write the file of a snapshot there, whole or not at all; whether there is one to follow from.

    Raises UnreachableError, or StorageError where the disk is full.
    """
    with truth.database.reading(truth.library) as connection:
        found = _last(connection, truth.library, form)
        if found is None:
            return False
        beside = path.with_name(path.name + ".part")
        try:
            _write(beside, connection, (truth.library, found.generation, form), found.bytes)
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise StorageError(f"{path}: cannot be written ({error.strerror}); is the disk full?") from error
    return True


class _Snapshot(NamedTuple):
    generation: int
    bytes: int


def _last(connection: Connection, library: str, form: str) -> _Snapshot | None:
    """The snapshot of this form that the log goes on from."""
    found = connection.execute(
        "SELECT s.generation, s.bytes FROM snapshot s JOIN change c USING (library, generation, mark)"
        " WHERE s.library = %s AND s.form = %s ORDER BY s.generation DESC LIMIT 1",
        (library, form),
    ).fetchone()
    return _Snapshot(*found) if found else None


_MAKE_ROOM = (
    "DELETE FROM snapshot WHERE library = %s AND (form = %s OR at < clock_timestamp() - interval '7 days')"
)
"""Programs of two versions may run side by side; a form that nobody makes any more goes after a week."""
_STILL = "SELECT 1 FROM change WHERE library = %s AND generation = %s AND mark = %s FOR SHARE"


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

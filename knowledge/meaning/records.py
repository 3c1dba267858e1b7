"""Vectors on disk, a record for each sentence: added at the end, crossed out in place, then committed.

A process killed at any moment leaves what was committed last; what it added beyond is overwritten later. A
file that does not fit its commit counts as empty, as vectors can always be made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Records"]

FORMAT = 2
"""Counts up whenever the records change their meaning."""
WASTE = 4096
"""Crossed-out records that are kept at least; beyond, and more than half of all, the file is written anew."""


class Records:
    """One writer; ``rows`` is a value, so that readers in other threads go on with what they have."""

    def __init__(self, path: Path | None, shape: tuple[int, int]) -> None:
        """A record holds vectors of this shape: views times width."""
        import numpy as np

        self._path = path
        self._kind = np.dtype([("id", "<i8"), ("key", "<u8"), ("vectors", "i1", shape)])
        self.generation = 0
        """The store's generation that the records have followed to."""
        self.rows: NDArray[Any] = np.empty(0, self._kind)
        """In order of addition; the id of a crossed-out record is negative."""
        self.refresh()

    def refresh(self) -> None:
        """See what was committed last, perhaps by another process."""
        if self._path is None:
            return
        committed = self._committed()
        count = committed.get("records", 0)
        try:
            whole = self._path.stat().st_size >= count * self._kind.itemsize
        except OSError:
            whole = False
        if committed.get("format") != FORMAT or not whole:
            self._restart()
            return
        self.rows, self.generation = self._map(count), committed["generation"]

    def clear(self) -> None:
        """Forget everything."""
        self._restart()
        self._commit()

    def add(self, ids: Sequence[int], keys: NDArray[np.uint64], vectors: NDArray[np.int8]) -> None:
        """Records to be kept with the next commit."""
        import numpy as np

        fresh = np.empty(len(ids), self._kind)
        fresh["id"], fresh["key"], fresh["vectors"] = ids, keys, vectors
        if self._path is None:
            self.rows = np.concatenate([self.rows, fresh])
            return
        with self._path.open("r+b" if self._path.exists() else "w+b") as file:
            file.seek(len(self.rows) * self._kind.itemsize)
            file.write(fresh.tobytes())
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        self.rows = self._map(len(self.rows) + len(fresh))

    def cross_out(self, ids: range) -> None:
        """Sentences that are gone; crossing out twice is as good as once."""
        import numpy as np

        gone = np.flatnonzero((self.rows["id"] >= ids.start) & (self.rows["id"] < ids.stop))
        if not len(gone):
            return
        written = (
            self.rows
            if self._path is None
            else np.memmap(self._path, self._kind, mode="r+", shape=len(self.rows))
        )
        written["id"][gone] *= -1
        if isinstance(written, np.memmap):
            written.flush()

    def commit(self, generation: int) -> None:
        """From now on the records are those of this generation of the store."""
        self.generation = generation
        dead = int((self.rows["id"] < 0).sum())
        if dead > WASTE and 2 * dead > len(self.rows):
            self._write_anew(self.rows[self.rows["id"] > 0])
        self._commit()

    def _restart(self) -> None:
        import numpy as np

        self.rows, self.generation = np.empty(0, self._kind), 0

    def _map(self, count: int) -> NDArray[Any]:
        import numpy as np

        if self._path is None or not count:
            return np.empty(0, self._kind)
        return np.memmap(self._path, self._kind, mode="r", shape=count)

    def _committed(self) -> dict[str, Any]:
        assert self._path is not None
        try:
            read = json.loads(self._beside(".json").read_text(encoding="utf-8"))
            sound = isinstance(read, dict) and all(type(value) is int for value in read.values())
            return read if sound and read.keys() == {"format", "generation", "records"} else {}
        except (OSError, ValueError):
            return {}

    def _commit(self) -> None:
        if self._path is None:
            return
        state = {"format": FORMAT, "generation": self.generation, "records": len(self.rows)}
        self._replace(self._beside(".json"), json.dumps(state).encode())

    def _write_anew(self, rows: NDArray[Any]) -> None:
        """Between this and the commit the two files do not fit: a crash just there costs the vectors."""
        import numpy as np

        if self._path is None:
            self.rows = np.array(rows)
            return
        self._replace(self._path, rows.tobytes())
        self.rows = self._map(len(rows))

    def _replace(self, path: Path, content: bytes) -> None:
        beside = path.with_name(path.name + ".new")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def _beside(self, ending: str) -> Path:
        assert self._path is not None
        return self._path.with_name(self._path.name + ending)

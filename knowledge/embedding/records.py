"""Vectors on disk, a record for each sentence: added at the end, crossed out in place, then committed.

The signs of a sentence's tokens, of which there are more or fewer, lie in a file beside, where the record
points to them. A process killed at any moment leaves what was committed last; what it added beyond is
overwritten later. Files that do not fit their commit count as empty, as vectors can always be made again.
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

FORMAT = 3
"""Counts up whenever the records change their meaning."""
WASTE = 4096
"""Crossed-out records that are kept at least; beyond, and more than half of all, the file is written anew."""


class Records:
    """One writer; ``rows`` is a value, so that readers in other threads go on with what they have."""

    def __init__(self, path: Path | None, shape: tuple[int, int]) -> None:
        """A record holds vectors of this shape: views times width."""
        import numpy as np

        self._path = path
        self._kind = np.dtype(
            [("id", "<i8"), ("key", "<u8"), ("first", "<u8"), ("tokens", "<u4"), ("vectors", "i1", shape)]
        )
        self._sign = np.dtype(("u1", -(-shape[1] // 8)))
        self.generation = 0
        """The store's generation that the records have followed to."""
        self.rows: NDArray[Any] = np.empty(0, self._kind)
        """In order of addition; the id of a crossed-out record is negative."""
        self.signs: NDArray[np.uint8] = self._no_signs()
        """A line for each token; a record's are ``tokens`` lines from ``first`` on."""
        self.refresh()

    def refresh(self) -> None:
        """See what was committed last, perhaps by another process."""
        if self._path is None:
            return
        committed = self._committed()
        count, lines = committed.get("records", 0), committed.get("tokens", 0)
        if committed.get("format") != FORMAT or not self._holds(count, lines):
            self._restart()
            return
        self.rows, self.signs = self._map(count), self._map_signs(lines)
        self.generation = committed["generation"]

    def clear(self) -> None:
        """Forget everything."""
        self._restart()
        self._commit()

    def add(
        self,
        ids: Sequence[int],
        keys: NDArray[np.uint64],
        vectors: NDArray[np.int8],
        places: NDArray[np.int64],
    ) -> None:
        """Records to be kept with the next commit; ``places`` holds ``first`` and ``tokens`` of each."""
        import numpy as np

        fresh = np.empty(len(ids), self._kind)
        fresh["id"], fresh["key"], fresh["vectors"] = ids, keys, vectors
        fresh["first"], fresh["tokens"] = places.T
        if self._path is None:
            self.rows = np.concatenate([self.rows, fresh])
            return
        _append(self._path, len(self.rows) * self._kind.itemsize, fresh.tobytes())
        self.rows = self._map(len(self.rows) + len(fresh))

    def add_signs(self, signs: NDArray[np.uint8]) -> int:
        """Lines for records that are added next; gives the place of the first."""
        import numpy as np

        first = len(self.signs)
        if self._path is None:
            self.signs = np.concatenate([self.signs, signs])
        elif len(signs):
            _append(self._beside(".signs"), first * signs.shape[1], signs.tobytes())
            self.signs = self._map_signs(first + len(signs))
        return first

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

        self.rows, self.signs, self.generation = np.empty(0, self._kind), self._no_signs(), 0

    def _no_signs(self) -> NDArray[np.uint8]:
        import numpy as np

        return np.empty((0, *self._sign.shape), dtype=np.uint8)

    def _holds(self, count: int, lines: int) -> bool:
        """Whether the files are as long as their commit says."""
        assert self._path is not None
        try:
            return self._path.stat().st_size >= count * self._kind.itemsize and (
                lines == 0 or self._beside(".signs").stat().st_size >= lines * self._sign.itemsize
            )
        except OSError:
            return count == 0

    def _map(self, count: int) -> NDArray[Any]:
        import numpy as np

        if self._path is None or not count:
            return np.empty(0, self._kind)
        return np.memmap(self._path, self._kind, mode="r", shape=count)

    def _map_signs(self, lines: int) -> NDArray[np.uint8]:
        import numpy as np

        if not lines:
            return self._no_signs()
        return np.memmap(self._beside(".signs"), np.uint8, mode="r", shape=(lines, *self._sign.shape))

    def _committed(self) -> dict[str, Any]:
        assert self._path is not None
        try:
            read = json.loads(self._beside(".json").read_text(encoding="utf-8"))
            sound = isinstance(read, dict) and all(type(value) is int for value in read.values())
            return read if sound and read.keys() == {"format", "generation", "records", "tokens"} else {}
        except (OSError, ValueError):
            return {}

    def _commit(self) -> None:
        if self._path is None:
            return
        state = {
            "format": FORMAT,
            "generation": self.generation,
            "records": len(self.rows),
            "tokens": len(self.signs),
        }
        self._replace(self._beside(".json"), json.dumps(state).encode())

    def _write_anew(self, rows: NDArray[Any]) -> None:
        """Between this and the commit the files do not fit: a crash just there costs the vectors."""
        import numpy as np

        rows = np.array(rows)
        lines = [self.signs[row["first"] : row["first"] + row["tokens"]] for row in rows]
        signs = np.concatenate([self._no_signs(), *lines])
        rows["first"] = np.cumsum([0, *rows["tokens"][:-1]])
        if self._path is None:
            self.rows, self.signs = rows, signs
            return
        self._replace(self._beside(".signs"), signs.tobytes())
        self._replace(self._path, rows.tobytes())
        self.rows, self.signs = self._map(len(rows)), self._map_signs(len(signs))

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


def _append(path: Path, size: int, content: bytes) -> None:
    """Written where the committed part ends; what a killed process left beyond is overwritten."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(size)
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())

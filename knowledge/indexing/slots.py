"""Folders for copies: each process has one of its own, and takes up one that another has left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import blake2b
from itertools import count
from pathlib import Path

from knowledge.errors import StorageError
from knowledge.indexing.lock import cannot_write

__all__ = ["Slot"]


class Slot:
    """A folder that is this process's until ``close``; of the copies in it, numbered, the latest counts."""

    def __init__(self, home: Path, library: str) -> None:
        """Raises StorageError where no folder can be made."""
        from filelock import FileLock, Timeout

        name = blake2b(library.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        above = home / "copies" / name
        try:
            above.mkdir(parents=True, exist_ok=True)
            for number in count():
                self._lock = FileLock(above / f"{number}.lock")
                try:
                    self._lock.acquire(timeout=0)
                except Timeout:
                    continue
                self.folder = above / str(number)
                self.folder.mkdir(exist_ok=True)
                return
        except (OSError, NotImplementedError) as error:
            raise StorageError(cannot_write(above, error)) from error

    @property
    def latest(self) -> Path:
        """The copy that counts; what was begun later and not ended is cleared away, and what came before."""
        kept = max(self._numbered(), default=1)
        for entry in self.folder.iterdir():
            if entry.name != str(kept):
                shutil.rmtree(entry, ignore_errors=True)
        return self.folder / str(kept)

    @property
    def next(self) -> Path:
        """Where a copy is made beside the one that counts."""
        made = self.folder / f"{max(self._numbered(), default=1) + 1}.part"
        shutil.rmtree(made, ignore_errors=True)
        return made

    def close(self) -> None:
        """Leave the folder to the next process."""
        self._lock.release()

    def _numbered(self) -> Iterator[int]:
        return (int(entry.name) for entry in self.folder.iterdir() if entry.name.isdecimal())

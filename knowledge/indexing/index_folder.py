"""A store and its index in one folder: opened, repaired when damaged, written to by one process at a time.

What is written becomes visible as a whole: the store's transaction is committed last of all its changes, the
index (which has taken them in meanwhile) right after it. A process killed at any moment leaves the old state
or the new one, and an index that is one step behind, which the next to open it lets follow.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from itertools import chain
from pathlib import Path
from typing import Self

from knowledge.errors import GapError, IndexDamagedError, OtherVersionError, StorageError
from knowledge.indexing.gate import Gate
from knowledge.indexing.lock import Held, cannot_write, writing_in
from knowledge.model import Article
from knowledge.protocols import Change
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.storage.tantivy_index import TantivyIndex, open_index

__all__ = ["PATIENCE", "IndexFolder"]

Batch = Callable[[], AbstractContextManager[None]]

PATIENCE = 10.0
"""Seconds to wait for another process to finish writing."""


class IndexFolder:
    """Open until ``close``; ``store`` and ``index`` may be read from any thread."""

    def __init__(self, folder: Path, store: SqliteStore, index: TantivyIndex, notes: Sequence[str]) -> None:
        self.folder = folder
        self.store = store
        self.index = index
        self.gate = Gate()
        """Whoever reads more than once goes through it, so that all of it is of one state."""
        self.notes = tuple(notes)
        """What had to be repaired when the folder was opened, in words for people."""

    @classmethod
    def open(
        cls, folder: Path, *, patience: float = PATIENCE,
        opening: Callable[[Path], SqliteStore] = open_store,
    ) -> Self:  # fmt: skip
        """What is kept in the folder; empty at first. What is damaged is moved aside and begun anew.

        ``opening`` makes a store of its file. Raises StorageError when the folder cannot be written,
        BusyError when it must be made or repaired while another process writes.
        """
        notes: list[str] = []
        store = _opened_store(folder, patience, notes, opening)
        try:
            index = _opened_index(folder, store, patience, notes)
        except BaseException:
            store.close()
            raise
        return cls(folder, store, index, notes)

    @property
    def is_level(self) -> bool:
        """Whether the index has followed the store to where it is."""
        return self.index.generation == self.store.generation

    def put(self, articles: Iterable[Article], *, patience: float = PATIENCE) -> None:
        """Add articles, each in place of one with the same id; those that have not changed stay.

        All or nothing. Raises BusyError.
        """
        self.write(lambda _: self._putting(articles), patience=patience)

    def remove(self, sources: Iterable[str], *, patience: float = PATIENCE) -> None:
        """Forget articles. All or nothing. Raises UnknownSourceError, BusyError."""
        self.write(lambda _: (self.store.remove(source) for source in sources), patience=patience)

    def write(
        self, changing: Callable[[Held], Iterator[Change]], *, patience: float = PATIENCE,
        batch: Batch | None = None,
    ) -> None:  # fmt: skip
        """Let the index follow, then make changes to the store (lazily, in one transaction) and to the index.

        ``changing`` is called with the lock held, and again should the index turn out to be damaged.
        ``batch`` is the transaction, the store's own for None.
        """
        with writing_in(self.folder, patience=patience) as held:
            self.index.refresh()
            try:
                self._follow(changing(held), batch or self.store.batch)
            except (GapError, OtherVersionError):
                raise
            except IndexDamagedError:
                self._begin_index_anew()
                self._follow(changing(held), batch or self.store.batch)

    def close(self) -> None:
        """Let go of the files."""
        self.index.close()
        self.store.close()

    def _follow(self, changes: Iterator[Change], batch: Batch) -> None:
        with (
            ExitStack() as shown,
            closing(self._in_one_batch(changes, batch, shown)) as made,
            self.index.applied(chain(self.store.changes_since(self.index.generation), made)),
        ):
            shown.close()  # nobody waits while the index merges its segments

    def _in_one_batch(self, changes: Iterator[Change], batch: Batch, shown: ExitStack) -> Generator[Change]:
        """Ends with the store's commit, at the moment when the index has taken in the last change.

        From then until the index is committed too, nobody asks.
        """
        with batch():
            yield from self.store.changes_since(self.index.generation)  # the batch may have begun with some
            yield from changes
            shown.enter_context(self.gate.alone())

    def _putting(self, articles: Iterable[Article]) -> Iterator[Change]:
        from knowledge.indexing.prepare import digest_of, prepared, put

        for article in articles:
            source = article.source.id
            if self.store.digests([source]).get(source) != digest_of(article):
                yield put(self.store, prepared(article))

    def _begin_index_anew(self) -> None:
        self.index.close()
        _remove(_index_folder(self.folder, self.store))
        self.index = open_index(_index_folder(self.folder, self.store))


def _opened_store(
    folder: Path, patience: float, notes: list[str], opening: Callable[[Path], SqliteStore]
) -> SqliteStore:
    path = folder / "library.db"
    if path.exists():
        try:
            return opening(path)
        except IndexDamagedError:
            pass  # looked at again with the lock held, since somebody else may be repairing it just now
    _make(folder)
    with writing_in(folder, patience=patience):
        try:
            return opening(path)
        except OtherVersionError as error:
            for part in _parts(path):
                part.unlink()
            notes.append(f"{error}; indexed anew")
        except IndexDamagedError as error:
            notes.append(f"{error}; kept as {_move_aside(path).name}, and indexed anew")
        return opening(path)


def _opened_index(folder: Path, store: SqliteStore, patience: float, notes: list[str]) -> TantivyIndex:
    path = _index_folder(folder, store)
    if (
        path / "meta.json"
    ).exists():  # tantivy's own first file: without it, somebody may be making the index
        try:
            return open_index(path)
        except IndexDamagedError as error:
            notes.append(f"{error}; made anew")
    with writing_in(folder, patience=patience):
        for other in folder.glob("index-*"):
            if other != path or notes:
                _remove(other)
        return open_index(path)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _index_folder(folder: Path, store: SqliteStore) -> Path:
    """Named after the store, so that the index of another one is never taken for its own."""
    return folder / f"index-{store.identity}"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(cannot_write(folder, error)) from error


def _parts(path: Path) -> list[Path]:
    """The file and what SQLite keeps beside it; its journal must never meet another file."""
    beside = (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-suspect"))
    return [part for part in beside if part.exists()]


def _move_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for part in _parts(path):
        part.rename(part.with_name(part.name.replace(path.name, aside.name)))
    return aside

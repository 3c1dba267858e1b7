"""A library of which PostgreSQL holds the truth: a copy of this process's own that follows, and is asked."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from knowledge.errors import (
    DatelineError,
    GapError,
    IndexDamagedError,
    OtherVersionError,
    ReadingError,
    StorageError,
    UnreachableError,
)
from knowledge.indexing.edition import edition
from knowledge.indexing.files import Compare, Progress
from knowledge.indexing.filling import fill, job_name
from knowledge.indexing.index_folder import IndexFolder
from knowledge.indexing.slots import Slot
from knowledge.model import Freshness

if TYPE_CHECKING:
    from knowledge.storage.postgres.cluster import Cluster
    from knowledge.storage.postgres.store import FollowedStore
    from knowledge.storage.postgres.watching import News

__all__ = ["FollowedLibrary"]

_SILENCE = 10.0
"""Seconds without a look at the truth after which a copy may have missed something."""

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


class Copy(NamedTuple):
    """A copy that is open."""

    held: IndexFolder
    store: FollowedStore

    def level(self) -> None:
        """Take over what the truth has more. Raises UnreachableError, GapError, OtherVersionError."""
        if not (self.held.is_level and self.store.is_level()):
            self.held.write(lambda _: self.store.missed(), batch=self.store.copying)


class FollowedLibrary:
    """Open until ``close``; any number of threads may read."""

    def __init__(
        self, cluster: Cluster, library: str, home: Path, sources: Sequence[Path] = (), *, own: bool = False
    ) -> None:
        """Level with the truth, or as it was left where the database is away.

        ``sources`` are files that the library is filled from, when that is this process's job. Raises
        UnreachableError when the database is away and there is no copy yet, StorageError when no copy can be
        kept. A cluster of its own is closed with it.
        """
        from knowledge.storage.postgres.watching import Follower

        self.truth = cluster.truth(library)
        self._cluster = cluster
        self._own = own
        self._sources = tuple(sources)
        self._filling = cluster.job(job_name(library))
        self._slot = Slot(home, library)
        self._following = Lock()
        self._closed = False
        self._rebuilding: Thread | None = None
        self._news: News | None = None
        self._trouble: DatelineError | None = None
        try:
            self._copy = self._opened(self._slot.latest)
            self._begin()
        except BaseException:
            self._slot.close()
            raise
        cluster.watch.add(library, Follower(self._generation, self._hear))

    # Reading

    @contextmanager
    def reading(self) -> Iterator[IndexFolder]:
        """The copy as it is now; all that is read of it inside is of one state."""
        while True:
            held = self._copy.held
            with held.gate.together():
                if held is self._copy.held:
                    yield held
                    return

    @property
    def problems(self) -> tuple[DatelineError, ...]:
        """Why the copy does not follow, if so, and what could not be read, as the truth knows it."""
        notes: list[DatelineError] = [IndexDamagedError(note) for note in self._copy.held.notes]
        if self._trouble is not None:
            notes.append(type(self._trouble)(f"{self._trouble}; these are the articles as they were before"))
        try:
            rows = self.truth.files().items()
        except DatelineError:
            return tuple(notes)
        return (*notes, *(ReadingError(path, why) for path, row in rows for why in row.problems))

    @property
    def absent(self) -> tuple[ReadingError, ...]:
        """None: what the database holds stays until it is taken out."""
        return ()

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that could not be read, or not whole, in order. Raises UnreachableError."""
        return tuple(path for path, row in self.truth.files().items() if row.problems)

    def freshness(self) -> Freshness:
        """How far the copy is behind the truth, as far as is known."""
        generation, news = self._shown(), self._news
        if news is None:
            return Freshness(generation=generation, behind=0, seconds=None if self._trouble else 0.0)
        behind, since = max(0, news.generation - generation), monotonic() - news.seen
        late = news.age + since if behind or news.age else since if since > _SILENCE else 0.0
        return Freshness(generation=generation, behind=behind, seconds=round(late, 3))

    # Following

    def refresh(self, *, progress: Progress | None = None, compare: Compare = "times") -> bool:
        """Level with files and truth, and a snapshot for those who come later; whether anything was new."""
        new = self.level(progress=progress, compare=compare)
        self._ship()
        return new

    def level(self, *, progress: Progress | None = None, compare: Compare = "times") -> bool:
        """Fill the library from its files, when that is our job, and follow; whether anything was new."""
        before = self._shown()
        try:
            if self._sources:
                fill(self.truth, self._filling, self._sources, progress=progress or _silent, compare=compare)
        except UnreachableError as error:
            _log.warning("not filled from its files: %s", error)
        self._follow()
        return self._shown() != before

    def close(self) -> None:
        """Let go of the copy."""
        self._cluster.watch.remove(self.truth.library)
        self._filling.close()
        with self._following:
            self._closed = True  # from here on nothing is followed, and no copy is begun to be made anew
        if self._rebuilding is not None:
            self._rebuilding.join()
        self._copy.held.close()
        self._slot.close()
        if self._own:
            self._cluster.close()

    def _hear(self, news: News) -> None:
        """Called by the watch, in its thread."""
        self._news = news
        if news.generation != self._generation():
            self._follow()

    def _generation(self) -> int:
        """The copy's; a copy that is being closed is not touched, since the watch may still be on its way."""
        with self._following:
            return 0 if self._closed else self._copy.store.generation

    def _shown(self) -> int:
        with self.reading() as held:
            return held.store.generation

    def _follow(self) -> None:
        try:
            with self._following:
                if not self._closed:
                    self._copy.level()
            self._trouble = None
        except (StorageError, OtherVersionError) as error:
            self._trouble = error
        except IndexDamagedError as error:
            self._rebuild(error)

    def _ship(self) -> None:
        """Where a snapshot is due and nobody else makes it."""
        from knowledge.storage.postgres.snapshots import is_due, ship
        from knowledge.storage.postgres.store import open_followed

        folder = self._copy.held.folder
        try:
            # By a connection of its own: neither questions nor changes wait, and a copy may replace this one.
            with (
                closing(open_followed(folder / "library.db", self.truth)) as store,
                closing(self._cluster.job(f"snapshot {self.truth.library}")) as job,
            ):
                if is_due(store, edition()) and job.taken() is not None and is_due(store, edition()):
                    ship(store, edition(), room=folder)
        except (StorageError, IndexDamagedError) as error:
            _log.warning("no snapshot made: %s", error)

    def _begin(self) -> None:
        try:
            self._copy.level()
        except GapError:
            self._replace()
        except (StorageError, OtherVersionError) as error:
            if not self._copy.store.generation:
                raise
            self._trouble = error

    # Making anew

    def _rebuild(self, why: IndexDamagedError) -> None:
        """In a thread of its own, while the copy that there is goes on answering."""
        with self._following:
            if not self._closed and (self._rebuilding is None or not self._rebuilding.is_alive()):
                _log.warning("%s; made anew", why)
                self._rebuilding = Thread(target=self._replacing, name="rebuilding", daemon=True)
                self._rebuilding.start()

    def _replacing(self) -> None:
        try:
            self._replace()
        except DatelineError as error:
            _log.warning("the copy could not be made anew: %s", error)  # tried again with the next news
            self._trouble = error

    def _replace(self) -> None:
        made = self._slot.next
        fresh = self._opened(made)
        try:
            fresh.level()
        finally:
            fresh.held.close()  # before its folder gets its name
        place = made.rename(made.with_suffix(""))
        with self._following:
            if self._closed:
                return  # what was made is there for the next who opens the library
            old, fresh = self._copy, self._opened(place)
            with old.held.gate.alone():  # nobody is in the middle of a question
                self._copy = fresh
            old.held.close()
            shutil.rmtree(old.held.folder, ignore_errors=True)

    def _opened(self, folder: Path) -> Copy:
        from knowledge.storage.postgres.snapshots import fetch
        from knowledge.storage.postgres.store import FollowedStore, open_followed

        path = folder / "library.db"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with suppress(UnreachableError):  # what cannot be fetched can be followed later
                fetch(self.truth, edition(), path)
        held = IndexFolder.open(folder, opening=lambda path: open_followed(path, self.truth))
        assert isinstance(held.store, FollowedStore)
        return Copy(held, held.store)


def _silent(done: int, total: int, name: str) -> None:
    pass

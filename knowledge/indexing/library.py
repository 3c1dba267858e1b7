"""Settings → an open library that is level with its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import (
    BusyError,
    DatelineError,
    IndexDamagedError,
    ReadingError,
    StorageError,
    UnreachableError,
)
from knowledge.indexing.absent import absent, within
from knowledge.indexing.edition import edition
from knowledge.indexing.files import Compare, Difference, Progress, difference
from knowledge.indexing.hidden import hidden_in
from knowledge.indexing.index_folder import PATIENCE, IndexFolder
from knowledge.indexing.listing import listed, read
from knowledge.indexing.lock import Held
from knowledge.protocols import Change, Index, Store
from knowledge.settings import Settings

if TYPE_CHECKING:
    from knowledge.indexing.followed import FollowedLibrary
    from knowledge.storage.postgres.cluster import Cluster

__all__ = ["OpenLibrary", "default_sources", "folder_of", "open_library"]

MOMENT = 2.0
"""Seconds that a reader waits for a writer, to read what is new rather than what was before."""


def open_library(
    settings: Settings, *, progress: Progress | None = None, patience: float = PATIENCE,
    cluster: Cluster | None = None,
) -> OpenLibrary | FollowedLibrary:  # fmt: skip
    """Bring the index up to date with the files of the sources, and open it.

    ``progress`` is called with (done, total, name) for each article that is read. While another process
    writes, up to ``patience`` seconds are waited. Where there is a state before, only a moment: then that is
    opened, with a note among the problems; otherwise BusyError is raised in the end. Raises ReadingError
    when a source does not exist, StorageError when the index cannot be kept.

    Where the settings name a database, that is followed; ``cluster`` is the database if it is open already.
    """
    if settings.database_url is not None:
        return _followed(settings, progress, cluster)
    sources = settings.sources or (default_sources(),)
    folder = folder_of(settings, sources)
    if not (folder / "library.db").exists():
        _existing(sources)
    library = OpenLibrary(IndexFolder.open(folder, patience=patience), sources)
    try:
        library.refresh(progress=progress, patience=patience)
    except BaseException:
        library.close()
        raise
    return library


def _followed(settings: Settings, progress: Progress | None, cluster: Cluster | None) -> FollowedLibrary:
    from knowledge.indexing.followed import FollowedLibrary
    from knowledge.storage.postgres.cluster import Cluster

    assert settings.database_url is not None
    opened = cluster or Cluster(settings.database_url.get_secret_value())
    try:
        sources = _existing(settings.sources or _seeds(opened, settings.library))
        library = FollowedLibrary(opened, settings.library, _home(settings), sources, own=cluster is None)
    except BaseException:
        if cluster is None:
            opened.close()
        raise
    library.level(progress=progress)
    return library


def _seeds(cluster: Cluster, library: str) -> Sequence[Path]:
    """Who names no sources only follows; but a library that all share and that is empty gets the digests."""
    if library != Settings().library:
        return ()
    with suppress(UnreachableError):
        if cluster.truth(library).head(0).generation == 0:
            return (default_sources(),)
    return ()


def _existing(sources: Sequence[Path]) -> Sequence[Path]:
    for source in sources:
        if not source.exists():
            raise ReadingError(source, "there is no such file or folder")
    return sources


class OpenLibrary:
    """Open until ``close``; any number of threads may read."""

    def __init__(self, held: IndexFolder, sources: Sequence[Path]) -> None:
        self._held = held
        self._sources = tuple(sources)
        self._notes: tuple[DatelineError, ...] = ()
        self._absent: tuple[ReadingError, ...] = ()

    @property
    def store(self) -> Store:
        """The truth."""
        return self._held.store

    @property
    def index(self) -> Index:
        """Finds candidates."""
        return self._held.index

    @contextmanager
    def reading(self) -> Iterator[IndexFolder]:
        """The store and its index; all that is read of them inside is of one state."""
        with self._held.gate.together():
            yield self._held

    def freshness(self) -> None:
        """This is the truth itself."""

    @property
    def problems(self) -> tuple[DatelineError, ...]:
        """What could not be read, in the order of files, and before that what had to be repaired."""
        rows = self._held.store.files()
        unread = (ReadingError(path, why) for path, row in rows.items() for why in row.problems)
        repaired = (IndexDamagedError(note) for note in self._held.notes)
        return (*repaired, *self._notes, *self._absent, *unread)

    @property
    def absent(self) -> tuple[ReadingError, ...]:
        """The sources that held articles and hold nothing now; their articles are kept as they were."""
        return self._absent

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that could not be read, or not whole, in order."""
        return tuple(path for path, row in self._held.store.files().items() if row.problems)

    def refresh(
        self, *, progress: Progress | None = None, patience: float = PATIENCE, compare: Compare = "times"
    ) -> bool:
        """Follow the files again, cheaply when nothing has changed; returns whether anything had.

        To compare by ``contents`` is as costly as the files are long. Raises as ``open_library`` does.
        """
        found = self._difference(compare)
        self._notes = ()
        if not found.matters and self._held.is_level:
            self._remember(found)
            return False
        has_state = self._held.store.generation > 0
        try:
            self._held.write(
                lambda held: self._changes(held, progress or _silent, compare),
                patience=min(patience, MOMENT) if has_state else patience,
            )
        except (BusyError, StorageError) as error:
            if not has_state:
                raise
            self._notes = (type(error)(f"{error}; these are the articles as they were before"),)
        return True

    def close(self) -> None:
        """Let go of the files."""
        self._held.close()

    def _difference(self, compare: Compare) -> Difference:
        known = self._held.store.files()
        self._absent = absent(self._sources, known)
        away = {complaint.path for complaint in self._absent}
        there = _existing([source for source in self._sources if str(source) not in away])
        kept = [source for source in self._sources if str(source) in away]
        followed = {p: row for p, row in known.items() if not any(within(p, source) for source in kept)}
        mark = hidden_in(self._sources).mark
        found = [file._replace(reading=file.reading + mark) for file in listed(there)]
        return difference(found, followed, compare=compare)

    def _changes(self, held: Held, progress: Progress, compare: Compare) -> Iterator[Change]:
        """Looked at again with the lock held: somebody else may have followed the files meanwhile."""
        from knowledge.indexing.update import changes

        store = self._held.store
        if any(not row.reading.startswith(edition()) for row in store.files().values()):
            yield store.clear()
        hidden = hidden_in(self._sources)
        yield from changes(
            store, self._difference(compare), read, now=held.since, progress=progress, hidden=hidden
        )  # fmt: skip

    def _remember(self, found: Difference) -> None:
        """Files that only look younger than they are: the next look at them will be shorter."""
        if found.touched:
            from knowledge.indexing.update import changes

            store = self._held.store
            only = Difference((), found.touched, ())
            with suppress(DatelineError):  # it will do next time
                self._held.write(
                    lambda held: changes(store, only, read, now=held.since, progress=_silent), patience=0
                )


def default_sources() -> Path:
    """The digests that come with Dateline: in the package when installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    packaged = package / "seeds"
    return packaged if packaged.is_dir() else package.parent / "seeds"


def folder_of(settings: Settings, sources: Sequence[Path]) -> Path:
    """Where the index of these sources is kept; each set of sources has a folder of its own."""
    paths = "\n".join(sorted(str(source.resolve()) for source in sources))
    name = blake2b(paths.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return _home(settings) / name


def _home(settings: Settings) -> Path:
    if settings.home is not None:
        return settings.home
    from platformdirs import user_cache_path

    return user_cache_path("dateline", appauthor=False)


def _silent(done: int, total: int, name: str) -> None:
    pass

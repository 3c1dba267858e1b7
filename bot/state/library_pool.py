"""Which library a server asks: its own, or the one that all share until they add something.

Each server with sources of its own has a folder, a store and an index of its own, so that nothing can
show elsewhere. Libraries are opened when asked, and anew when what they hold has changed.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.protocols import Library, StoppedError
from bot.state.shared_articles import SharedArticles
from knowledge.errors import DatelineError, StorageError, UnreachableError
from knowledge.settings import Settings

__all__ = ["LibraryPool", "server_folder"]

_OPEN_AT_ONCE: Final = 64
_SHARED: Final = 0
_log = logging.getLogger(__name__)


def server_folder(home: Path, server: int) -> Path:
    """Where a server's own articles, index and drafts lie."""
    return home / "servers" / str(server)


class _Lease:
    """A library with the number of those who read in it."""

    def __init__(self, library: Library, version: str) -> None:
        self.library = library
        self.version = version
        self.readers = 0
        self.retired = False


class LibraryPool:
    """Open until ``close``; any thread may ask."""

    def __init__(self, settings: Settings, home: Path, open_library: Callable[[Settings], Library]) -> None:
        self._settings = settings
        self._home = home
        self._open_library = open_library
        self._open: dict[int, _Lease] = {}
        self._lock = threading.Lock()
        self._opening: dict[int, threading.Lock] = {}
        self._told: dict[int, frozenset[str]] = {}
        self._absent: dict[int, int] = {}
        self._spare: Path | None = None
        self._follows = settings.database_url is not None
        self._shared = SharedArticles(home)
        self._stopped = False

    @property
    def absent(self) -> int:
        """How many folders and files hold nothing any more, over all libraries that are open."""
        return sum(self._absent.values())

    @contextmanager
    def library(self, server: int, *, own: bool = False) -> Iterator[Library]:
        """The server's library as it is now; it stays open while the block runs.

        ``own``: without what comes along, where the server has articles of its own.
        """
        lease = self._lease(server, own)
        try:
            yield lease.library
        finally:
            with self._lock:
                lease.readers -= 1
                done = lease.retired and lease.readers == 0
            if done:
                lease.library.close()

    def _lease(self, server: int, own: bool) -> _Lease:
        # Read once: what is opened must be what it is kept as, even when the first article comes meanwhile.
        version = self.version(server)
        key = (-server if own else server) if version else _SHARED  # servers have numbers above 0
        with self._lock:
            opening = self._opening.setdefault(key, threading.Lock())
        with opening:
            with self._lock:
                lease = self._open.get(key)
                if lease is not None and lease.version == version:
                    self._open[key] = self._open.pop(key)  # the latest used stands last
                    lease.readers += 1
                    return lease
            settings = self.own_settings(server, seeds=False if own else None) if version else self._settings
            fresh = _Lease(self._opened(key, settings), version)
            fresh.readers = 1
            with self._lock:
                self._retire(key)
                self._open[key] = fresh
                for other in list(self._open)[: max(0, len(self._open) - _OPEN_AT_ONCE)]:
                    if other != key:
                        self._retire(other)
            return fresh

    def _opened(self, key: int, settings: Settings) -> Library:
        """Where its index cannot be written, it is opened with one that lasts as long as we do."""
        try:
            library = self._open_library(settings)
        except UnreachableError:
            raise
        except StorageError as error:
            spare = self._spare_home(key)
            _log.warning("%s; until then an index of its own is made in %s", error, spare)
            library = self._open_library(settings.model_copy(update={"home": spare}))
        self._tell(key, library)
        return library

    def _spare_home(self, key: int) -> Path:
        with self._lock:
            if self._spare is None:
                try:
                    self._spare = Path(tempfile.mkdtemp(prefix="dateline-"))
                except OSError as error:
                    raise StorageError(f"{tempfile.gettempdir()}: cannot be written ({error})") from error
        return self._spare / str(key)

    def _tell(self, key: int, library: Library) -> None:
        """Each thing that is wrong with the sources is logged once, and again when it has been right."""
        problems = frozenset(library.problems)
        for problem in sorted(problems - self._told.get(key, frozenset())):
            _log.warning("sources of %s: %s", f"server {key}" if key else "all servers", problem)
        self._told[key] = problems
        self._absent[key] = len(library.absent)

    def _retire(self, key: int) -> None:
        old = self._open.pop(key, None)
        if old is not None:
            old.retired = True
            if old.readers == 0:
                old.library.close()

    def refresh(self) -> int:
        """Let every open library follow its files; returns how many had changed. For a thread of its own.

        One that cannot follow just now is tried again the next time, and holds up no other.
        """
        with self._lock:
            servers = list(self._open)
        changed = 0
        for server in servers:
            try:
                with self.library(abs(server), own=server < 0) as library:
                    changed += library.refresh(progress=self._unless_stopped)
                    if server == _SHARED and self._shared.path.exists():
                        self._shared.write(library)
                    self._tell(server, library)
            except StoppedError:
                break
            except DatelineError as error:
                _log.warning("sources of server %d not followed: %s", server, error)
            except Exception:  # noqa: BLE001 -- the log has the traceback, the other servers go on
                _log.exception("sources of server %d not followed", server)
        return changed

    def _unless_stopped(self, *_: object) -> None:
        if self._stopped:
            raise StoppedError

    def stop(self) -> None:
        """Break off whatever follows files, and let no more begin; libraries still answer."""
        self._stopped = True

    def version(self, server: int) -> str:
        """Changes whenever the server's library does; empty while it has none of its own."""
        try:
            return (server_folder(self._home, server) / "version").read_text(encoding="ascii")
        except FileNotFoundError:
            return ""

    def own_settings(self, server: int, *, seeds: bool | None = None) -> Settings:
        """The settings of a library of the server's own, whether it has one yet or not.

        ``seeds`` says whether it holds what comes along; None, that it does as now.
        """
        folder = server_folder(self._home, server)
        sources: tuple[Path, ...] = (folder / "articles",)
        if seeds is None:
            seeds = not (folder / "without-seeds").exists()
        if seeds:
            sources = (*sources, *self._shared_sources())
        # A server's own library lies in files, whatever the one is followed from that all share.
        return self._settings.model_copy(
            update={"sources": sources, "home": folder / "index", "database_url": None}
        )

    def _shared_sources(self) -> tuple[Path, ...]:
        """What every server starts with: the sources of the settings, or the digests that come along.

        Who only follows a database has no files of what all share; they are made of the copy.
        """
        if self._settings.sources or not self._follows:
            from knowledge.indexing import default_sources

            return self._settings.sources or (default_sources(),)
        if not self._shared.path.exists():
            with self.library(_SHARED) as library:
                self._shared.write(library)
        return (self._shared.path,)

    def close(self) -> None:
        """Close what nobody reads; the rest closes itself when it is put down."""
        with self._lock:
            for key in list(self._open):
                self._retire(key)
        if self._spare is not None:
            shutil.rmtree(self._spare, ignore_errors=True)

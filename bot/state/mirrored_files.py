"""Servers' folders beside PostgreSQL, which holds the truth: brought here, and changed there first."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state import own_articles
from bot.state.library_pool import server_folder
from knowledge.errors import DatelineError, StorageError, UnreachableError
from knowledge.feeds.place import folder_of, home_of
from knowledge.ingest import rows
from knowledge.settings import Settings

if TYPE_CHECKING:
    from knowledge.storage.postgres.guild_files import GuildFiles

__all__ = ["MirroredFiles"]

_STATE: Final = ".mirrored.json"
_WITHOUT_SEEDS: Final = "without-seeds"
_NAMES: Final = re.compile(rf"articles/(?!\.)[\w.-]+\.jsonl|articles/\.hidden\.json|{_WITHOUT_SEEDS}")
"""Of the files that are kept; all others of a folder can be made anew."""
_ASIDE: Final = "before-the-database"
_log = logging.getLogger(__name__)


class _State(NamedTuple):
    """What a folder held when it was last level: the version, and each file's checksum."""

    version: int
    files: Mapping[str, str]


class MirroredFiles:
    """ServerFiles of which PostgreSQL holds the truth. ``follow`` it regularly, in a thread of its own."""

    def __init__(
        self, files: GuildFiles, settings: Settings, *,
        takes: Callable[[int], bool], prepare: Callable[[int], None], close: Callable[[], None],
    ) -> None:  # fmt: skip
        """``takes`` says whose folders are kept level; ``prepare`` is called before a change shows."""
        self._files, self._settings, self._home = files, settings, home_of(settings)
        self._takes, self._prepare, self.close = takes, prepare, close
        self._seen, self._away = 0, False
        self._behind = set[int]()
        self._making = threading.Lock()
        self._locks: dict[int, threading.RLock] = {}

    def servers(self) -> tuple[int, ...]:
        """Those with files in the database."""
        return tuple(sorted(server for server in self._files.since(0) if server))

    def follow(self) -> None:
        """Bring here what others have changed; what cannot be is tried again the next time."""
        for server, version in self._news().items():
            self._seen = version
            if self._takes(server):
                self._behind.add(server)
        for server in sorted(self._behind):
            try:
                if self._level_unless_changing(server):
                    self._behind.discard(server)
            except (DatelineError, OSError) as error:
                _log.warning("the articles of server %d are not brought here yet: %s", server, error)

    def _news(self) -> Mapping[int, int]:
        """Told once for as long as the database is away."""
        try:
            found = self._files.since(self._seen)
        except UnreachableError as error:
            if not self._away:
                _log.warning("not followed: %s", error)
            self._away, found = True, {}
        else:
            if self._away:
                _log.info("followed again")
            self._away = False
        return found

    def level(self, server: int) -> None:
        """Bring here what the folder lacks."""
        with self._alone(server):
            self._bring(server)

    @contextmanager
    def changing(self, server: int) -> Iterator[None]:
        """Level, and nobody else of this process changes it."""
        with self._alone(server):
            self._bring(server)
            yield

    def publish(self, server: int) -> None:
        """Put into the database what is otherwise here."""
        with self._alone(server):
            state, here = self._state(server), self._here(server)
            digests = {name: _digest(content) for name, content in here.items()}
            changed: dict[str, bytes | None] = dict.fromkeys(state.files.keys() - here.keys())
            changed |= {name: here[name] for name in here if digests[name] != state.files.get(name)}
            if changed or not state.version:
                version = self._files.put(server, changed, after=state.version)
                self._remember(server, _State(version, digests))

    def renew(self, server: int) -> None:
        """Into the database first: what shows anywhere is kept."""
        with self._alone(server):
            self.publish(server)
            own_articles.renew(self._home, server)

    def _level_unless_changing(self, server: int) -> bool:
        lock = self._alone(server)
        if not lock.acquire(blocking=False):
            return False
        try:
            self._bring(server)
        finally:
            lock.release()
        return True

    def _alone(self, server: int) -> threading.RLock:
        with self._making:
            return self._locks.setdefault(server, threading.RLock())

    def _bring(self, server: int) -> None:
        state = self._state(server)
        missed = self._files.missed(server, state.files)
        if missed.version <= state.version:  # a standby may know less than we have put
            return
        if not state.version:
            self._set_aside(server)
        for name, content in missed.changed.items():
            self._write(server, name, content)
        self._prepared(server)
        if server:
            own_articles.renew(self._home, server)
        # Last of all: what was cut off before is done once more. What only lies here is yet to be published.
        brought = {name: _digest(content) for name, content in missed.changed.items() if content is not None}
        files = {name: one for name, one in state.files.items() if name not in missed.changed}
        self._remember(server, _State(missed.version, files | brought))

    def _prepared(self, server: int) -> None:
        try:
            self._prepare(server)
        except DatelineError as error:
            _log.warning("the articles of server %d are read when somebody asks: %s", server, error)

    def _set_aside(self, server: int) -> None:
        """What lay here before there was a database is no part of what is there; it is not lost."""
        for name in self._here(server):
            aside = self._home / _ASIDE / str(server) / name
            aside.parent.mkdir(parents=True, exist_ok=True)
            self._path(server, name).replace(aside)
            _log.warning("server %d: %s is not in the database, and was put aside: %s", server, name, aside)

    def _write(self, server: int, name: str, content: bytes | None) -> None:
        if not _NAMES.fullmatch(name):
            raise StorageError(f"{name!r}: no file of a server's has such a name")
        if name == _WITHOUT_SEEDS:
            own_articles.seeds(self._home, server, on=content is None)
        else:
            rows.put(self._path(server, name), (content or b"").decode("utf-8", "surrogateescape"))

    def _path(self, server: int, name: str) -> Path:
        if name == _WITHOUT_SEEDS:
            return server_folder(self._home, server) / name
        return folder_of(self._settings, server) / name.removeprefix("articles/")

    def _here(self, server: int) -> dict[str, bytes]:
        """The files of a folder that are kept, by their names."""
        names = [f"articles/{path.name}" for path in folder_of(self._settings, server).glob("*.json*")]
        kept = [name for name in (*names, _WITHOUT_SEEDS) if _NAMES.fullmatch(name)]
        return {
            name: path.read_bytes() for name in sorted(kept) if (path := self._path(server, name)).exists()
        }

    def _state(self, server: int) -> _State:
        try:
            told = json.loads((server_folder(self._home, server) / _STATE).read_text(encoding="utf-8"))
            return _State(int(told["version"]), dict(told["files"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return _State(0, {})

    def _remember(self, server: int, state: _State) -> None:
        rows.put(server_folder(self._home, server) / _STATE, json.dumps(state._asdict()))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()

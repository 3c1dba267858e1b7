"""What must not be lost, wherever it is kept: the store, and the files of servers' own articles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bot import messages as m
from bot.operations.indexer import index_server
from bot.operations.workers import InThisProcess
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.library_pool import LibraryPool, server_folder
from knowledge.errors import UsageError
from knowledge.library import Library
from knowledge.storage.guild_state import GuildState
from knowledge.storage.guild_store import GuildStore

if TYPE_CHECKING:
    from knowledge.storage.postgres.guild_files import GuildFiles

__all__ = ["STORE", "Kept", "files_in", "opened"]

STORE: Final = "bot.sqlite3"
_FILES: Final = ("articles/*.jsonl", "articles/.hidden.json", "without-seeds")


class Kept(Protocol):
    """Where it is kept."""

    store: GuildState

    def brought(self, room: Path) -> Path:
        """A folder that holds ``servers/<number>/…`` as it is now: ``room``, or where it lies anyway."""
        ...

    def put(self, unpacked: Path) -> int:
        """Servers' files are as in this folder, and no others; how many servers. Raises StorageError."""
        ...


def files_in(folder: Path) -> dict[str, Path]:
    """The files of a folder that must not be lost, by their names from it."""
    found = (path for kind in _FILES for path in sorted(folder.glob(f"servers/*/{kind}")))
    return {path.relative_to(folder).as_posix(): path for path in found}


def servers_in(folder: Path) -> set[int]:
    """The servers that have a folder in it."""
    names = {path.name for path in folder.glob("servers/*") if path.is_dir()}
    return {int(name) for name in names if name.isdecimal()} - {0}


@contextmanager
def opened(settings: BotSettings, *, must_exist: bool) -> Iterator[Kept]:
    """Raises UsageError where there is nothing yet and there must be."""
    if settings.library.database_url is None:
        if must_exist and not (settings.home / STORE).exists():
            raise UsageError(m.NO_DATA.format(settings.home))
        with closing(GuildStore(settings.home / STORE)) as store:
            yield _InFiles(settings, store)
        return
    from knowledge.storage.postgres.cluster import Cluster
    from knowledge.storage.postgres.guild_files import GuildFiles
    from knowledge.storage.postgres.guild_store import PostgresGuildStore

    with closing(Cluster(settings.library.database_url.get_secret_value())) as cluster:
        yield _InDatabase(PostgresGuildStore(cluster), GuildFiles(cluster.database))


class _InFiles:
    """Under the home of the settings."""

    def __init__(self, settings: BotSettings, store: GuildState) -> None:
        self._settings, self._home, self.store = settings, settings.home, store

    def brought(self, room: Path) -> Path:  # noqa: ARG002 - of the protocol
        """It lies here."""
        return self._home

    def put(self, unpacked: Path) -> int:
        """A running bot goes on, and answers from what was put."""
        servers = servers_in(unpacked) | servers_in(self._home)
        for server in sorted(servers):
            self._put(server, server_folder(unpacked, server))
        self._as_owned()
        return len(servers)

    def _put(self, server: int, before: Path) -> None:
        now = server_folder(self._home, server)
        own_articles.made(self._home, server)
        wanted = {path.name for path in before.glob("articles/*.json*")}
        for name in wanted:
            beside = now / "articles" / f".{name}.part"
            shutil.copyfile(before / "articles" / name, beside)
            beside.replace(now / "articles" / name)
        for path in now.glob("articles/*.json*"):
            if path.name not in wanted:
                path.unlink()
        own_articles.seeds(self._home, server, on=not (before / "without-seeds").exists())
        own = LibraryPool(self._settings.library, self._home, Library.open).own_settings(server)
        index_server(own, InThisProcess())
        own_articles.renew(self._home, server)

    def _as_owned(self) -> None:
        """What an administrator has put back belongs to whom the folder does: the service must read it."""
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            return
        owner = self._home.stat()
        for path in self._home.rglob("*"):
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


class _InDatabase:
    """In PostgreSQL; every process brings its folders level by itself."""

    def __init__(self, store: GuildState, files: GuildFiles) -> None:
        self._files, self.store = files, store

    def brought(self, room: Path) -> Path:
        """All of it, in the room."""
        for server in self._servers():
            for name, content in self._files.missed(server, {}).changed.items():
                path = server_folder(room, server) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content or b"")
        return room

    def put(self, unpacked: Path) -> int:
        """Each server's files in one step."""
        wanted = {name: path.read_bytes() for name, path in files_in(unpacked).items()}
        servers = servers_in(unpacked) | self._servers()
        for server in sorted(servers):
            above = f"servers/{server}/"
            own = {name.removeprefix(above): one for name, one in wanted.items() if name.startswith(above)}
            gone = dict.fromkeys(self._files.missed(server, {}).changed)
            self._files.put(server, {**gone, **own}, after=None)
        return len(servers)

    def _servers(self) -> set[int]:
        return set(self._files.since(0)) - {0}

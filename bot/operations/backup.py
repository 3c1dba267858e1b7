"""Backup and restore while the bot runs: what cannot be made anew, in one zip. Indexes are made anew."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Final

from bot.operations.indexer import index_server
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.library_pool import LibraryPool, server_folder
from knowledge.errors import IndexDamagedError, StorageError, UsageError
from knowledge.library import Library
from knowledge.storage.guild_store import GuildStore

__all__ = ["backup", "restore"]

_STORE: Final = "bot.sqlite3"
_NO_BACKUP: Final = "is no backup of Dateline"
_DAMAGED: Final = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What a zip raises that is cut off, changed, encrypted, or packed in a way that we do not know."""
_KEPT: Final = ("articles/*.jsonl", "without-seeds")


def backup(settings: BotSettings, target: Path) -> int:
    """Write the zip, whole or not at all; the number of files of articles in it."""
    home, beside = settings.home, target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            copy = Path(folder) / _STORE
            with closing(GuildStore(home / _STORE)) as store:
                store.backup(copy)
            found = [path for kind in _KEPT for path in sorted(home.glob(f"servers/*/{kind}"))]
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, _STORE)
                for path in found:
                    archive.write(path, path.relative_to(home).as_posix())
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(f"{target}: the backup cannot be written ({error})") from error
    return len(found)


def restore(settings: BotSettings, source: Path) -> int:
    """Put everything back as it was in the zip; the number of servers with articles of their own.

    A running bot goes on, and answers from what was restored. Raises UsageError, and changes nothing, where
    the file is no whole backup.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        with closing(GuildStore(settings.home / _STORE)) as store:
            try:
                store.restore(unpacked / _STORE)
            except IndexDamagedError as error:
                raise UsageError(f"{source}: {_NO_BACKUP}") from error
        servers = {p.name for root in (unpacked, settings.home) for p in root.glob("servers/*") if p.is_dir()}
        for server in sorted(int(name) for name in servers if name.isdecimal()):
            _restore_server(settings, unpacked, server)
    return len(servers)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            if _STORE not in names:
                raise UsageError(f"{source}: {_NO_BACKUP}")
            for name in names:
                parts = PurePosixPath(name).parts
                if name == _STORE or (parts[:1] == ("servers",) and ".." not in parts):
                    archive.extract(name, folder)
    except _DAMAGED as error:
        raise UsageError(f"{source}: cannot be read as a backup ({error})") from error


def _restore_server(settings: BotSettings, unpacked: Path, server: int) -> None:
    before, now = server_folder(unpacked, server), server_folder(settings.home, server)
    wanted = {path.name: path for path in before.glob("articles/*.jsonl")}
    (now / "articles").mkdir(parents=True, exist_ok=True)
    for name, path in wanted.items():
        beside = now / "articles" / f".{name}.part"
        shutil.copyfile(path, beside)
        beside.replace(now / "articles" / name)
    for path in now.glob("articles/*.jsonl"):
        if path.name not in wanted:
            path.unlink()
    own_articles.seeds(settings.home, server, on=not (before / "without-seeds").exists())
    index_server(LibraryPool(settings.library, settings.home, Library.open).own_settings(server))
    own_articles.renew(settings.home, server)

"""Backup and restore while the bot runs: what cannot be made anew, in one zip. Indexes are made anew."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Final

from bot import messages as m
from bot.operations.indexer import index_server
from bot.operations.workers import InThisProcess
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.library_pool import LibraryPool, server_folder
from knowledge import __version__
from knowledge.errors import IndexDamagedError, OtherVersionError, StorageError, UsageError
from knowledge.library import Library
from knowledge.storage.guild_store import GuildStore

__all__ = ["backup", "restore"]

_STORE: Final = "bot.sqlite3"
_SUMS: Final = "checksums.json"
_NO_BACKUP: Final = "is no backup of Dateline"
_DAMAGED: Final = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError,
                    ValueError)  # fmt: skip
"""What a zip raises that is cut off, changed, encrypted, or packed in a way that we do not know."""
_KEPT: Final = ("articles/*.jsonl", "articles/.hidden.json", "without-seeds")


def backup(settings: BotSettings, target: Path) -> int:
    """Write the zip, whole or not at all, and read it again; the number of files of articles in it.

    Raises UsageError where there is nothing to keep.
    """
    home, beside = settings.home, target.with_name(f".{target.name}.part")
    if not (home / _STORE).exists():
        raise UsageError(m.NO_DATA.format(home))
    try:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            copy = Path(folder) / _STORE
            with closing(GuildStore(home / _STORE)) as store:
                store.backup(copy)
            files = {path.relative_to(home).as_posix(): path for path in _files(home)}
            _pack(beside, {_STORE: copy, **files})
            _unpack(beside, Path(folder) / "again")
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(f"{target}: the backup cannot be written ({error})") from error
    return len(files)


def _files(home: Path) -> list[Path]:
    return [path for kind in _KEPT for path in sorted(home.glob(f"servers/*/{kind}"))]


def _pack(target: Path, files: Mapping[str, Path]) -> None:
    sums = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            content = path.read_bytes()
            sums[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)
        archive.writestr(_SUMS, json.dumps({"dateline": __version__, "sha256": sums}, indent=1))


def restore(settings: BotSettings, source: Path) -> int:
    """Put everything back as it was in the zip; the number of servers with articles of their own.

    A running bot goes on, and answers from what was restored. Raises UsageError, and changes nothing, where
    the file is no whole backup, and StorageError where what was put back is not what stands in it.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        with closing(GuildStore(settings.home / _STORE)) as store:
            try:
                store.restore(unpacked / _STORE)
            except IndexDamagedError as error:
                reason = str(error) if isinstance(error, OtherVersionError) else f"{source}: {_NO_BACKUP}"
                raise UsageError(reason) from error
        servers = {p.name for root in (unpacked, settings.home) for p in root.glob("servers/*") if p.is_dir()}
        for server in sorted(int(name) for name in servers if name.isdecimal()):
            _restore_server(settings, unpacked, server)
        _compare(settings.home, unpacked)
    _as_owned(settings.home)
    return len(servers)


def _compare(home: Path, unpacked: Path) -> None:
    """Raises StorageError unless what is kept now is what was unpacked."""
    before = {path.relative_to(unpacked): path for path in _files(unpacked)}
    now = {path.relative_to(home): path for path in _files(home)}
    for name in before.keys() | now.keys():
        same = name in before and name in now and before[name].read_bytes() == now[name].read_bytes()
        if not same:
            raise StorageError(m.RESTORE_DIFFERS.format(home, name))
    with closing(GuildStore(unpacked / _STORE)) as one, closing(GuildStore(home / _STORE)) as other:
        # A running bot goes on: what it has kept since then comes on top.
        kept, restored = one.dump(), other.dump()
        for table, rows in kept.items():
            if table != "note" and not set(rows) <= set(restored[table]):
                raise StorageError(m.RESTORE_DIFFERS.format(home / _STORE, table))


def _as_owned(home: Path) -> None:
    """What an administrator has put back belongs to whom the folder belongs: the service must read it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    owner = home.stat()
    for path in home.rglob("*"):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _unpack(source: Path, folder: Path) -> None:
    """Raises UsageError where a file is missing, or not as it was when the backup was made."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            if _STORE not in names:
                raise UsageError(f"{source}: {_NO_BACKUP}")
            for name in names:
                parts = PurePosixPath(name).parts
                if name == _STORE or (parts[:1] == ("servers",) and ".." not in parts):
                    archive.extract(name, folder)
            sums = json.loads(archive.read(_SUMS))["sha256"] if _SUMS in names else {}
            for name, told in sums.items():
                if hashlib.sha256(archive.read(name)).hexdigest() != told:
                    raise UsageError(f"{source}: cannot be read as a backup ({name} was changed)")
    except _DAMAGED as error:
        raise UsageError(f"{source}: cannot be read as a backup ({error})") from error


def _restore_server(settings: BotSettings, unpacked: Path, server: int) -> None:
    before, now = server_folder(unpacked, server), server_folder(settings.home, server)
    wanted = {path.name: path for path in before.glob("articles/*.jsonl")}
    own_articles.made(settings.home, server)
    for name, path in wanted.items():
        beside = now / "articles" / f".{name}.part"
        shutil.copyfile(path, beside)
        beside.replace(now / "articles" / name)
    for path in now.glob("articles/*.jsonl"):
        if path.name not in wanted:
            path.unlink()
    own_articles.seeds(settings.home, server, on=not (before / "without-seeds").exists())
    own = LibraryPool(settings.library, settings.home, Library.open).own_settings(server)
    index_server(own, InThisProcess())
    own_articles.renew(settings.home, server)

"""Backup and restore while the bot runs: what cannot be made anew, in one zip. Indexes are made anew."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Final

from bot import messages as m
from bot.operations.kept import STORE, Kept, files_in, opened
from bot.settings import BotSettings
from knowledge import __version__
from knowledge.errors import IndexDamagedError, OtherVersionError, StorageError, UsageError
from knowledge.storage.guild_store import GuildStore

__all__ = ["backup", "restore"]

_SUMS: Final = "checksums.json"
_NO_BACKUP: Final = "is no backup of Dateline"
_DAMAGED: Final = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError,
                    ValueError)  # fmt: skip
"""What a zip raises that is cut off, changed, encrypted, or packed in a way that we do not know."""


def backup(settings: BotSettings, target: Path) -> int:
    """Write the zip, whole or not at all, and read it again; the number of files of articles in it.

    Raises UsageError where there is nothing to keep.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        with (
            opened(settings, must_exist=True) as kept,
            tempfile.TemporaryDirectory(prefix="dateline-") as folder,
        ):
            copy = Path(folder) / STORE
            kept.store.backup(copy)
            files = files_in(kept.brought(Path(folder) / "brought"))
            _pack(beside, {STORE: copy, **files})
            _unpack(beside, Path(folder) / "again")
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(f"{target}: the backup cannot be written ({error})") from error
    return len(files)


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
    with (
        tempfile.TemporaryDirectory(prefix="dateline-") as folder,
        opened(settings, must_exist=False) as kept,
    ):
        unpacked = Path(folder) / "unpacked"
        _unpack(source, unpacked)
        try:
            kept.store.restore(unpacked / STORE)
        except IndexDamagedError as error:
            reason = str(error) if isinstance(error, OtherVersionError) else f"{source}: {_NO_BACKUP}"
            raise UsageError(reason) from error
        servers = kept.put(unpacked)
        _compare(kept, unpacked, Path(folder))
    return servers


def _compare(kept: Kept, unpacked: Path, room: Path) -> None:
    """Raises StorageError unless what is kept now is what was unpacked."""
    before, now = files_in(unpacked), files_in(kept.brought(room / "brought"))
    for name in before.keys() | now.keys():
        same = name in before and name in now and before[name].read_bytes() == now[name].read_bytes()
        if not same:
            raise StorageError(m.RESTORE_DIFFERS.format(name))
    kept.store.backup(room / STORE)
    with closing(GuildStore(unpacked / STORE)) as one, closing(GuildStore(room / STORE)) as other:
        # A running bot goes on: what it has kept since then comes on top.
        told, restored = one.dump(), other.dump()
        for table, rows in told.items():
            if table != "note" and not set(rows) <= set(restored[table]):
                raise StorageError(m.RESTORE_DIFFERS.format(table))


def _unpack(source: Path, folder: Path) -> None:
    """Raises UsageError where a file is missing, or not as it was when the backup was made."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            if STORE not in names:
                raise UsageError(f"{source}: {_NO_BACKUP}")
            for name in names:
                parts = PurePosixPath(name).parts
                if name == STORE or (parts[:1] == ("servers",) and ".." not in parts):
                    archive.extract(name, folder)
            sums = json.loads(archive.read(_SUMS))["sha256"] if _SUMS in names else {}
            for name, told in sums.items():
                if hashlib.sha256(archive.read(name)).hexdigest() != told:
                    raise UsageError(f"{source}: cannot be read as a backup ({name} was changed)")
    except _DAMAGED as error:
        raise UsageError(f"{source}: cannot be read as a backup ({error})") from error

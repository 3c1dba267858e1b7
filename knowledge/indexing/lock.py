"""One writer at a time for a folder, known by name to those who wait."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import BusyError, StorageError

__all__ = ["Held", "writing_in"]


class Held(NamedTuple):
    """The lock, taken. ``since`` is the moment by the clock of the file system, in nanoseconds."""

    since: int


@contextmanager
def writing_in(folder: Path, *, patience: float) -> Iterator[Held]:
    """The folder's writer lock, for which up to ``patience`` seconds are waited.

    The system lets go of it when a process dies, however it dies. Raises BusyError, which names the holder,
    and StorageError when nothing can be written there.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "writer.lock")
    try:
        lock.acquire(timeout=patience, poll_interval=0.02)
    except Timeout as error:
        raise BusyError(_busy(folder)) from error
    except (OSError, NotImplementedError) as error:
        raise StorageError(cannot_write(folder, error)) from error
    try:
        yield Held(_sign(folder))
    finally:
        _holder(folder).unlink(missing_ok=True)
        lock.release()


def cannot_write(folder: Path, error: BaseException) -> str:
    """What to tell somebody whose index has no place."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return f"{folder}: the index cannot be kept there ({reason}); set DATELINE_HOME to a folder of yours"


def _holder(folder: Path) -> Path:
    return folder / "writer.json"


def _sign(folder: Path) -> int:
    holder = {"pid": os.getpid(), "host": platform.node(), "command": Path(sys.argv[0]).name}
    try:
        _holder(folder).write_text(json.dumps(holder), encoding="utf-8")
        return _holder(folder).stat().st_mtime_ns
    except OSError as error:
        raise StorageError(cannot_write(folder, error)) from error


def _busy(folder: Path) -> str:
    try:
        holder = json.loads(_holder(folder).read_text(encoding="utf-8"))
        since = datetime.fromtimestamp(_holder(folder).stat().st_mtime).astimezone()
        where = "" if holder["host"] == platform.node() else f" on {holder['host']}"
        who = f"process {holder['pid']} ({holder['command']}){where} since {since:%H:%M}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"  # it has the lock, and is about to sign or has just taken its name off
    return f"{folder}: being indexed by {who}; wait until that is done, or stop it"

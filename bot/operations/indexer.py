"""Indexing as a job for a worker process, so that answering goes on at full speed meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from bot import messages as m
from bot.protocols import CancelledError, StoppedError, TooLongError, WorkError, Workers
from knowledge.errors import StorageError, UsageError
from knowledge.settings import Settings

__all__ = ["bring_up", "index_server"]

_JOB: Final = "bot.operations.indexer:bring_up"
_SECONDS: Final = 120.0  # for one article; the largest that is taken needs some ten
_OFTEN: Final = 0.2  # seconds between two signs of life


def index_server(settings: Settings, workers: Workers, *, turn: int = 0) -> None:
    """Bring the index of these settings' sources up to date.

    Raises StorageError when that fails, UsageError where it takes too long, and StoppedError.
    """
    try:
        workers.run(turn, _JOB, settings, take=lambda _: None, seconds=_SECONDS)
    except (StoppedError, CancelledError):
        raise
    except TooLongError as error:
        raise UsageError(m.INDEXING_TOO_LONG) from error
    except WorkError as error:
        raise StorageError(f"indexing failed: {error or type(error).__name__}") from error


def bring_up(say: Callable[[Any], None], settings: Settings) -> None:
    """The job: follow the files, then encode what has no vectors yet."""
    from knowledge.library import Library

    last = 0.0

    def progress(done: int, total: int, _: str) -> None:
        nonlocal last
        if time.monotonic() - last > _OFTEN:
            last = time.monotonic()
            say((done, total))

    with Library.open(settings, progress=progress) as library:
        library.bring_up_meaning()

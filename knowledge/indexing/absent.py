"""Sources that were read and hold nothing now: a folder that is emptied is rather unmounted than meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.errors import ReadingError
from knowledge.indexing.files import printable

__all__ = ["MEANT", "absent", "within"]

MEANT = ".empty"
"""A file of this name in a folder says that it is meant to hold nothing."""


def absent(sources: Sequence[Path], known: Iterable[str]) -> tuple[ReadingError, ...]:
    """One complaint for each source of which files are known and none is there."""
    from knowledge.ingest.discovery import is_empty

    paths = tuple(known)
    away = (source for source in sources if not source.exists() or is_empty(source))
    return tuple(
        ReadingError(
            source,
            f"holds nothing any more, and its articles are kept as they were; if that is meant, put an "
            f"empty file named {MEANT} into it",
        )
        for source in away
        if not (source / MEANT).exists() and any(within(path, source) for path in paths)
    )


def within(path: str, source: Path) -> bool:
    """Whether a known file is the source itself or lies in it."""
    place = printable(str(source.absolute()))
    return path == place or path.startswith(place.rstrip("/") + "/")

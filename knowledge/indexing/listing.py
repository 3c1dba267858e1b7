"""The reader's view of files in the terms of indexing: which there are, and what each holds."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from knowledge.indexing.edition import edition
from knowledge.indexing.files import Contents, Listed, printable

__all__ = ["listed", "read"]


def listed(sources: Sequence[Path]) -> list[Listed]:
    """Every file of the sources once, in the reader's order."""
    from knowledge.ingest.discovery import discover

    files: dict[Path, Listed] = {}
    for found in discover(sources):
        how = blake2b(
            repr((found.id, found.row)).encode(errors="backslashreplace"), digest_size=8
        ).hexdigest()
        path = found.path.absolute()
        files.setdefault(path, Listed(path, f"{edition()}:{how}", found))
    return list(files.values())


def read(file: Listed) -> Contents:
    """The articles of a file. Raises ReadingError."""
    from knowledge.ingest.files import read

    reading = read(file.path, catalogue=file.found.row, identity=printable(file.found.id))
    return Contents(reading.articles, [problem.why for problem in reading.problems])

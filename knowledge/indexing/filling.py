"""Files → a library in PostgreSQL: by one process at a time, each change once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.indexing.files import Compare, Difference, Progress, difference
from knowledge.indexing.listing import listed, read
from knowledge.indexing.update import changes

if TYPE_CHECKING:
    from knowledge.storage.postgres.jobs import Job
    from knowledge.storage.postgres.truth import Truth

__all__ = ["fill", "job_name"]

_AT_ONCE = 200
"""Files in one transaction: what a process that dies has to do again."""


def job_name(library: str) -> str:
    """Of the work of filling a library."""
    return f"fill {library}"


def fill(
    truth: Truth, job: Job, sources: Sequence[Path], *, progress: Progress, compare: Compare = "times"
) -> bool:
    """Bring the library level with the files, when that is our job just now; whether anything had changed.

    Every process that may do it must see the same files under the same paths: what it does not see goes.
    Raises UnreachableError, also where the job was lost in between; what was committed until then stays.
    """
    over = job.taken()
    if over is None:
        return False
    found = difference(listed(sources), truth.files(), compare=compare)
    for part in _parts(found):
        with truth.batch(over=over):
            for _ in changes(truth, part, read, now=_now(), progress=progress):
                pass
    return found.matters


def _parts(found: Difference) -> Iterator[Difference]:
    for first in range(0, len(found.read), _AT_ONCE):
        yield Difference(found.read[first : first + _AT_ONCE], (), ())
    if found.gone or found.touched:
        yield Difference((), found.touched, found.gone)


def _now() -> int:
    """Nanoseconds, by the clock of a file system."""
    with tempfile.TemporaryFile() as file:
        return os.fstat(file.fileno()).st_mtime_ns

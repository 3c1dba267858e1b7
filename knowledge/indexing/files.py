"""The files of the sources against what the store knows of them: which are new, changed or gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b, file_digest
from os import stat_result
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.storage.file_rows import FileRow

if TYPE_CHECKING:
    from knowledge.ingest.discovery import Found
    from knowledge.model import Article

__all__ = [
    "UNSETTLED", "Compare", "Contents", "Difference", "Listed", "Look", "Progress", "Read", "difference",
    "looked_at", "printable", "row_of",
]  # fmt: skip

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time: the coarsest file systems count
in two seconds (the same trouble and remedy as in git's documentation, "racy git")."""

UNSETTLED = -1
"""In place of a time that is too young: no file has it, so that the content is looked at."""

Compare = Literal["times", "contents"]
"""How a file is known to be the one that was read: by size and time, or by the checksum of its content."""


class Listed(NamedTuple):
    """A file of the sources, and how it is to be read."""

    path: Path
    reading: str
    """Of the program and of what the catalogue says of this file."""
    found: Found
    """As the reader listed it."""

    @property
    def name(self) -> str:
        """The path as it can be written down: bytes that are no UTF-8 stand as escapes."""
        return printable(str(self.path))


class Contents(NamedTuple):
    """What came out of a file, and what did not."""

    articles: Sequence[Article]
    problems: Sequence[str]


Read = Callable[[Listed], Contents]
"""Reads a file, or raises ReadingError."""

Progress = Callable[[int, int, str], None]
"""Called with (done, total, name); the total grows when a file turns out to hold many articles."""


class Look(NamedTuple):
    """A listed file as it is now."""

    listed: Listed
    size: int
    modified: int
    """Nanoseconds; of its content or, where that is later, of what the system knows of it."""
    digest: str


def printable(path: str) -> str:
    r"""A path that may hold bytes which are no UTF-8 (as Python has them: lone surrogates).

    >>> printable("caf\udce9.md")
    'caf\\xe9.md'
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class Difference(NamedTuple):
    """What an update has to do."""

    read: tuple[Listed, ...]
    """New or changed in content, catalogue or program: to be read."""
    touched: tuple[Look, ...]
    """The same content with another time: to be remembered, which can wait."""
    gone: tuple[str, ...]
    """Paths that are no longer among the sources."""

    @property
    def matters(self) -> bool:
        """Whether any article may have changed."""
        return bool(self.read or self.gone)


def difference(
    listed: Iterable[Listed], known: Mapping[str, FileRow], *, compare: Compare = "times"
) -> Difference:
    """Compares size and time first, and the content where these differ; by ``contents`` these alone."""
    read, touched, seen = [], [], set()
    for file in listed:
        seen.add(file.name)
        row = known.get(file.name)
        if row is None or row.reading != file.reading:
            read.append(file)
        elif compare == "contents" or not _looks_the_same(file.path, row):
            try:
                look = looked_at(file)
            except OSError:
                read += [] if row.problems else [file]  # reading it will tell what is wrong, once
                continue
            if look.digest != row.digest:
                read.append(file)
            elif (look.size, look.modified) != (row.size, row.modified):
                touched.append(look)
    return Difference(tuple(read), tuple(touched), tuple(sorted(known.keys() - seen)))


def looked_at(file: Listed) -> Look:
    """Size, time and content of a file; the time from before its content is read. Raises OSError."""
    state = file.path.stat()
    if not S_ISREG(state.st_mode):
        raise OSError("not a regular file")
    with file.path.open("rb") as content:
        digest = file_digest(content, lambda: blake2b(digest_size=16)).hexdigest()
    return Look(file, state.st_size, _time_of(state), digest)


def row_of(look: Look, now: int, sources: Iterable[str], problems: Iterable[str]) -> FileRow:
    """What to remember of a file that was read; a time that is too young to be trusted is not kept."""
    modified = look.modified if look.modified + SETTLED <= now else UNSETTLED
    return FileRow(
        look.listed.name,
        look.size,
        modified,
        look.digest,
        look.listed.reading,
        tuple(sources),
        tuple(problems),
    )


def _looks_the_same(path: Path, row: FileRow) -> bool:
    try:
        state = path.stat()
    except OSError:
        return False
    return (state.st_size, _time_of(state)) == (row.size, row.modified)


def _time_of(state: stat_result) -> int:
    """A program that changes a file may set its old time again, but not that of the change itself (POSIX).

    A time that lies in the future would hide the other; such a file is never settled.
    """
    return max(state.st_mtime_ns, state.st_ctime_ns)

"""The job of reading a file, or a zip of files, that somebody sent in: for a worker process."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, Final

from bot import messages as m
from bot.state.own_articles import row_of
from knowledge.errors import ReadingError
from knowledge.ingest.files import read_bytes
from knowledge.ingest.formats import COMPANIONS

__all__ = ["read_files"]

UNPACKED: Final = 4
"""Times the size that one file may have, over all files of a zip."""
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError)


def read_files(
    say: Callable[[dict[str, Any]], None],
    name: str,
    content: bytes,
    start: int,
    unpacked: int,
    articles: int,
    megabytes: int,
    seconds: float,
) -> None:
    """The job: each file from the ``start``-th on, its articles as rows, what is wrong, where to go on.

    ``seconds`` is how long a turn lasts: after it, others have theirs before the next file.
    """
    until, found = time.monotonic() + seconds, 0
    try:
        with _opened(name, content, megabytes << 20, unpacked) as files:
            for number in range(start, len(files.names)):
                if number > start and time.monotonic() > until:
                    say({"next": number, "unpacked": files.unpacked})
                    return
                say({"at": number, "of": len(files.names), "file": files.names[number]})
                for message in _file(files, number):
                    found += "row" in message
                    if found > articles:
                        say({"full": True})
                        return
                    say(message)
    except _BROKEN as error:
        say({"problem": f"{name}: {m.IN_BROKEN_ZIP} ({error})"})


def _file(files: _Files, number: int) -> Iterator[dict[str, Any]]:
    name = files.names[number]
    try:
        content = files.content(number)
        yield from _articles(name, content)
    except ReadingError as error:
        yield {"problem": f"{name}: {error.why}"}


def _articles(name: str, content: bytes) -> Iterator[dict[str, Any]]:
    found = read_bytes(name, content)
    yield from ({"row": row_of(article)} for article in found.articles if article.paragraphs)
    yield from ({"problem": f"{name}: {problem.why}"} for problem in found.problems)


@contextmanager
def _opened(name: str, content: bytes, limit: int, unpacked: int) -> Iterator[_Files]:
    if name.casefold().endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield _Files(archive, limit, unpacked)
    else:
        yield _OneFile(name, content, unpacked)


class _Files:
    """The files of a zip, without folders and what is hidden; ``limit`` is in bytes."""

    def __init__(self, archive: zipfile.ZipFile, limit: int, unpacked: int) -> None:
        self._archive = archive
        self._limit = limit
        self._entries = [e for e in archive.infolist() if not e.is_dir() and _shown(e.filename)]
        self.names = [_inner(entry.filename) for entry in self._entries]
        self.unpacked = unpacked

    def content(self, number: int) -> bytes:
        """Raises ReadingError when the file, or all so far, is larger than it may be."""
        entry = self._entries[number]
        left = min(self._limit, self._limit * UNPACKED - self.unpacked)
        if entry.file_size > left or entry.flag_bits & 1:
            raise ReadingError(entry.filename, m.IN_TOO_LARGE)
        with self._archive.open(entry) as packed:
            data = packed.read(left + 1)  # the size in the table may be a lie
        self.unpacked += len(data)
        if len(data) > left:
            raise ReadingError(entry.filename, m.IN_TOO_LARGE)
        return data


class _OneFile(_Files):
    """A file that is no zip."""

    def __init__(self, name: str, content: bytes, unpacked: int) -> None:
        self.names = [_inner(name)]
        self.unpacked = unpacked
        self._content = content

    def content(self, number: int) -> bytes:
        """The file as it came."""
        del number
        return self._content


def _inner(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


def _shown(path: str) -> bool:
    """Neither hidden nor a picture or the like that lies beside a saved page."""
    name = _inner(path)
    return bool(name) and not name.startswith(".") and PurePosixPath(name).suffix.casefold() not in COMPANIONS

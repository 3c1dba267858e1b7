"""A file that somebody sends in → the articles in it, within bounds, and what could not be read.

The reading itself is a job for a worker process, which says what it finds as it goes. After some seconds it
stops between two files, so that others have their turn, and goes on from there. A file that takes too long
or too much memory is left out, and the others are read all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from bot import messages as m
from bot.protocols import DiedError, OutOfMemoryError, TooLongError, Workers
from bot.state.own_articles import Row

__all__ = ["Incoming", "Limits", "Upload", "read"]

HOSTILE: Final = 10
"""Files that may take too long, or too much, before the rest of them is not looked at."""
_JOB: Final = "bot.services.upload_reader:read_files"


class Limits(NamedTuple):
    """How many articles, how many megabytes each file, and how many seconds for each file."""

    articles: int
    megabytes: int
    seconds: float
    turn: float = 5.0
    """Seconds after which others have their turn before the next file."""


class Upload(NamedTuple):
    """A file as it came, who sent it (a server's number) and the name by which its reading is called off."""

    name: str
    content: bytes
    server: int = 0
    called: str = ""


class Incoming(NamedTuple):
    """What was read, and one line for each thing that was not."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...]


Progress = Callable[[int, int], None]
"""Called with how many files are done, and of how many."""


def read(workers: Workers, upload: Upload, limits: Limits, progress: Progress) -> Incoming:
    """The articles of a file or a zip of files. Raises CancelledError and StoppedError."""
    reading = _Reading(upload.name, limits, progress)
    while reading.next is not None:
        if reading.left_out >= HOSTILE:
            reading.problems.append(m.IN_TOO_LONG_ALL.format(reading.left, upload.name))
            break
        left = limits.articles - len(reading.rows)
        arguments = (reading.next, reading.unpacked, left, limits.megabytes, limits.turn)
        reading.begin()
        try:
            workers.run(
                upload.server, _JOB, upload.name, upload.content, *arguments, take=reading.take,
                seconds=limits.seconds, name=upload.called,
            )  # fmt: skip
        except TooLongError:
            reading.leave_out(m.IN_TOO_LONG.format(round(limits.seconds)))
        except OutOfMemoryError:
            reading.leave_out(m.IN_TOO_MUCH)
        except DiedError as error:
            reading.leave_out(m.IN_DIED.format(error))
    return Incoming(tuple(reading.rows), tuple(reading.problems))


class _Reading:
    """What has been said so far, and where to go on."""

    def __init__(self, name: str, limits: Limits, progress: Progress) -> None:
        self.rows: list[Row] = []
        self.problems: list[str] = []
        self.next: int | None = 0
        self.unpacked = 0
        self.left_out = 0
        self._most = limits.articles
        self._progress = progress
        self._at, self._of, self._file = 0, 1, name

    @property
    def left(self) -> int:
        """How many files have not been looked at."""
        return self._of - (self.next or 0)

    def begin(self) -> None:
        """A job begins where the last one ended, and is the last unless it says otherwise."""
        self._at, self.next = self.next or 0, None

    def take(self, message: dict[str, Any]) -> None:
        """One thing that the job says."""
        if "row" in message:
            self.rows.append(message["row"])
        elif "problem" in message:
            self.problems.append(message["problem"])
        elif "full" in message:
            self.problems.append(m.IN_TOO_MANY.format(self._most))
        elif "at" in message:
            self._at, self._of, self._file = message["at"], message["of"], message["file"]
            self._progress(self._at, self._of)
        else:
            self.unpacked, self.next = message["unpacked"], message["next"]

    def leave_out(self, why: str) -> None:
        """Go on after the file that is in hand."""
        self.problems.append(f"{self._file}: {why}")
        self.left_out += 1
        self.next = self._at + 1 if self._at + 1 < self._of else None

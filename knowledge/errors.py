"""Everything that can go wrong, in the user's words; each message names the thing and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BusyError",
    "DatelineError",
    "EncoderError",
    "FetchError",
    "GapError",
    "IndexDamagedError",
    "OtherVersionError",
    "ReaderError",
    "ReadingError",
    "SettingError",
    "StorageError",
    "UnknownNameError",
    "UnknownSourceError",
    "UnreachableError",
    "UsageError",
]


class DatelineError(Exception):
    """The family; ``str()`` of any member may be shown to a person as it stands."""

    exit_code: ClassVar[int] = 2
    """With which a program ends that this ended."""


class UsageError(DatelineError):
    """A command was called with something it cannot take."""


class SettingError(DatelineError):
    """A setting has a value that it cannot have."""


class ReadingError(DatelineError):
    """A file that should hold an article cannot be read as one; the others are read all the same."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = str(path)
        self.why = why


class FetchError(DatelineError):
    """An address cannot be fetched, or what it gives cannot be used; the others can all the same."""

    def __init__(
        self, url: str, why: str, *, lasting: bool = False, gone: bool = False, wait: float = 0.0
    ) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why
        self.lasting = lasting
        """Whether trying again is no use."""
        self.gone = gone
        """Whether the site says that there is no such page (any more)."""
        self.wait = wait
        """Seconds for which the site wishes not to be asked."""


class UnknownSourceError(DatelineError):
    """No source has this name."""


class UnknownNameError(DatelineError):
    """No article names this person, organisation or place."""


class IndexDamagedError(DatelineError):
    """What is kept on disk is damaged, or not ours."""


class OtherVersionError(IndexDamagedError):
    """What is kept on disk is sound, but another version of Dateline wrote it."""


class GapError(IndexDamagedError):
    """A copy cannot follow what it is a copy of, and must be made anew."""


class EncoderError(DatelineError):
    """The sentence encoder cannot be used; everything else works without it."""


class ReaderError(DatelineError):
    """The reader cannot be used; everything else works without it."""


class BusyError(DatelineError):
    """Another process holds what this one needs; the message says which."""


class StorageError(DatelineError):
    """What must be kept cannot be written: the disk is full, or the folder is closed to us."""


class UnreachableError(StorageError):
    """The database is away, or takes no changes just now; the same may work in a while."""

    exit_code = 75
    """EX_TEMPFAIL of sysexits.h."""

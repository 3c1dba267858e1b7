"""The reader that is shipped, or the one that is named; None where its libraries are missing."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import ReaderError

if TYPE_CHECKING:
    from knowledge.comprehension.reader import OnnxReader

__all__ = ["REMEDY", "WEIGHTS", "missing", "open_reader", "shared_reader"]

LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
WEIGHTS = Path(__file__).parent / "weights"
REMEDY = "pip install '.[semantic]'"


def missing() -> tuple[str, ...]:
    """The libraries that the reader needs and that are not installed."""
    return tuple(name for name in LIBRARIES if find_spec(name) is None)


def open_reader(folder: Path = WEIGHTS) -> OnnxReader | None:
    """The reader in the folder; None where its libraries are not installed, which is no error.

    Raises ReaderError, in one line with the remedy, when the files are missing or damaged.
    """
    if missing():
        return None
    from knowledge.comprehension.reader import load

    try:
        return load(folder)
    except ReaderError as error:
        raise ReaderError(f"{error}: install Dateline again") from error


@lru_cache(maxsize=1)
def shared_reader() -> OnnxReader | None:
    """The shipped reader, one for all libraries of the process: it takes 60 MB, and reading changes nothing.

    Raises ReaderError, again at every call, while its files are missing or damaged.
    """
    return open_reader()

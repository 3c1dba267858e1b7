"""What this program makes of a file, as a checksum of the program itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

__all__ = ["edition"]

_ROOT = Path(__file__).parent.parent

MAKES = ("model.py", "text", "lexicon", "temporal", "ingest", "extraction", "storage")
"""The parts that decide what is stored for a file."""


@cache
def edition() -> str:
    """Changes whenever the code or a data table does that reads articles and finds facts in them.

    What was stored by another edition is read again, so that nobody has to remember to count a version up.
    """
    digest = blake2b(digest_size=12)
    for part in MAKES:
        for path in sorted(_files(_ROOT / part)):
            digest.update(path.removeprefix(str(_ROOT)).encode() + b"\0" + Path(path).read_bytes() + b"\0")
    return digest.hexdigest()


def _files(top: Path) -> Iterator[str]:
    """The file, or every file below the folder that is no cache of the interpreter."""
    if top.is_file():
        yield str(top)
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{folder}{os.sep}{name}" for name in names)

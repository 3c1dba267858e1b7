"""What this program makes of a file, as a checksum of the program itself."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

__all__ = ["edition"]

_ROOT = Path(__file__).parent.parent

MAKES = ("model.py", "text", "reading", "facts", "engines")
"""The parts that decide what is stored for a file."""


@cache
def edition() -> str:
    """Changes whenever the code or a data table does that reads articles and finds facts in them.

    What was stored by another edition is read again, so that nobody has to remember to count a version up.
    """
    digest = blake2b(digest_size=12)
    for part in MAKES:
        top = _ROOT / part
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()

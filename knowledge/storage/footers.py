"""Whether the files of a tantivy index are as they were written, by the checksums that tantivy gives them.

A file of a segment ends with a footer: JSON with the CRC-32 of all before it, the JSON's length, and a magic
number, both as 32 bits, little-endian. Tantivy looks at the footer when it opens a file, not at the checksum.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["broken"]

_MAGIC = 1337
_SEGMENT = {".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"}


def broken(folder: Path, *, limit: int) -> Iterator[str]:
    """Names of committed files that are not what was written; those above ``limit`` bytes are passed over.

    What another process is still writing is not committed; what it takes away meanwhile is not missed.
    """
    committed = _committed(folder)
    for path in sorted(folder.iterdir()):
        if path.suffix in _SEGMENT and path.name.partition(".")[0] in committed:
            with suppress(FileNotFoundError):
                if path.stat().st_size <= limit and not _is_whole(path.read_bytes()):
                    yield path.name


def _committed(folder: Path) -> set[str]:
    """Ids of the segments that make up the index; none where the list itself is damaged."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        return {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def _is_whole(content: bytes) -> bool:
    length, magic = int.from_bytes(content[-8:-4], "little"), int.from_bytes(content[-4:], "little")
    if magic != _MAGIC or length + 8 > len(content):
        return False
    try:
        footer = json.loads(content[-8 - length : -8])
        return bool(zlib.crc32(content[: -8 - length]) == footer["crc"])
    except (ValueError, KeyError, TypeError):
        return False

"""A text → a sketch of a few hundred bytes by which its copies are known, without reading it again.

Copies share long runs of words: shingles of five, of which a fixed part is kept by their checksums (Broder,
"On the resemblance and containment of documents", 1997). Containment, not resemblance, since a copy is often
cut.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from zlib import crc32

__all__ = ["is_copy", "shares_runs", "sketch"]

LENGTH = 5
"""Words of a shingle."""
COPY = 0.5
"""Share of the shorter text's shingles in the longer from which it is a copy; independent reports of one
event, tried on invented pairs, share less than a tenth."""
KEPT = 64
"""Checksums that a sketch has at least, if the text has as many."""


def sketch(terms: Sequence[str]) -> bytes:
    """Checksums of the runs of five terms: those divisible by the highest power of two that keeps enough."""
    sums = sorted({crc32(" ".join(run).encode()) for run in _runs(terms)})
    step = 1
    while len(fewer := [one for one in sums if one % (2 * step) == 0]) >= KEPT:
        sums, step = fewer, 2 * step
    return struct.pack(f"<{len(sums) + 1}I", step, *sums)


def is_copy(one: bytes, other: bytes) -> bool:
    """Whether the shorter of the sketched texts stands mostly in the longer."""
    (step, *sums), (other_step, *others) = _opened(one), _opened(other)
    coarse = max(step, other_step)
    return _contained(
        {value for value in sums if value % coarse == 0}, {value for value in others if value % coarse == 0}
    )


def shares_runs(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter of two short texts stands mostly in the longer, by all of their runs."""
    return _contained(set(_runs(one)), set(_runs(other)))


def _contained(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= COPY * shorter


def _runs(terms: Sequence[str]) -> list[tuple[str, ...]]:
    """Every run of five terms; a shorter text is one run."""
    if len(terms) <= LENGTH:
        return [tuple(terms)] if terms else []
    return [tuple(terms[n : n + LENGTH]) for n in range(len(terms) - LENGTH + 1)]


def _opened(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content)

"""Unit vectors on a grid of whole numbers: exact cosines between them, and the rows nearest to a vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EXACT", "alike_rows", "cosines", "grid", "nearest", "sketch"]

EXACT = 100_000
"""Rows up to which every row is compared (5 ms on one core)."""
SKIMMED = 8_000
"""Beyond, so many rows at least are compared: the nearest by signs (see benchmarks/meaning_speed.py)."""
AT_ONCE = 2_048
"""Rows turned into floating point at a time: they stay in the cache."""
FINE = 4_096
"""Steps to one for the vector asked about. Times the steps for rows it stays below 2**24, up to which whole
numbers add up exactly in single precision."""


def _coarse(width: int) -> float:
    """Steps to one for rows: 127 steps are then some five standard deviations of a component."""
    return float(round(26 * width**0.5))


def grid(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Rows of unit length, rounded; half a step of 1/509 at width 384."""
    import numpy as np

    steps = np.rint(vectors * np.float32(_coarse(vectors.shape[-1])))
    rounded: NDArray[np.int8] = steps.clip(-127, 127).astype(np.int8)
    return rounded


def cosines(rows: NDArray[np.int8], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of every row's views with the vector: a line for each row, a column for each view."""
    import numpy as np

    fine = np.rint(vector * np.float32(FINE))
    found = np.empty(rows.shape[:2], dtype=np.float32)
    for start in range(0, len(rows), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        flat = rows[part].astype(np.float32).reshape(-1, len(vector))
        found[part] = (flat @ fine).reshape(-1, rows.shape[1])
    found /= np.float32(FINE * _coarse(len(vector)))
    return found


def alike_rows(
    rows: NDArray[np.int8], first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Of each two rows the cosines of the same views; whole numbers, so that they are the same everywhere."""
    import numpy as np

    found = np.empty((len(first), rows.shape[1]), dtype=np.float32)
    for start in range(0, len(first), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        one, other = (rows[at[part]].astype(np.int32) for at in (first, second))
        lengths = np.sqrt((one * one).sum(-1) * np.float64(1) * (other * other).sum(-1))
        found[part] = (one * other).sum(-1) / np.maximum(lengths, 1)
    return found


def sketch(rows: NDArray[np.int8]) -> NDArray[np.uint64]:
    """The signs of the components of all views, 64 to a number, a column for each row (Charikar 2002)."""
    import numpy as np

    flat = rows.reshape(len(rows), -1)
    signs = np.zeros((len(flat), -(-flat.shape[1] // 64) * 8), dtype=np.uint8)
    for start in range(0, len(flat), AT_ONCE):
        packed = np.packbits(flat[start : start + AT_ONCE] > 0, axis=1)
        signs[start : start + AT_ONCE, : packed.shape[1]] = packed
    return np.ascontiguousarray(signs.view(np.uint64).T)


def nearest(
    ids: NDArray[np.int64],
    rows: NDArray[np.int8],
    sketches: NDArray[np.uint64] | None,
    vector: NDArray[np.float32],
    k: int,
) -> list[tuple[int, tuple[float, ...]]]:
    """At most ``k`` ids above nought with the cosines of their views, by the sum of these, ties by id."""
    import numpy as np

    if not len(ids) or k < 1:
        return []
    looked = np.arange(len(ids)) if sketches is None else _skimmed(sketches, rows.shape[1], vector, k)
    looked = looked[ids[looked] > 0]
    found = cosines(rows if len(looked) == len(ids) else rows[looked], vector)
    total = found.sum(1)
    if len(looked) > k:
        among = total >= np.partition(total, -k)[-k]
        looked, found, total = looked[among], found[among], total[among]
    order = np.lexsort((ids[looked], -total))[:k]
    pairs = zip(ids[looked][order].tolist(), found[order].tolist(), strict=True)
    return [(number, tuple(views)) for number, views in pairs]


def _skimmed(
    sketches: NDArray[np.uint64], views: int, vector: NDArray[np.float32], k: int
) -> NDArray[np.int64]:
    """Rows with the fewest differing signs: at least as many as are skimmed, and all that differ no more."""
    import numpy as np

    own = sketch(np.repeat(grid(vector)[None, None], views, axis=1))[:, 0]
    differing = np.zeros(sketches.shape[1], dtype=np.uint16)
    for column, signs in zip(sketches, own, strict=True):
        differing += np.bitwise_count(column ^ signs)
    counts = np.bincount(differing).cumsum()
    limit = int(np.searchsorted(counts, min(max(SKIMMED, 8 * k), len(differing))))
    return np.flatnonzero(differing <= limit)

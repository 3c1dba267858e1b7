"""One state of the kept vectors, made ready for looking up by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.embedding.records import Records

__all__ = ["View"]


class View(NamedTuple):
    """One state of the records, made ready for looking up."""

    generation: int
    ids: NDArray[np.int64]
    order: NDArray[np.int64]
    """Positions by rising id."""
    vectors: NDArray[np.int8]
    first: NDArray[np.uint64]
    tokens: NDArray[np.uint32]
    signs: NDArray[np.uint8]
    sketches: NDArray[np.uint64] | None

    def rows(self, asked: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Of each sentence asked for its row, and whether it has one; there must be any rows at all."""
        import numpy as np

        at = self.order[np.searchsorted(self.ids, asked, sorter=self.order).clip(max=len(self.ids) - 1)]
        return at, self.ids[at] == asked

    def places(self, ids: Sequence[int]) -> list[tuple[int, int]]:
        """Where the signs of each sentence's tokens begin, and how many there are."""
        import numpy as np

        if not len(self.ids):
            return [(0, 0)] * len(ids)
        at, held = self.rows(np.asarray(ids, dtype=np.int64))
        counts = np.where(held, self.tokens[at], 0)
        return list(zip(self.first[at].tolist(), counts.tolist(), strict=True))

    @classmethod
    def of(cls, records: Records) -> View:
        """The records as they are now."""
        import numpy as np

        from knowledge.embedding.nearest import EXACT, sketch

        ids = np.array(records.rows["id"])
        vectors = records.rows["vectors"]
        sketches = sketch(vectors) if len(ids) > EXACT else None
        rows = records.rows
        order = np.argsort(ids, kind="stable")
        return cls(
            records.generation, ids, order, vectors, rows["first"], rows["tokens"], records.signs, sketches
        )

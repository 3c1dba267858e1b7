"""What a question is asked of: a store, its index and, where they are installed, its vectors and a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Vectors
    from knowledge.protocols import Index, Reader, Store

__all__ = ["Searchable"]


@dataclass(frozen=True, slots=True)
class Searchable:
    """One set of articles, ready for questions."""

    store: Store
    index: Index
    vectors: Vectors | None = None
    reader: Reader | None = None

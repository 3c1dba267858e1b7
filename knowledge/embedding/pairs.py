"""Two lists of texts → how near each is in meaning to its partner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.protocols import Encoder

__all__ = ["alike"]


def alike(encoder: Encoder, texts: Sequence[str], others: Sequence[str]) -> list[float]:
    """The cosine of each pair, in order. Raises ValueError when the lists differ in length."""
    if len(texts) != len(others):
        raise ValueError(f"pairs are wanted, not {len(texts)} texts and {len(others)} others")
    rows = encoder.encode([*texts, *others])
    return [round(float(a @ b), 4) for a, b in zip(rows[: len(texts)], rows[len(texts) :], strict=True)]

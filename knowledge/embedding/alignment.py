"""How well each word of a question is met in a sentence, by what the words mean where they stand.

Late interaction (Khattab and Zaharia 2020): every token of the question is set against the token of the
sentence that is nearest to it. Of a sentence's tokens the signs of the components are kept, 48 bytes at width
384; on 25 public articles that finds as many right sentences first as whole vectors do, within 0.002.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Alignment", "align", "signs"]

FINE = 4_096
"""Steps to one of a question's components: whole numbers add up exactly, in any order."""


class Alignment(NamedTuple):
    """A question against a sentence, from cosines: 1 where every token has its like, near 0.2 where none."""

    met: float
    """The mean over the question's tokens, weighted."""
    even: float
    """The same, each token counting alike."""
    gap: float
    """What the token that is missed most takes away, as a share of the whole weight."""
    least: float
    """The cosine of the token that is met worst."""


def signs(states: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The signs of the components, eight to a byte, a line for each token."""
    import numpy as np

    return np.packbits(states > 0, axis=1)


def align(
    states: NDArray[np.float32], weights: Sequence[float], sentences: Sequence[NDArray[np.uint8]]
) -> list[Alignment]:
    """The question's tokens with their weights against each sentence's signs; nought for one without any."""
    import numpy as np

    held = [n for n, sentence in enumerate(sentences) if len(sentence)]
    found = [Alignment(0.0, 0.0, 1.0, 0.0)] * len(sentences)
    if not held or not len(states):
        return found
    width = states.shape[1]
    bits = np.unpackbits(np.concatenate([sentences[n] for n in held]), axis=1, count=width)
    rounded = np.rint(states * np.float32(FINE))
    products = (2 * bits.astype(np.float32) - 1) @ rounded.T
    starts = np.cumsum([0, *(len(sentences[n]) for n in held[:-1])])
    cosines = np.maximum.reduceat(products, starts, axis=0) / (FINE * width**0.5)
    weight = np.asarray(weights, dtype=np.float64)
    whole = float(weight.sum()) or 1.0
    for n, row in zip(held, cosines.astype(np.float64), strict=True):
        found[n] = Alignment(
            float(row @ weight) / whole,
            float(row.mean()),
            float(((1 - row) * weight).max()) / whole,
            float(row.min()),
        )
    return found

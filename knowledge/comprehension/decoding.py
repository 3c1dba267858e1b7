"""What the reader's network gives for a pair → a reading and an entailment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.protocols import Entailment, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.comprehension.pairs import Pair

__all__ = ["entailment", "reading"]

LONGEST_SPAN = 24
"""Tokens of an answer."""
PLACES = 3
"""Decimals that are kept: what lies below them differs from machine to machine."""


def reading(
    pair: Pair,
    answers: float,
    starts: NDArray[np.float32],
    ends: NDArray[np.float32],
) -> Reading:
    """From the logit of answering, and those of each token to begin and to end the answer."""
    return Reading(round(answers, PLACES), _span(pair, starts, ends))


def entailment(shares: NDArray[np.float32], searched: NDArray[np.float32]) -> Entailment:
    """From the probabilities of the three verdicts, by themselves and beside what a search brings."""
    return Entailment(*(round(float(share), PLACES) for share in (*shares, *searched[:2])))


def _span(pair: Pair, starts: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[int, int] | None:
    """The likeliest stretch of at most ``LONGEST_SPAN`` tokens; of equals the first, then the shorter."""
    import numpy as np

    count = len(pair.spans)
    if not count:
        return None
    inside = slice(pair.start, pair.start + count)
    sums = starts[inside, None] + ends[None, inside]
    length = np.arange(count)[None, :] - np.arange(count)[:, None]
    sums = np.where((length >= 0) & (length < LONGEST_SPAN), np.round(sums, PLACES), -np.inf)
    first, last = np.unravel_index(int(np.argmax(sums)), sums.shape)
    return pair.spans[int(first)][0], pair.spans[int(last)][1]

"""A text without paragraphs or full stops costs in proportion to its length, like any other."""

from __future__ import annotations

import time
from collections.abc import Callable

from knowledge.indexing.prepare import prepared
from knowledge.ingest.files import read_bytes

FOUR_TIMES = 10
"""What four times the text may cost, of one; what grows with the square would cost sixteen."""


def endless(count: int) -> bytes:
    said = (
        f"on 3 May 2021 the mayor of Isel met {n} guests of {n % 7} towns and said so" for n in range(count)
    )
    return f"Title\n\nThis is told: {' '.join(said)}".encode()


def seconds(work: Callable[[], object]) -> float:
    """Of processor time, at best: others disturb it now and then."""
    took = []
    for _ in range(3):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def test_an_endless_paragraph_costs_in_proportion_to_read_and_to_prepare() -> None:
    def both(text: bytes) -> None:
        (article,) = read_bytes("a.txt", text).articles
        assert len(prepared(article).sentences) > 1

    both(endless(20))  # what is loaded once
    assert seconds(lambda: both(endless(400))) < FOUR_TIMES * seconds(lambda: both(endless(100)))

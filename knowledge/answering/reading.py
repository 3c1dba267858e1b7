"""The first candidates, read by the learned reader, which then has a say in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evidence.passages import passages_of
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked, reordered

if TYPE_CHECKING:
    from knowledge.protocols import Reading
    from knowledge.retrieval.searchable import Searchable

__all__ = ["read", "share"]

FIRST = 5
"""Candidates that are read: of any number from four to twelve, as many right sentences stood first, over
invented news, the validation articles and encyclopedia articles alike."""
SHARE = 1.0
"""Of the reader's logit in the score that orders: of 0 to 3 it put most answers first, on news that it
had not read and on the validation questions; between 0.7 and 1.5 little changes."""


def read(query: Query, ranked: list[Ranked], searched: Searchable) -> list[Ranked]:
    """The same candidates with their readings, in the order of letters, meaning and reader together.

    Those that were not read stay behind. Without a reader nothing changes.
    """
    if searched.reader is None or not ranked:
        return ranked
    first = ranked[:FIRST]
    passages = passages_of([one.hit.sentence for one in first], searched.store)
    readings = searched.reader.read(query.asked_in_full, passages)
    told = [one._replace(reading=reading) for one, reading in zip(first, readings, strict=True)]
    weighed = reordered(
        told, [one.raw + share(reading) for one, reading in zip(first, readings, strict=True)]
    )
    return [*weighed, *(_behind(one, weighed[-1]) for one in ranked[FIRST:])]


def share(reading: Reading) -> float:
    """What a reading adds to the score that orders."""
    return SHARE * reading.answers


def _behind(one: Ranked, last: Ranked) -> Ranked:
    """What was not read, with a score that keeps it behind what was."""
    raw = min(one.raw, last.raw)
    return one._replace(raw=raw, hit=one.hit._replace(score=min(one.hit.score, last.hit.score)))

"""How surely one event that several articles tell becomes one entry, over the sets in data/merges.txt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from examples.marked_stories import marked_stories

from knowledge.indexing.memory import in_memory
from knowledge.timeline.pipeline import timeline

DATA = Path(__file__).parent / "data" / "merges.txt"
Pair = frozenset[str]


class Merges(NamedTuple):
    """Pairs of sentences that tell one event, and those that stand in one entry."""

    wanted: frozenset[Pair]
    made: frozenset[Pair]


def merges() -> Iterator[Merges]:
    for articles, label in marked_stories(DATA):
        shown = timeline("", in_memory(articles).searched, today=date(2026, 1, 1)).events
        entries = [sorted({c.quote for c in entry.citations} & label.keys()) for entry in shown]
        wanted = {frozenset(p) for p in combinations(sorted(label), 2) if label[p[0]] == label[p[1]]}
        yield Merges(frozenset(wanted), frozenset(frozenset(p) for e in entries for p in combinations(e, 2)))


@pytest.fixture(scope="module")
def found() -> list[Merges]:
    return list(merges())


def test_what_becomes_one_entry_is_one_event(found: list[Merges]) -> None:
    right = sum(len(one.made & one.wanted) for one in found)
    assert right / sum(len(one.made) for one in found) >= 0.9


def test_of_events_told_twice_by_the_letters_two_thirds_become_one_entry(found: list[Merges]) -> None:
    right = sum(len(one.made & one.wanted) for one in found)
    assert right / sum(len(one.wanted) for one in found) >= 0.65

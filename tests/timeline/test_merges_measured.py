"""How surely one event that several articles tell becomes one entry, over the sets in data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from examples.marked_stories import marked_stories

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import in_memory
from knowledge.protocols import Encoder
from knowledge.timeline.pipeline import timeline

DATA = Path(__file__).parent / "data"
Pair = frozenset[str]


class Merges(NamedTuple):
    """Pairs of sentences that tell one event, and those that stand in one entry."""

    wanted: frozenset[Pair]
    made: frozenset[Pair]

    @property
    def right(self) -> int:
        return len(self.wanted & self.made)


def merges(encoder: Encoder | None, name: str = "merges.txt") -> Merges:
    wanted: set[Pair] = set()
    made: set[Pair] = set()
    for articles, label in marked_stories(DATA / name):
        kept = in_memory(articles)
        vectors = Vectors(encoder, None) if encoder else None
        if vectors:
            vectors.follow(kept.store)
        searched = replace(kept.searched, vectors=vectors)
        shown = timeline("", searched, today=date(2026, 1, 1)).events
        entries = [sorted({c.quote for c in entry.citations} & label.keys()) for entry in shown]
        wanted |= {frozenset(p) for p in combinations(sorted(label), 2) if label[p[0]] == label[p[1]]}
        made |= {frozenset(p) for entry in entries for p in combinations(entry, 2)}
    return Merges(frozenset(wanted), frozenset(made))


@pytest.fixture(scope="module")
def by_letters() -> Merges:
    return merges(None)


@pytest.fixture(scope="module")
def retold() -> Merges:
    """Of stories that share hardly a word: synonyms, numbers in words, another day of writing."""
    return merges(None, "retold.txt")


@pytest.fixture(scope="module")
def by_meaning() -> Merges:
    encoder = open_encoder()
    if encoder is None:
        pytest.skip("the extra `semantic` is not installed")
    return merges(encoder)


def test_what_the_letters_make_one_entry_is_one_event(by_letters: Merges) -> None:
    assert by_letters.right / len(by_letters.made) >= 0.9


def test_of_events_told_twice_the_letters_make_one_entry_of_nine_in_ten(by_letters: Merges) -> None:
    assert by_letters.right / len(by_letters.wanted) >= 0.9


def test_what_is_told_in_other_words_throughout_is_mostly_one_entry(retold: Merges) -> None:
    assert retold.right / len(retold.wanted) >= 0.6


def test_of_stories_in_other_words_no_two_events_are_one_entry(retold: Merges) -> None:
    assert retold.made <= retold.wanted


def test_what_meaning_makes_one_entry_is_one_event(by_meaning: Merges) -> None:
    assert by_meaning.right / len(by_meaning.made) >= 0.9


def test_of_events_told_twice_meaning_makes_one_entry_of_nine_in_ten(by_meaning: Merges) -> None:
    assert by_meaning.right / len(by_meaning.wanted) >= 0.9

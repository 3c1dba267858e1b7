"""How surely one event that several articles tell becomes one entry, over the sets in data/merges.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.timeline.pipeline import timeline

DATA = Path(__file__).parent / "data" / "merges.txt"
Pair = frozenset[str]


class Merges(NamedTuple):
    """Pairs of sentences that tell one event, and those that stand in one entry."""

    wanted: frozenset[Pair]
    made: frozenset[Pair]


def sets() -> Iterator[list[tuple[list[str], list[str]]]]:
    """Articles with their head and their lines, as the comment at the head of the file says."""
    for block in re.split(r"^= .*$", DATA.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        parts = [part.strip().splitlines() for part in re.split(r"^# ", block, flags=re.MULTILINE)[1:]]
        yield [([field.strip() for field in head.split("|")], lines) for head, *lines in parts]


def merges() -> Iterator[Merges]:
    for articles in sets():
        label: dict[str, str] = {}
        built = []
        for (name, title, publisher, day), lines in articles:
            pairs = [re.fullmatch(r"(?:\{(\w+)\})?(.+)", line.strip()) for line in lines if line.strip()]
            told = [(found[1], found[2].strip()) for found in pairs if found]
            label |= {sentence: letter for letter, sentence in told if letter}
            source = Source(
                id=name, title=title, publisher=publisher, published=date.fromisoformat(day),
                published_basis="catalogue",
            )  # fmt: skip
            built.append(Article.of(source, [sentence for _, sentence in told]))
        shown = timeline("", in_memory(built).searched, today=date(2026, 1, 1)).events
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

"""What is proposed for a question depends on the sentences there are, not on how they came there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from knowledge.answering.pipeline import answer
from knowledge.indexing.index_folder import IndexFolder
from knowledge.model import Article, Source
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.proposing import proposed
from knowledge.retrieval.searchable import Searchable
from knowledge.text.words import terms

QUESTIONS: Final = 300
MOST: Final = 40
PLACES: Final = ("harbour", "council", "museum", "ferry", "bakery", "tower", "school", "market")
DEEDS: Final = ("opened", "closed", "sold", "painted", "repaired", "visited", "praised", "counted")
WORDS: Final = [f"{first}{last}" for first in PLACES[:6] for last in ("keeper", "lamp", "street", "owl")]


def news(number: int, chance: random.Random, *, length: int) -> Article:
    """An article of invented news; ``length`` is about how many words its sentences have."""

    def sentence() -> str:
        some = chance.choices([*PLACES, *WORDS], k=chance.randint(2, length))
        return f"The {chance.choice(PLACES)} {chance.choice(DEEDS)} {' '.join(some)}."

    paragraphs = [" ".join(sentence() for _ in range(3)) for _ in range(chance.randint(1, 3))]
    return Article.of(Source(id=f"n{number:03}", title=f"Report {number}"), paragraphs)


def put_one_by_one(held: IndexFolder, last: Sequence[Article], chance: random.Random) -> None:
    """Longer editions of each and others besides come first, and go one after the other."""
    held.put([news(n, chance, length=24) for n in range(2 * len(last))])
    held.remove([f"n{n:03}" for n in range(len(last), 2 * len(last))])
    for article in last:
        held.put([article])


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Searchable, Searchable]]:
    """The same articles put at once, and after many others."""
    chance = random.Random(20)
    last = [news(number, chance, length=9) for number in range(60)]
    folder: Path = tmp_path_factory.mktemp("histories")
    with closing(IndexFolder.open(folder / "1")) as one, closing(IndexFolder.open(folder / "2")) as two:
        one.put(last)
        put_one_by_one(two, last, chance)
        yield Searchable(one.store, one.index), Searchable(two.store, two.index)


@cache
def questions() -> list[str]:
    chance = random.Random(21)
    return [
        f"Which {chance.choice(PLACES)} was {chance.choice(DEEDS)} by the"
        f" {' '.join(chance.choices([*PLACES, *WORDS], k=chance.randint(0, 3)))}?"
        for _ in range(QUESTIONS)
    ]


def proposals(question: str, searched: Searchable) -> list[tuple[str, int, float]]:
    """Where the proposed sentences stand, with their scores."""
    wanted = {term: 1.0 + n / 7 for n, term in enumerate(dict.fromkeys(terms(question)))}
    found = proposed(wanted, MOST, corpus_of(searched.store), searched.index)
    stands = searched.store.sentences([one.sentence for one in found])
    return [(one.source, one.start, of.score) for one, of in zip(stands, found, strict=True)]


def test_the_same_is_proposed_with_the_same_scores(histories: tuple[Searchable, Searchable]) -> None:
    one, other = histories
    assert [proposals(q, one) for q in questions()] == [proposals(q, other) for q in questions()]


def test_the_same_is_answered(histories: tuple[Searchable, Searchable]) -> None:
    one, other = histories
    assert [answer(q, one) for q in questions()] == [answer(q, other) for q in questions()]

"""What an operation reads of the store does not grow with the library: counted in SQLite's steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta

import pytest

from knowledge.answering.pipeline import answer
from knowledge.answering.suggestions import questions_about
from knowledge.claims.pipeline import check
from knowledge.errors import UnknownNameError
from knowledge.evidence.completion import completions
from knowledge.factsheets.pipeline import fact_sheet
from knowledge.indexing.prepare import prepared, put
from knowledge.model import Article, Source
from knowledge.protocols import Index
from knowledge.retrieval.searchable import Searchable
from knowledge.storage.connections import Connections
from knowledge.storage.memory_index import MemoryIndex
from knowledge.storage.sqlite_store import SqliteStore
from knowledge.timeline.pipeline import timeline

SMALL, LARGE = 80, 480
"""Articles about others, beside the two that are asked about."""
CROWDS = 500, 2000
"""Articles that all name one person: more than the small one holds are on no page."""
ALLOWED = 1.6
"""Times the steps at the small size; reading a whole table takes six times as many."""
STEP = 20
"""Instructions between two counts."""

TOWNS = "Alver Brins Corro Dunst Elver Fossin Garl Holm Isker Jarn Kelst Lorn Marsk Nord Osk Pell".split()
ENDS = "mouth ford by stock ham ton ley wick gate dale".split()


class Counted(Connections):
    """One connection in memory whose steps are counted."""

    def __init__(self) -> None:
        self.steps = 0
        super().__init__(None)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with super().reading() as connection:
            connection.set_progress_handler(self._step, STEP)
            yield connection
            connection.set_progress_handler(None, 0)

    def _step(self) -> int:
        self.steps += 1
        return 0


def place(number: int) -> str:
    return TOWNS[number % len(TOWNS)] + ENDS[number // len(TOWNS) % len(ENDS)] + "x" * (number // 160)


def others(count: int) -> Iterator[Article]:
    for number in range(count):
        town, mayor = place(number), f"{place(number + 7)[:5]}a Hal{place(number)}son"
        source = Source(
            id=f"n{number}", title=f"{town} builds a bridge",
            published=date(2020, 1, 1) + timedelta(days=number), publisher=f"The {town} Post",
        )  # fmt: skip
        yield Article.of(
            source,
            [f"The mayor of {town}, {mayor}, signed a contract on Monday. It costs {number + 20} crowns.",
             f"{mayor} said the bridge of {town} will open in {2021 + number % 9}."],
        )  # fmt: skip


ABOUT = Article.of(
    Source(id="quill", title="Quill visits Zorvath", published=date(2020, 5, 5)),
    ["Foreign minister Marta Quill visited Zorvath on Monday.",
     "Quill, also known as the Ferrywoman, said that 400 sailors would return."],
)  # fmt: skip


def crowd(count: int) -> Iterator[Article]:
    """Articles that all name one person."""
    for number in range(count):
        source = Source(id=f"c{number}", title="A visit", published=date(2020, 1, 1) + timedelta(days=number))
        yield Article.of(
            source,
            [f"Prime minister Ottilie Karr visited {place(number)} on Tuesday. Karr hired {number} crews."],
        )  # fmt: skip


def opened(articles: Iterable[Article]) -> tuple[SqliteStore, Index, Counted]:
    connections, index = Counted(), MemoryIndex()
    store = SqliteStore(connections)
    with store.batch():
        for article in articles:
            put(store, prepared(article))
    index.apply(store.changes_since(0))
    return store, index, connections


@pytest.fixture(scope="module")
def sizes() -> list[tuple[SqliteStore, Index, Counted]]:
    return [opened((*others(count), ABOUT)) for count in (SMALL, LARGE)]


@pytest.fixture(scope="module")
def crowds() -> list[tuple[SqliteStore, Index, Counted]]:
    return [opened(crowd(count)) for count in CROWDS]


def facts(name: str, store: SqliteStore) -> None:
    with suppress(UnknownNameError):
        fact_sheet(name, store)


TODAY = date(2021, 1, 1)
OPERATIONS: dict[str, Callable[[SqliteStore, Index], object]] = {
    "a fact sheet": lambda store, _: fact_sheet("Quill", store),
    "a misspelt fact sheet": lambda store, _: fact_sheet("Marta Quil", store),
    "an unknown fact sheet": lambda store, _: facts("Qqzz Xxyy", store),
    "an office": lambda store, _: fact_sheet("foreign minister", store),
    "a pair": lambda store, _: facts("Quill and Zorvath", store),
    "a timeline": lambda store, index: timeline("Quill", Searchable(store, index), today=TODAY),
    "an unknown timeline": lambda store, index: timeline("Qqzz", Searchable(store, index), today=TODAY),
    "a question": lambda store, index: answer("When did Quill visit Zorvath?", Searchable(store, index)),
    "a misspelt question": lambda store, index: answer("Who vsited Zorvah?", Searchable(store, index)),
    "who somebody is": lambda store, index: answer("who is quill?", Searchable(store, index)),
    "the news": lambda store, index: answer("what's new?", Searchable(store, index)),
    "a claim": lambda store, index: check("Quill visited Zorvath on Monday.", Searchable(store, index)),
    "completing": lambda store, _: store.names.starting("qu", 25),
    "completing a longer beginning": lambda store, _: store.names.starting("marta q", 25),
    "completing inside a name": lambda store, _: completions("uill", store, 25),
    "completing an office": lambda store, _: completions("foreign mini", store, 25),
    "completing a slip": lambda store, _: completions("marta qiul", store, 25),
    "questions about a name": lambda store, index: questions_about("quill", Searchable(store, index), 5),
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_reads_no_more_of_a_larger_library(
    operation: Callable[[SqliteStore, Index], object], sizes: list[tuple[SqliteStore, Index, Counted]]
) -> None:
    assert_level(operation, sizes)


FREQUENT: dict[str, Callable[[SqliteStore, Index], object]] = {
    "a timeline": lambda store, index: timeline("Ottilie Karr", Searchable(store, index), today=TODAY),
    "a timeline of everything": lambda store, index: timeline("", Searchable(store, index), today=TODAY),
    "a fact sheet": lambda store, _: fact_sheet("Ottilie Karr", store),
    "an office": lambda store, _: fact_sheet("prime minister", store),
    "a pair": lambda store, _: fact_sheet("Karr and Alvermouth", store),
    "a question": lambda store, index: answer("What did Karr visit?", Searchable(store, index)),
    "completing a name": lambda store, _: completions("ottilie k", store, 25),
    "completing an office": lambda store, _: completions("prime min", store, 25),
    "questions about a name": lambda store, index: questions_about("karr", Searchable(store, index), 5),
    "questions about an office": lambda store, index: questions_about(
        "prime minister", Searchable(store, index), 5
    ),
}


@pytest.mark.parametrize("operation", FREQUENT.values(), ids=FREQUENT)
def test_an_operation_reads_no_more_of_a_name_that_is_in_more_articles(
    operation: Callable[[SqliteStore, Index], object], crowds: list[tuple[SqliteStore, Index, Counted]]
) -> None:
    assert_level(operation, crowds)


def assert_level(
    operation: Callable[[SqliteStore, Index], object], sizes: list[tuple[SqliteStore, Index, Counted]]
) -> None:
    steps = []
    for store, index, connections in sizes:
        before = connections.steps
        operation(store, index)
        steps.append(connections.steps - before)
    small, large = steps
    assert large <= ALLOWED * small + 50, f"{small} steps of the small library, {large} of the large one"


def test_the_count_tells_when_a_whole_table_is_read(sizes: list[tuple[SqliteStore, Index, Counted]]) -> None:
    steps = []
    for store, _, connections in sizes:
        before = connections.steps
        store.facts("event")
        steps.append(connections.steps - before)
    assert steps[1] > ALLOWED * steps[0] + 50

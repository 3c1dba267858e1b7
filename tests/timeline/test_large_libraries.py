"""Of a name that the whole library is full of, a timeline reads a part; of what is new, all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.indexing.prepare import prepared, put
from knowledge.model import Article, Source
from knowledge.retrieval.searchable import Searchable
from knowledge.storage.memory_index import MemoryIndex
from knowledge.storage.sqlite_store import open_store
from knowledge.timeline.pipeline import timeline

TODAY = date(2022, 1, 1)
DEEDS = "opened a mill|closed a mine|sold a ferry|signed a contract|met the miners".split("|")


def old(number: int) -> Article:
    day = date(2020, 1, 1) + timedelta(days=number)
    deed = DEEDS[number % len(DEEDS)]
    return Article.of(
        Source(id=f"old{number:03}", title=f"Ada Finch {deed}", published=day, publisher=f"Post {number}"),
        [f"Ada Finch {deed} on {day.day} {day:%B %Y}. Ada Finch spoke. Finch left."] * 3,
    )


NEW = Article.of(
    Source(id="new", title="Night at the harbour", published=date(2021, 12, 30), publisher="The Lamp"),
    [
        "The harbour was quiet for hours.",
        "A tug and two barges with gravel, which had waited since noon, met Ada Finch on 28 December 2021.",
    ],
)


@pytest.fixture(scope="module")
def library() -> Searchable:
    store, index = open_store(), MemoryIndex()
    with store.batch():
        for article in (*map(old, range(150)), NEW):
            put(store, prepared(article))
    index.apply(store.changes_since(0))
    return Searchable(store, index)


def sources(library: Searchable, **also: object) -> set[str]:
    found = timeline("Ada Finch", library, today=TODAY, **also)  # type: ignore[arg-type]
    return {citation.source for entry in found.events for citation in entry.citations}


def test_a_frequent_name_has_a_timeline_of_the_articles_that_tell_most_of_it(library: Searchable) -> None:
    assert 20 < len(sources(library)) < 150


def test_what_is_asked_for_besides_is_told_however_little_it_says(library: Searchable) -> None:
    assert "new" not in sources(library)
    assert "new" in sources(library, also={"new"})

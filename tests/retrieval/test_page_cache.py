"""What was read of sentences is kept for all libraries of a process, within a number of bytes."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Article, Source
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.page_cache import PageCache
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.text.sentences import sentences


class Kept(NamedTuple):
    size: int
    name: str = ""


def test_the_same_sentence_of_two_stores_is_two_pages() -> None:
    cache = PageCache()
    cache.add("one", {7: Kept(10, "of one")})
    cache.add("other", {7: Kept(10, "of the other")})
    assert cache.known("one", [7, 8]) == {7: Kept(10, "of one")}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=80))
def test_the_cache_never_holds_more_than_it_may(sizes: list[int]) -> None:
    cache = PageCache(200)
    for number, size in enumerate(sizes):
        cache.add("s", {number: Kept(size)})
        held = cache.known("s", range(number + 1))
        assert sum(page.size for page in held.values()) <= 200 + 60


def test_what_is_asked_for_again_stays() -> None:
    cache = PageCache(100)
    cache.add("s", {0: Kept(10)})
    for number in range(1, 50):
        cache.add("s", {number: Kept(10)})
        assert cache.known("s", [0])


def put(store: SqliteStore, source: str, text: str) -> list[int]:
    article = Article.of(Source(id=source, title=source), [text])
    store.put(article, sentences(article), (), digest="d")
    return [sentence.id for sentence in store.sentences_of(source)]


def test_a_page_outlives_changes_of_other_articles_and_goes_with_its_own() -> None:
    store = open_store()
    (kept,) = put(store, "kept", "The harbour was closed.")
    (gone,) = put(store, "changed", "The bridge was closed.")
    before = corpus_of(store).pages([kept, gone])
    (new,) = put(store, "changed", "The bridge is open.")
    assert corpus_of(store).pages([kept])[0] is before[0]
    assert [page.sentence.text for page in corpus_of(store).pages([new])] == ["The bridge is open."]

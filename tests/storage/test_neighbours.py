"""Words one slip of the pen away are found, others are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.model import Article, Source
from knowledge.storage.codes import one_edit_apart
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.storage.vocabulary import variants
from knowledge.text.sentences import sentences

TEXT = (
    "The government of Zürich said the coalition's ministers met 600 troops. Ministers met again. "
    "The ministry spoke. It is ok. Supercalifragilisticexpialidociousness" + "x" * 30
)


@pytest.fixture(scope="module")
def store() -> Iterator[SqliteStore]:
    store = open_store()
    kept = Article.of(Source(id="a", title="T"), [TEXT])
    store.put(kept, sentences(kept), (), digest="d")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("goverment", "government"),
        ("governmnet", "government"),
        ("govrenment", "government"),
        ("governmentt", "government"),
        ("gowernment", "government"),
        ("Zurih", "zurich"),
        ("zürrich", "zurich"),
        ("COALITON'S", "coalition"),
        ("coaliton’s", "coalition"),
        ("troop", "troops"),
        ("mit", "met"),
    ],
)
def test_one_slip_is_repaired(store: SqliteStore, slip: str, meant: str) -> None:
    assert meant in [neighbour.word for neighbour in store.neighbours(slip)]


@pytest.mark.parametrize("word", ["govermnt", "601", "6000", "okk", "", "zzzzzz", "x" * 5000])
def test_two_slips_numbers_and_the_shortest_words_are_left_alone(store: SqliteStore, word: str) -> None:
    assert store.neighbours(word) == ()


def test_a_word_is_not_its_own_neighbour(store: SqliteStore) -> None:
    assert store.neighbours("Government") == ()


def test_the_term_comes_with_its_word_though_the_slip_has_another(store: SqliteStore) -> None:
    (found,) = store.neighbours("goverment")
    assert (found.written, found.sentences) == (1, 1)
    assert found.term in store.vocabulary()
    assert store.near("goverment") == (found.term,)


def test_the_most_frequent_word_comes_first(store: SqliteStore) -> None:
    found = store.neighbours("ministerz")
    assert [n.word for n in found] == ["ministers"]
    assert found[0].written == 2


few = st.text("abcé", max_size=6)


@given(few, few)
def test_one_edit_apart_is_distance_1(one: str, other: str) -> None:
    assert one_edit_apart(one, other) == (OSA.distance(one, other) == 1)


@given(few, few)
def test_words_one_edit_apart_share_a_variant(one: str, other: str) -> None:
    if one_edit_apart(one, other):
        assert variants(one) & variants(other)

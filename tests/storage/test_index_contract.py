"""What every index promises, whichever engine is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.model import Sentence
from knowledge.protocols import Change, Index
from knowledge.storage.memory_index import MemoryIndex
from knowledge.storage.tantivy_index import TantivyIndex, open_index

Engine = Callable[[], Index]

AVERAGE = 3.0
"""Words that a sentence is said to have on average."""


@pytest.fixture(params=["memory", "tantivy in memory", "tantivy on disk"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    count = iter(range(1_000_000))
    engines: dict[str, Engine] = {
        "memory": MemoryIndex,
        "tantivy in memory": lambda: open_index(None),
        "tantivy on disk": lambda: open_index(tmp_path / f"index-{next(count)}"),
    }
    return engines[request.param]


@pytest.fixture
def index(engine: Engine) -> Index:
    return engine()


def sentence(number: int, source: str = "paper") -> Sentence:
    return Sentence(number, source, 1, number, 0, 1, "x")


def added(generation: int, *texts: str, first: int = 1, source: str = "paper") -> Change:
    pairs = enumerate((tuple(text.split()) for text in texts), first)
    return Change(generation, (), tuple((sentence(number, source), terms) for number, terms in pairs))


def found(index: Index, *terms: str, k: int = 10, sources: frozenset[str] | None = None) -> list[int]:
    return sorted(index.candidates(dict.fromkeys(terms, 1.0), k, AVERAGE, sources=sources))


def test_a_new_index_is_empty_and_of_generation_0(index: Index) -> None:
    assert (index.generation, found(index, "port")) == (0, [])


def test_a_sentence_is_found_by_a_term_and_not_by_another(index: Index) -> None:
    index.apply([added(1, "ferry leave port", "mayor speak")])
    assert (found(index, "port"), found(index, "mayor"), found(index, "por")) == ([1], [2], [])


def test_terms_are_taken_as_they_are(index: Index) -> None:
    index.apply([added(1, "US troop", "us all", "co-op caf\u00e9 1.5 don't")])
    assert found(index, "US") == [1]
    assert found(index, "us") == [2]
    assert found(index, "co-op") == found(index, "1.5") == found(index, "don't") == [3]


def test_the_best_are_told_where_few_are_wanted(index: Index) -> None:
    index.apply([added(1, "strike port", "strike crew", "strike crew ferry", *["strike pay"] * 60)])
    wanted = {"strike": 0.1, "crew": 1.0, "ferry": 3.0}
    assert index.candidates(wanted, 2, AVERAGE)[:2] == (3, 2)


def test_a_term_weighs_what_the_question_gives_it(index: Index) -> None:
    index.apply([added(1, "crew one", "ferry two")])
    assert index.candidates({"crew": 1.0, "ferry": 3.0}, 1, AVERAGE) == (2,)
    assert index.candidates({"crew": 3.0, "ferry": 1.0}, 1, AVERAGE) == (1,)


def test_the_lowest_of_those_that_tie_are_told_even_where_the_list_is_cut(index: Index) -> None:
    for generation, first in enumerate((201, 1, 401), 1):
        index.apply([added(generation, *["same words"] * 100, first=first)])
    assert {1, 2, 3, 4, 5} <= set(found(index, "same", k=5))


CREW_AND_PORT = added(2, "crew", "crew ferry", "port", "port pay", first=601)


def test_the_best_by_what_is_alive_are_told_whatever_was_there_before(index: Index) -> None:
    index.apply([added(1, *["port " * 9 + "pay " * 30] * 300, *["crew"] * 300)])
    index.apply([Change(2, range(1, 601), CREW_AND_PORT.added)])
    assert 601 in index.candidates({"crew": 2.0, "port": 1.9}, 1, AVERAGE)
    assert 603 in index.candidates({"crew": 1.9, "port": 2.0}, 1, AVERAGE)


@pytest.mark.parametrize("k", [0, -1])
def test_nothing_is_proposed_when_nothing_is_wanted(index: Index, k: int) -> None:
    index.apply([added(1, "port")])
    assert found(index, "port", k=k) == found(index) == found(index, "port", sources=frozenset()) == []


def test_candidates_can_be_kept_to_some_sources(index: Index) -> None:
    index.apply([added(1, "port strike", source="a"), added(2, "port strike", first=2, source="b c/\u00e9")])
    assert found(index, "port", sources=frozenset({"b c/\u00e9"})) == [2]
    assert found(index, "port", sources=frozenset({"a", "nowhere"})) == [1]
    assert found(index, "port", sources=frozenset({"nowhere"})) == []


def test_what_is_removed_is_not_found_again(index: Index) -> None:
    index.apply([added(1, "port one", "port two", "port three")])
    index.apply([Change(2, range(1, 3), added(2, "port four", first=4).added)])
    assert (index.generation, sorted(found(index, "port"))) == (2, [3, 4])


@pytest.mark.parametrize("count", [1, 24, 6_000])
def test_many_in_a_row_are_removed_as_few_are(index: Index, count: int) -> None:
    index.apply([added(1, "port", *["crew"] * count, "port")])
    index.apply([Change(2, range(2, count + 2), ())])
    assert (found(index, "crew"), found(index, "port")) == ([], [1, count + 2])


def test_sentences_may_be_removed_one_by_one(index: Index) -> None:
    index.apply([added(1, "port one", "port two", "port three")])
    index.apply([Change(2, (1, 3, 99), ())])
    assert found(index, "port") == [2]


def test_changes_that_were_followed_before_are_passed_over(index: Index) -> None:
    changes = [added(1, "port"), added(2, "port", first=2)]
    index.apply(changes)
    index.apply([*changes, added(3, "port", first=3)])
    assert (index.generation, found(index, "port")) == (3, [1, 2, 3])


def test_an_exception_among_the_changes_leaves_the_index_as_it_was(index: Index) -> None:
    def failing() -> Iterator[Change]:
        yield added(2, "crew", first=2)
        raise ValueError("no more")

    index.apply([added(1, "port")])
    with pytest.raises(ValueError, match="no more"):
        index.apply(failing())
    assert (index.generation, found(index, "crew"), found(index, "port")) == (1, [], [1])
    index.apply([added(2, "crew", first=2)])
    assert found(index, "crew") == [2]


def test_clearing_forgets_everything(index: Index) -> None:
    index.apply([added(7, "port")])
    index.clear()
    assert (index.generation, found(index, "port")) == (0, [])
    index.apply([added(1, "port", first=5)])
    assert (index.generation, found(index, "port")) == (1, [5])


def test_sentences_without_terms_and_enormous_terms_do_no_harm(index: Index) -> None:
    index.apply([added(1, "", "x" * 100_000, "port")])
    assert found(index, "port") == [3]


def test_ids_may_be_large(index: Index) -> None:
    index.apply([added(1, "port", first=2**40)])
    assert found(index, "port") == [2**40]


words = st.sampled_from(["port", "crew", "ferry", "pay", "US", "us"])
texts = st.lists(st.lists(words, max_size=6).map(" ".join), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.data())
def test_exactly_the_sentences_that_hold_a_term_are_found(
    engine: Engine, kept: list[str], data: st.DataObject
) -> None:
    index = engine()
    index.apply([added(1, *kept)])
    term = data.draw(words)
    assert sorted(found(index, term, k=100)) == [n for n, text in enumerate(kept, 1) if term in text.split()]


def test_an_index_on_disk_is_as_it_was_when_opened_again(tmp_path: Path) -> None:
    open_index(tmp_path / "index").apply([added(4, "port crew", "port")])
    again = open_index(tmp_path / "index")
    assert (again.generation, found(again, "crew")) == (4, [1])


def test_a_reader_sees_what_another_wrote(tmp_path: Path) -> None:
    writer = open_index(tmp_path / "index")
    writer.apply([added(1, "port")])
    reader = open_index(tmp_path / "index")
    assert (reader.generation, found(reader, "port"), found(reader, "crew")) == (1, [1], [])
    writer.apply([Change(2, range(1, 2), added(2, "crew", first=2).added)])
    assert (reader.generation, found(reader, "port"), found(reader, "crew")) == (2, [], [2])


def test_both_engines_propose_the_same_sentences() -> None:
    changes = [added(1, *[f"{'port ' * (n % 3)}w{n % 7} w{n % 11}" for n in range(200)])]
    memory: Index = MemoryIndex()
    tantivy: TantivyIndex = open_index(None)
    memory.apply(changes)
    tantivy.apply(changes)
    assert set(found(memory, "port", "w3", k=500)) == set(found(tantivy, "port", "w3", k=500))

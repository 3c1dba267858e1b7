"""Features, scorer and spelling: laws that hold whatever the weights."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extraction.extract import extract
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.retrieval.candidates import comparisons
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.days import days_held
from knowledge.retrieval.features import FEATURES, features
from knowledge.retrieval.ranking import find
from knowledge.retrieval.scorer import default_scorer
from knowledge.retrieval.searchable import Searchable
from knowledge.retrieval.spelling import repairs
from knowledge.retrieval.understanding import understand
from knowledge.storage.memory_index import MemoryIndex
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.text.sentences import sentences

TEXT = [
    "The orchestra cancelled its Norway tour as its conductor fell ill. Its next concert is in March.",
    "Tickets worth 40,000 euros will be refunded, manager Ida Holm said. She named no new date for the tour.",
]


@pytest.fixture(scope="module")
def library() -> tuple[SqliteStore, MemoryIndex]:
    store, index = open_store(None), MemoryIndex()
    article = Article.of(Source(id="tour", title="Tour cancelled"), TEXT)
    index.apply([store.put(article, sentences(article), (), digest="")])
    return store, index


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "who when tour Norway tickets euros Holm concert cancelled the is 40,000 zzz".split()
        ),
        max_size=8,
    )
)
def test_every_feature_lies_between_nought_and_one(
    library: tuple[SqliteStore, MemoryIndex], asked: list[str]
) -> None:
    found = comparisons(understand(" ".join(asked), library[0]), *library)
    for values in features(found) if found else []:
        assert len(values) == len(FEATURES)
        assert all(0 <= value <= 1.0001 for value in values)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=len(FEATURES), max_size=len(FEATURES)), st.data())
def test_the_score_rises_with_every_feature(values: list[float], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FEATURES) - 1))
    higher = [*values[:at], min(1.0, values[at] + data.draw(st.floats(0, 1))), *values[at + 1 :]]
    assert default_scorer().raw(higher) >= default_scorer().raw(values) - 1e-6


def test_the_weights_are_for_these_features() -> None:
    assert default_scorer().features == FEATURES


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("orchstra", "orchestra"), ("condcutor", "conductor"), ("cancelld", "cancelled"), ("tikets", "tickets")],
)
def test_a_slip_is_repaired(library: tuple[SqliteStore, MemoryIndex], typed: str, meant: str) -> None:
    assert repairs(typed, library[0])[0].written == meant


@pytest.mark.parametrize("typed", ["xyzzy", "zzz", "1234", "a", "telephone"])
def test_what_is_like_nothing_is_left_alone(library: tuple[SqliteStore, MemoryIndex], typed: str) -> None:
    assert not repairs(typed, library[0])


def test_a_longer_limit_extends_a_ranking(library: tuple[SqliteStore, MemoryIndex]) -> None:
    query = understand("who said tickets will be refunded", library[0])
    assert find(query, Searchable(*library), k=4)[:2] == find(query, Searchable(*library), k=2)


def test_a_repaired_question_is_shown_as_understood(library: tuple[SqliteStore, MemoryIndex]) -> None:
    assert understand("when is the next cocnert", library[0]).understood == "when is the next concert"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("waited", "wanted"), ("baked", "raked"), ("painter", "pointer"), ("whistle", "thistle")],
)
def test_a_word_of_ordinary_english_is_no_slip_of_another(typed: str, told: str) -> None:
    store = open_store(None)
    article = Article.of(
        Source(id="bridge", title="Bridge"), [f"The {told} bridge of Elm was opened in May."]
    )
    store.put(article, sentences(article), (), digest="")
    assert repairs(typed, store)[0].written == told
    assert understand(f"Which bridge {typed} in Elm?", store).understood is None


QUAKE = Article.of(
    Source(id="quake", title="Quake shakes Tarsin", published=date(2024, 5, 3)),
    [
        "At least 42 people died when an earthquake shook Tarsin on Thursday.",
        "In 1987 an earthquake in Tarsin left 310 people dead.",
    ],
)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many people died in the Tarsin earthquake?", "42"),
        ("how many people died in the Tarsin earthquake of 1987?", "310"),
    ],
)
def test_the_news_comes_before_what_it_recalls_unless_that_is_asked_for(question: str, number: str) -> None:
    opened = in_memory([QUAKE])
    (best,) = find(understand(question, opened.store), opened.searched, k=1)
    assert number in best.sentence.text


OFFICES = [
    Article.of(
        Source(id=str(year), title="Fair opens", published=date(year, 3, 9)),
        [f"Finance Minister {name} opened the fair in Velmar.", "It lasts for three days."],
    )
    for year, name in ((2017, "Ada Finch"), (2020, "Otto Vance"), (2024, "Ida Holm"))
]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("who was finance minister in 2017?", "Ada Finch"),
        ("who was finance minister in 2020?", "Otto Vance"),
        ("finance minister march 2024", "Ida Holm"),
    ],
)
def test_a_year_is_met_by_a_report_of_that_year(question: str, name: str) -> None:
    opened = in_memory(OFFICES)
    (best,) = find(understand(question, opened.store), opened.searched, k=1)
    assert name in best.sentence.text


def test_a_year_is_met_by_what_last_sunday_means() -> None:
    article = Article.of(
        Source(id="a", title="A", published=date(2021, 1, 5)),
        ["The bridge fell last Thursday.", "The bridge is to be built anew."],
    )
    opened = in_memory([article])
    query = understand("which bridge fell in 2020?", opened.store)
    pages = corpus_of(opened.store).pages([s.id for s in opened.store.sentences_of("a")])
    assert [bool(days_held(query, page)) for page in pages] == [True, False]


def test_a_sentence_about_it_is_about_the_name_before() -> None:
    article = Article.of(
        Source(id="ara", title="Rebels mourn"),
        ["The rebels of ARA met in Belhar.", "It announced 40 days of mourning.", "Nobody announced a date."],
    )
    store, index = open_store(None), MemoryIndex()
    index.apply([store.put(article, sentences(article), extract(article, sentences(article)), digest="")])
    found = comparisons(understand("How many days of mourning did ARA announce?", store), store, index)
    named = {comparison.page.sentence.text: values[FEATURES.index("coverage_named")] for comparison, values in
             zip(found, features(found), strict=True)}  # fmt: skip
    plain = {comparison.page.sentence.text: values[FEATURES.index("coverage")] for comparison, values in
             zip(found, features(found), strict=True)}  # fmt: skip
    assert named["It announced 40 days of mourning."] > plain["It announced 40 days of mourning."]
    assert named["Nobody announced a date."] == plain["Nobody announced a date."]


def test_a_person_whom_the_question_names_is_not_who_it_asks_for() -> None:
    text = "Defence Secretary Jim Mattis resigned."
    article = Article.of(Source(id="a", title="A resignation"), [text])
    store, index = open_store(None), MemoryIndex()
    index.apply([store.put(article, sentences(article), extract(article, sentences(article)), digest="")])
    (comparison,) = comparisons(understand("who replaced mattis as secretary", store), store, index)
    assert not [e for e in comparison.fitting if e.kind == "person"]

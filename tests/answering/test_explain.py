"""Why a question's candidates stand as they do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answering.explain import explain
from knowledge.answering.pipeline import answer
from knowledge.comprehension.opening import open_reader
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.presentation.lines import explanation, plain

STRIKE = Article.of(
    Source(id="strike", title="Ferry crews walk out"),
    ["Some 300 crew members left their ferries in Velmar on Monday.", "The harbour master fears delays."],
)


@pytest.fixture
def told():
    opened = in_memory([STRIKE])
    return explain("How many crew members left the ferries of Oslo?", opened.searched)


def test_the_words_that_a_candidate_meets_and_those_it_misses_are_named(told) -> None:
    best = told.candidates[0]
    assert best.sentence.text.startswith("Some 300")
    assert {"crew", "ferries"} <= {word for word, _ in best.met}
    assert best.missed == ("Oslo",)


def test_the_kind_asked_for_is_looked_for(told) -> None:
    assert told.asked == "number"
    assert told.candidates[0].kind_present


def test_without_meaning_the_letters_speak_alone(told) -> None:
    assert {one.by for one in told.candidates} == {"letters"}
    assert all(one.meaning is None for one in told.candidates)


def test_what_the_confidence_rests_on_is_named_the_weightiest_first(told) -> None:
    weights = [abs(value) for _, value in told.evidence]
    assert weights == sorted(weights, reverse=True)
    assert {"score", "unmet_name"} <= {name for name, _ in told.evidence}
    assert "It rests on: " in plain(explanation(told))


def test_the_reader_s_share_and_its_words_stand_beside_letters_and_meaning() -> None:
    reader = open_reader()
    if reader is None:
        pytest.skip("the reader's packages are not installed")
    told = explain("How many crew members left?", replace(in_memory([STRIKE]).searched, reader=reader))
    best = told.candidates[0]
    assert best.reader is not None
    assert "300" in best.marked
    assert f"reader {best.reader:+.2f} (“{best.marked}”)" in plain(explanation(told))


def test_it_can_be_read_on_a_screen(told) -> None:
    shown = plain(explanation(told))
    assert "missed: Oslo" in shown
    assert "by letters" in shown


def test_a_word_that_the_sources_have_is_never_called_absent() -> None:
    filler = [f"The ferry number {n} left Velmar in May 2020 with {n} cars." for n in range(1, 40)]
    opened = in_memory([STRIKE, Article.of(Source(id="b", title="Ferries"), [*filler, "A heron was seen."])])
    told = answer("who fed the heron and left in May 2020 with ferry number 7?", opened.searched)
    assert "heron" not in (told.reason or "") or "do not mention" not in (told.reason or "")

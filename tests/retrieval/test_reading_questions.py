"""What a question asks for, and how typed questions become plain ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.kinds import kind_of
from knowledge.retrieval.typed import plain
from knowledge.text.words import words

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize(("question", "asked"), json.loads((CASES / "question_kinds.json").read_text()))
def test_a_question_asks_for_a_kind_of_thing(question: str, asked: str) -> None:
    assert kind_of(words(question)).asked == asked


@pytest.mark.parametrize(("typed", "meant"), json.loads((CASES / "plain_questions.json").read_text()))
def test_a_typed_question_becomes_plain(typed: str, meant: str) -> None:
    assert plain(typed) == meant


@given(st.text(max_size=2000))
def test_any_text_becomes_short_and_printable(text: str) -> None:
    result = plain(text)
    assert len(result) <= 1300
    assert result.isprintable()


@given(st.text(max_size=300))
def test_any_text_asks_for_something(text: str) -> None:
    kind = kind_of(words(text))
    assert all(at >= 0 for at in (*kind.consumed, *kind.focus))


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many people died?", ["people"]),
        ("how many us troops will leave", ["us", "troops"]),
        ("How many of the prisoners escaped?", ["prisoners"]),
        ("How many foreign ministers met?", ["foreign", "ministers"]),
    ],
)
def test_what_is_counted_is_a_noun_with_the_word_that_describes_it(question: str, counted: list[str]) -> None:
    found = words(question)
    assert [found[at].text for at in kind_of(found).focus] == counted

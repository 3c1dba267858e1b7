"""What a question asks for, and how typed questions become plain ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.retrieval.kinds import kind_of
from knowledge.retrieval.typed import plain
from knowledge.retrieval.understanding import understand
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


@pytest.mark.parametrize("word", ["min", "mo", "dose", "pop", "demo", "form"])
def test_what_the_articles_know_as_a_word_stays_as_it_was_typed(word: str) -> None:
    question = f"what {word} did they take"
    assert plain(question, {word}.__contains__) == question


def test_a_name_that_looks_like_a_short_form_is_read_as_the_articles_write_it() -> None:
    source = Source(id="a", title="Min wins", publisher="The Harbour Post", published=date(2024, 5, 3))
    store = in_memory([Article.of(source, ["Min Aung won the cup on Friday."])]).store
    assert "min" in understand("who is min aung", store).order
    assert "minist" in understand("which min resigned", in_memory([]).store).order

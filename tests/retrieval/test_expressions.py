"""What in a sentence could answer a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.expressions import expressions
from knowledge.text.words import words

CASES = json.loads((Path(__file__).parent.parent / "cases" / "expressions.json").read_text())


@pytest.mark.parametrize(("sentence", "kind", "phrase"), CASES)
def test_a_sentence_holds_an_expression(sentence: str, kind: str, phrase: str | None) -> None:
    found = [sentence[e.start : e.end] for e in expressions(sentence, words(sentence)) if e.kind == kind]
    assert phrase in found if phrase else not found


@given(st.text(max_size=200))
def test_every_expression_lies_in_its_sentence(text: str) -> None:
    for expression in expressions(text, words(text)):
        assert 0 <= expression.start < expression.end <= len(text)
        assert 0 < expression.sureness <= 1


def test_names_that_are_known_are_not_guessed_again() -> None:
    text = "Ida Brandt met Tom Quill."
    found = expressions(text, words(text), [("person", 0, 10)])
    assert [text[e.start : e.end] for e in found if e.kind == "name"] == ["Ida Brandt"]

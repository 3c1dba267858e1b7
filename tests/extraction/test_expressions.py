"""What in a sentence could answer a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extraction.expressions import Expression, expressions
from knowledge.extraction.names import find as find_names
from knowledge.model import Article, Sentence, Source
from knowledge.temporal.timexes import find as find_dates
from knowledge.text.words import words

CASES = json.loads((Path(__file__).parent.parent / "cases" / "expressions.json").read_text())


def read(text: str) -> tuple[Expression, ...]:
    """The expressions of a sentence with the names and dates that are found in it."""
    sentence = Sentence(0, "", 1, 1, 0, len(text), text)
    article = Article.of(Source(id="", title=""), [text] if text.strip() else [])
    dates = find_dates(text, published=None)
    names = find_names(article, [sentence]) if article.text == text else []
    return expressions(text, words(text), [*names, *dates])


@pytest.mark.parametrize(("sentence", "kind", "phrase"), CASES)
def test_a_sentence_holds_an_expression(sentence: str, kind: str, phrase: str | None) -> None:
    found = [sentence[e.start : e.end] for e in read(sentence) if e.kind == kind]
    assert phrase in found if phrase else not found


@given(st.text(max_size=200))
def test_every_expression_lies_in_its_sentence(text: str) -> None:
    for expression in read(text):
        assert 0 <= expression.start < expression.end <= len(text)
        assert 0 < expression.sureness <= 1

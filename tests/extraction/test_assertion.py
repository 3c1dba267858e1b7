"""How far a source stands by what it tells: invented news with the assertion of its clauses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extraction.assertion import assertion_at, assertions

CASES = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read(text: str, phrases: dict[str, str]) -> dict[str, str]:
    """The assertion of the part in which each phrase stands."""
    parts = assertions(text)
    return {phrase: assertion_at(text.index(phrase), parts) for phrase in phrases}


@pytest.mark.parametrize("case", rows("assertion"), ids=lambda case: case["text"][:60])
def test_a_part_of_a_sentence_has_its_assertion(case: dict[str, Any]) -> None:
    assert read(case["text"], case["parts"]) == case["parts"]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize("case", rows("assertion_known_failures"), ids=lambda case: case["text"][:60])
def test_parts_that_are_not_read_yet(case: dict[str, Any]) -> None:
    assert read(case["text"], case["parts"]) == case["parts"]


@pytest.mark.parametrize(
    "text",
    [
        "Apple reports that sales rose.",
        "Ministers quarrelled over the statement that had been promised.",
        "Three managers dismissed last year are Canadian.",
        "Otto Kranz took over in May from Ilse Novak.",
        "The drug cut the risk of falling ill by 71 percent.",
        "A man accused of theft appeared in court.",
    ],
)
def test_words_that_only_look_like_cues_make_nothing_of_what_follows(text: str) -> None:
    assert {one.assertion for one in assertions(text)} <= {"told", "alleged"}
    assert assertions(text)[-1].assertion == "told"


@given(st.text(max_size=200), st.integers(0, 1000))
def test_parts_lie_in_the_sentence_in_order(text: str, offset: int) -> None:
    parts = assertions(text, offset=offset)
    ends = [end for part in parts for end in part.span]
    assert ends == sorted(ends)
    assert all(offset <= end <= offset + len(text) for end in ends)

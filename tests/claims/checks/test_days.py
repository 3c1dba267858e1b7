"""The same resolved day, in whatever form it is written."""

from __future__ import annotations

import pytest
from claims.holding import conflict, finding


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The strike began on May 3.", "The strike began on 3 May."),
        ("The ferry left on 12 May 2020.", "The ferry left on Tuesday."),
        ("The ferry left in May 2020.", "The ferry left on Tuesday."),
        ("The ferry left on Tuesday.", "The ferry left at 4 p.m. on Tuesday."),
    ],
)
def test_the_same_day_is_met(claim: str, sentence: str) -> None:
    found = finding("days", claim, sentence)
    assert (found.met, found.unmet, found.conflicts) == (1, (), ())


@pytest.mark.parametrize(
    ("claim", "sentence", "words"),
    [
        ("The strike ended on 13 May.", "The strike ended on 14 May 2020.", ("13 May", "14 May 2020")),
        ("The ferry left on Monday.", "The ferry left on Tuesday.", ("Monday", "Tuesday")),
        ("She resigned in 2018.", "She resigned in 2021.", ("2018", "2021")),
    ],
)
def test_another_day_conflicts(claim: str, sentence: str, words: tuple[str, str]) -> None:
    assert conflict("days", claim, sentence) == words


def test_a_day_that_the_sentence_does_not_tell_is_unmet() -> None:
    assert finding("days", "The captain resigned in 1999.", "The captain resigned.").unmet == ("1999",)

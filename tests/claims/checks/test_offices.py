"""An office is told only of its holder."""

from __future__ import annotations

import pytest
from claims.holding import conflict, finding

TALKS = "Ada Finch, the mayor of Brennick, met Bo Quell, the Norwegian president."


@pytest.mark.parametrize(
    "claim", ["Ada Finch is the mayor of Brennick.", "Bo Quell is the Norwegian president."]
)
def test_an_office_that_the_sentence_gives_is_met(claim: str) -> None:
    assert finding("offices", claim, TALKS).met == 1


def test_another_office_of_the_same_name_conflicts() -> None:
    claimed, found = conflict("offices", "Ada Finch is the governor of Brennick.", TALKS) or ("", "")
    assert (claimed, found) == ("the governor of Brennick", "mayor of Brennick")


def test_another_holder_of_the_same_office_conflicts() -> None:
    sentence = "Halvard's chief executive, Tor Egeland, saw savings."
    assert conflict("offices", "Karin Lund is the chief executive of Halvard.", sentence) == (
        "Karin Lund",
        "Tor Egeland",
    )


def test_a_former_holder_is_no_holder() -> None:
    assert (
        finding("offices", "Eve Lark is the harbour minister.", "Former harbour minister Eve Lark left.").met
        == 0
    )

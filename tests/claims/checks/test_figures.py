"""The same number of the same thing, in whatever form it is written."""

from __future__ import annotations

import pytest
from claims.holding import conflict, finding

STORM = "At least 31 people were killed and 120 injured when the storm hit Brennick."


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The union promised 20,000,000 crowns.", "The union promised 20 million crowns."),
        ("The union promised twenty million crowns.", "The union promised 20 million crowns."),
        ("Korvel must pay 340,000 pounds.", "The judge ordered it to pay £340,000 in costs."),
        ("About 120 people were injured.", STORM),
        ("More than 100 people were injured.", STORM),
        ("Three captors were killed.", "The siege, in which three of the attackers died, ended on Monday."),
    ],
)
def test_the_same_number_is_met(claim: str, sentence: str) -> None:
    found = finding("figures", claim, sentence)
    assert (found.met, found.unmet, found.conflicts) == (1, (), ())


@pytest.mark.parametrize(
    ("claim", "sentence", "words"),
    [
        (
            "The union promised 20 billion crowns.",
            "The union promised 20 million crowns.",
            ("20 billion crowns", "20 million crowns"),
        ),
        ("750 workers left.", "About 600 workers left the harbour.", ("750", "About 600")),
        ("Fewer than 40 seals escaped.", "More than 40 seals escaped.", ("Fewer than 40", "More than 40")),
        ("The mourning lasts three weeks.", "The mourning lasts two weeks.", ("three weeks", "two weeks")),
    ],
)  # fmt: skip
def test_another_number_of_the_same_noun_conflicts(claim: str, sentence: str, words: tuple[str, str]) -> None:
    assert conflict("figures", claim, sentence) == words


def test_a_number_of_something_else_is_neither_met_nor_a_conflict() -> None:
    found = finding("figures", "Divers found seven wrecks.", "Divers worked for 40 days in the harbour.")
    assert (found.met, found.conflicts) == (0, ())
    assert found.unmet == ("seven",)

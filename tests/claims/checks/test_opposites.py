"""Words in whose place the sentence says the opposite."""

from __future__ import annotations

from claims.holding import conflict


def test_an_opposite_among_the_same_words_conflicts() -> None:
    sentence = "Baron Quell opposes the ferry company and the dock workers."
    assert conflict("opposites", "Baron Quell supports the dock workers", sentence) == ("supports", "opposes")


def test_an_opposite_that_is_denied_says_the_same() -> None:
    assert conflict("opposites", "Quell supports the guards", "Quell does not oppose the guards.") is None

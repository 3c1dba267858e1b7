"""What is put between quotation marks must be the source's own words."""

from __future__ import annotations

from claims.holding import conflict, finding

BET = "“We had a bet running, and I lost it,” said the botanist."


def test_words_that_stand_so_are_met_whatever_the_marks() -> None:
    assert finding("quotations", 'She said: "we had a bet running".', BET).met == 1


def test_a_quotation_with_a_word_changed_conflicts() -> None:
    claimed, found = conflict("quotations", 'She said "We had a bet running, and I won it."', BET) or ("", "")
    assert claimed == "We had a bet running, and I won it"
    assert "I lost it" in found


def test_words_that_nobody_says_there_are_unmet() -> None:
    assert finding("quotations", 'She said "never again".', BET).unmet == ("never again",)

"""Text fragments: a link that opens the article at the quotation."""

from __future__ import annotations

from bot.cards.fragment import fragment


def test_a_long_quotation_is_named_by_its_ends() -> None:
    words = "Ten ships, said the harbour-master, left the port before noon & never came back again"
    assert fragment("https://a.example/x", words) == (
        "https://a.example/x#:~:text=Ten%20ships%2C%20said%20the%20harbour%2Dmaster%2C,"
        "%26%20never%20came%20back%20again"
    )


def test_an_address_with_a_fragment_keeps_it() -> None:
    assert fragment("https://a.example/x#part", "two words") == "https://a.example/x#part:~:text=two%20words"


def test_a_fragment_that_would_be_too_long_is_left_out() -> None:
    assert fragment("https://a.example/x", "ü" * 200) == "https://a.example/x"

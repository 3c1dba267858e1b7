"""Words and their normal forms."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.numbers import in_digits
from knowledge.text.words import normal_form, terms, words


@given(st.text(max_size=300))
def test_every_word_stands_where_its_span_says(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(max_size=200))
def test_every_word_has_a_term(text: str) -> None:
    assert all(word.term for word in words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("withdrew", "withdraws"),
        ("centre", "center"),
        ("neighbour", "neighbor"),
        ("organised", "organized"),
        ("programmes", "programs"),
        ("defence", "defense"),
        ("travelled", "traveled"),
        ("children", "child"),
        ("Ministers'", "minister"),
        ("Málaga", "malaga"),
        ("U.S.", "US"),
        ("u.s.", "US"),
        ("twelve", "12"),
        ("1,000", "1000"),
        ("third", "3rd"),
    ],
)
def test_forms_of_one_word_have_one_term(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("US", "us"), ("IS", "is"), ("WHO", "who"), ("organ", "organisation"), ("kill", "kiln")],
)
def test_words_that_differ_have_different_terms(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_a_hyphen_parts_words_and_an_apostrophe_does_not() -> None:
    assert terms("US-led O'Neill") == ("US", "lead", "o'neil")


def test_a_shouted_function_word_is_no_acronym() -> None:
    assert "IS" not in terms("THIS IS A MESS")
    assert "IS" in terms("the IS group")


def test_numbers_in_words_are_one_word_with_digits() -> None:
    assert terms("two thousand ships and sixty-eight nations") == ("2000", "ship", "and", "68", "nation")


@pytest.mark.parametrize(
    ("said", "digits"), [("ninety-nine", "99"), ("five hundred", "500"), ("one", None), ("ship", None)]
)
def test_only_numbers_become_digits(said: str, digits: str | None) -> None:
    assert in_digits(said) == digits

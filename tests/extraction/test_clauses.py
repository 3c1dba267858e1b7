"""Where sentences are parted, and which verb heads each part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extraction.clauses import clauses
from knowledge.extraction.clauses_words import family
from knowledge.text.words import normal_form


def heads(text: str) -> list[tuple[str, str]]:
    return [(c.verb.term, c.verb.tense) for c in clauses(text) if c.verb]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Crews found the boat after it sank near Arvik.", [("find", "past"), ("sink", "past")]),
        ("The bank, which failed in 2008, has reopened.", [("fail", "past"), ("reopen", "perfect")]),
        ("The court is to hear the case in May.", [("hear", "future")]),
        ("The line is expected to open in June.", [("open", "future")]),
        ("She said the port was closed on Friday.", [("say", "past"), ("close", "past")]),
        ("They agreed to end the strike.", [("agre", "past"), ("end", "infinitive")]),
        ("The party won the vote and lost the court case.", [("win", "past"), ("lose", "past")]),
        ("A deal brokered by Oslo has collapsed.", [("collaps", "perfect")]),
        ("IS lost the town.", [("lose", "past")]),
        ("More than 100 prisoners have escaped.", [("escap", "perfect")]),
    ],
)
def test_heads_of_clauses(text: str, wanted: list[tuple[str, str]]) -> None:
    assert heads(text) == wanted


@pytest.mark.parametrize(
    "text", ["No ship has left the port.", "Neither Arvik nor Sula, its rival, took part.", "He did not go."]
)
def test_denials(text: str) -> None:
    assert any(c.verb and c.verb.negated for c in clauses(text))


def test_what_is_said_in_quotation_marks_is_marked() -> None:
    found = clauses("“We won the vote,” she said.")
    assert [c.quoted for c in found] == [True, False]


def test_one_kind_of_event_has_one_name() -> None:
    assert family(normal_form("resignation")) == family(normal_form("resigned"))
    assert family(normal_form("conference")) == family(normal_form("talks")) == family(normal_form("met"))
    assert family(normal_form("earthquake")) != family(normal_form("strike"))


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_clauses_hold_every_token_once_and_in_order(text: str) -> None:
    starts = [token.start for clause in clauses(text) for token in clause.tokens]
    assert starts == sorted(set(starts))

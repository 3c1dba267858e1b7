"""Attributed speech supports a claim only as its speaker's; a correction outranks what it corrects."""

from __future__ import annotations

from datetime import date

import pytest
from claims.holding import verdict_on

from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source


def article(name: str, *paragraphs: str, title: str = "Harbour news", day: int = 12) -> Article:
    source = Source(id=name, title=title, publisher="The Gull", published=date(2020, 5, day))
    return Article.of(source, paragraphs)


def test_what_only_somebody_says_is_supported_as_theirs() -> None:
    held = in_memory(
        [article("a", "Ada Finch said that the old bridge of Brennick had collapsed on Monday.")]
    )
    checked = verdict_on("The old bridge of Brennick had collapsed on Monday.", held)
    assert (checked.verdict, checked.said_by) == ("supported", "Ada Finch")


def test_what_the_source_tells_itself_is_nobodys_word() -> None:
    held = in_memory(
        [article("a", "The old bridge of Brennick collapsed on Monday, and the port was closed.")]
    )
    checked = verdict_on("The old bridge of Brennick collapsed on Monday.", held)
    assert (checked.verdict, checked.said_by) == ("supported", None)


def test_that_somebody_says_so_is_told_by_the_source() -> None:
    held = in_memory(
        [article("a", "Ada Finch said that the old bridge of Brennick had collapsed on Monday.")]
    )
    checked = verdict_on("Ada Finch said the old bridge had collapsed.", held)
    assert (checked.verdict, checked.said_by) == ("supported", None)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [("48 boats lost their berths.", "contradicted"), ("38 boats lost their berths.", "supported")],
)
def test_a_note_that_withdraws_a_number_contradicts_it(claim: str, verdict: str) -> None:
    told = "On Tuesday 38 boats lost their berths in the eastern basin."
    note = "An earlier version of this article said that 48 boats lost their berths; the right number is 38."
    assert verdict_on(claim, in_memory([article("a", told, note)])).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Seven people died when the ferry sank off Skarholm.", "contradicted"),
        ("Nine people died when the ferry sank off Skarholm.", "supported"),
    ],
)
def test_a_later_edition_outranks_the_one_before(claim: str, verdict: str) -> None:
    first = article("a", "Seven people died when the ferry sank off Skarholm.", title="Ferry sinks")
    second = article("b", "Nine people died when the ferry sank off Skarholm.", title="Ferry sinks", day=13)
    assert verdict_on(claim, in_memory([first, second])).verdict == verdict


def test_each_statement_of_a_message_has_a_verdict_and_the_worst_is_that_of_the_whole() -> None:
    held = in_memory([article("a", "On Tuesday 38 boats lost their berths.", "The gate was built in 1936.")])
    checked = verdict_on("38 boats lost their berths. The gate was built in 1939.", held)
    assert [part.verdict for part in checked.parts] == ["supported", "contradicted"]
    assert checked.verdict == "contradicted"


def test_a_message_in_another_language_says_so() -> None:
    checked = verdict_on(
        "Die Brücke von Brennick ist am Montag eingestürzt.", in_memory([article("a", "It rained.")])
    )
    assert (checked.verdict, "English" in (checked.reason or "")) == ("not found", True)

"""Claims held against the sources, and who else says so."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering.check import check
from knowledge.answering.facts import fact_sheet
from knowledge.answering.support import support
from knowledge.errors import UnknownNameError
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source

FIRE = "About 600 workers left the harbour of Brennick on Monday after a fire in a warehouse, the mayor said."
AGAIN = "Around 600 workers had to leave Brennick harbour after the warehouse fire, its operator said."
FEWER = "Only 200 workers left the harbour of Brennick after the fire in the warehouse, the union said."


def report(name: str, publisher: str, *paragraphs: str, day: int = 12) -> Article:
    return Article.of(
        Source(id=name, title=name, publisher=publisher, published=date(2020, 5, day)), paragraphs
    )


HELD = in_memory(
    [
        report("gull", "The Gull", FIRE, "Mayor Ada Finch did not close the port. She resigned in 2021."),
        report("coast", "Coast News", AGAIN),
        report("copy", "Copycat Daily", FIRE, "Mayor Ada Finch did not close the port."),
        report("union", "Union Voice", FEWER),
    ]
)


@pytest.mark.parametrize("claim", [FIRE, "a fire in a warehouse, the mayor said", "“She resigned in 2021.”"])
def test_words_that_stand_there_are_exact(claim: str) -> None:
    checked = check(claim, HELD.store, HELD.index)
    assert (checked.verdict, checked.exact) == ("supported", True)


@pytest.mark.parametrize(
    ("claim", "what", "found"),
    [
        (FIRE.replace("600", "750"), "number", "About 600"),
        ("Mayor Ada Finch did close the port.", "negation", "not"),
        ("She resigned in 2018.", "date", "2021"),
        (FIRE.replace("Brennick", "Elmford"), "name", "Brennick"),
    ],
)
def test_a_contradiction_shows_the_conflicting_words(claim: str, what: str, found: str) -> None:
    checked = check(claim, HELD.store, HELD.index)
    assert checked.verdict == "contradicted"
    assert (what, found) in {(c.what, c.found) for c in checked.conflicts}


def test_another_word_of_the_same_meaning_keeps_the_support() -> None:
    checked = check(FIRE.replace("workers", "labourers"), HELD.store, HELD.index)
    assert (checked.verdict, checked.exact) == ("supported", False)


def test_what_nobody_tells_is_not_found_and_the_nearest_is_shown_as_that() -> None:
    checked = check("The moon rose over the opera house.", HELD.store, HELD.index)
    assert checked.verdict == "not found"
    assert checked.citations == ()


def test_copies_are_one_voice_and_other_numbers_differ() -> None:
    every = [s for source in HELD.store.sources() for s in HELD.store.sentences_of(source.id)]
    (first,) = [s for s in every if s.source == "gull" and s.number == 1]
    backed = support(first, every, HELD.store)
    assert backed.support.agreeing == ("The Gull", "Coast News")
    assert backed.support.differing == ("Union Voice",)


def test_a_fact_sheet_gathers_what_is_told_of_a_name() -> None:
    sheet = fact_sheet("finch", HELD.store)
    assert sheet.name == "Ada Finch"
    assert [told.text for told in sheet.roles] == ["Mayor"]


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    with pytest.raises(UnknownNameError, match="the nearest is Ada Finch"):
        fact_sheet("Ada Finsterwalde", HELD.store)

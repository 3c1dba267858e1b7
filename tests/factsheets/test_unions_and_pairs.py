"""Fact sheets of coalitions under any of their names, and of two names at once."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.errors import UnknownNameError
from knowledge.factsheets.pipeline import fact_sheet
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Article, Source


def article(title: str, day: date, *paragraphs: str) -> Article:
    source = Source(id=title.lower(), title=title, publisher=f"The {title.partition(' ')[0]}", published=day)
    return Article.of(source, paragraphs)


@pytest.fixture
def opened() -> InMemory:
    return in_memory(
        [
            article("Echo", date(2017, 3, 9), "The international coalition against Venn met in Oslo.",
                    "The coalition has 68 members, France said.", "Kurdish forces thanked France."),
            article("Anti-Venn coalition to meet", date(2019, 6, 1),
                    "More than 30 nations fighting Venn will gather in Oslo, France said.",
                    "France abandoned the Kurdish fighters, the coalition's envoy said."),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("name", ["the coalition", "Anti-Venn coalition", "coalition opposed to Venn"])
def test_a_coalition_is_found_by_its_foe_and_when_it_is_the_only_one(opened: InMemory, name: str) -> None:
    forms = {told.text for told in fact_sheet(name, opened.store).aliases}
    assert {"international coalition against Venn", "nations fighting Venn"} <= forms


def test_other_counts_of_its_members_are_a_change(opened: InMemory) -> None:
    (difference,) = fact_sheet("the coalition", opened.store).differences
    assert difference.kind == "change"
    assert [told.text for told in difference.told] == ["68 members", "More than 30 nations (Oslo)"]


def test_the_foe_is_not_the_coalition(opened: InMemory) -> None:
    assert "the coalition" not in {told.text for told in fact_sheet("Venn", opened.store).aliases}


def test_where_there_are_two_coalitions_neither_is_the_coalition() -> None:
    two = in_memory(
        [
            article("Echo", date(2017, 3, 9), "The global coalition against Venn met."),
            article("Post", date(2018, 3, 9), "The global coalition against Orm met."),
        ]
    )
    with pytest.raises(UnknownNameError):
        fact_sheet("the coalition", two.store)


@pytest.mark.parametrize(
    "asked",
    ["France and the Kurdish fighters", "between Kurdish forces and France", "France & Kurdish allies"],
)  # fmt: skip
def test_of_two_names_what_names_both_in_order_of_time(opened: InMemory, asked: str) -> None:
    told = [one.text for one in fact_sheet(asked, opened.store).together]
    assert told == [
        "Kurdish forces thanked France.",
        "France abandoned the Kurdish fighters, the coalition's envoy said.",
    ]


def test_two_names_that_no_sentence_has_together_are_told_so(opened: InMemory) -> None:
    with pytest.raises(UnknownNameError, match="No sentence of the sources names both"):
        fact_sheet("Kurdish fighters and Oslo", opened.store)


def test_of_a_pair_the_unknown_name_is_named(opened: InMemory) -> None:
    with pytest.raises(UnknownNameError, match="“Zembla”"):
        fact_sheet("France and Zembla", opened.store)


def test_a_country_is_known_by_its_abbreviation() -> None:
    store = in_memory(
        [article("Echo", date(2017, 3, 9), "The US Coast Guard waited.", "The U.S. sent ships.")]
    ).store
    assert [fact_sheet(name, store).name for name in ("US", "usa", "U.S.")] == ["United States"] * 3


def test_a_people_alone_is_no_organisation_that_bears_its_name() -> None:
    store = in_memory(
        [article("Echo", date(2017, 3, 9), "The European Union met in Oslo.", "European sailors met it.")]
    ).store
    assert fact_sheet("European", store).name == "Europe"
    assert "European" not in {told.text for told in fact_sheet("European Union", store).aliases}

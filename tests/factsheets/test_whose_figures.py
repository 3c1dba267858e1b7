"""Whose a figure is: of a name, of people who are counted; and which figures are one thing."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.errors import UnknownNameError
from knowledge.factsheets.pipeline import fact_sheet
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, FactSheet, Source


def article(name: str, day: date, *paragraphs: str) -> Article:
    return Article.of(Source(id=name, title=name, publisher=f"The {name}", published=day), paragraphs)


def sheet(name: str, *paragraphs: str) -> FactSheet:
    return fact_sheet(name, in_memory([article("Post", date(2020, 1, 8), *paragraphs)]).store)


def figures(name: str, *paragraphs: str) -> list[str]:
    try:
        return [told.text for told in sheet(name, *paragraphs).figures]
    except UnknownNameError:
        return []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("About 900 French troops are in Chad.", ["About 900 French troops (Chad)"]),
        ("France has 900 troops in Chad.", ["900 troops (Chad)"]),
        ("General Roux said that France would deploy no troops in Chad.", ["no troops (Chad)"]),
        ("France, a member of the bloc, has now sent some 900 troops to Chad.", ["some 900 troops (Chad)"]),
        ("France has said it keeps 900 troops in Chad.", ["900 troops (Chad)"]),
        ("France's 900 troops left Chad.", ["900 troops"]),
        ("France, which keeps 900 troops in Chad, is silent.", ["900 troops (Chad)"]),
        ("The French army lost 12 soldiers in Chad.", ["12 soldiers (Chad)"]),
        ("The 900 troops sent by France reached Chad.", ["900 troops"]),
        ("The number of French troops in Chad rose to over 900.", ["over 900 French troops (Chad)"]),
        ("France keeps 900 troops in Chad as well as 40 in Peru.", ["900 troops (Chad)", "40 troops (Peru)"]),
        ("France will pull 600 troops out of Chad, leaving 90 there.",
         ["600 troops (Chad)", "90 troops (Chad)"]),
    ],
)  # fmt: skip
def test_troops_are_a_nations_whose_name_stands_at_them_or_has_them(text: str, told: list[str]) -> None:
    assert figures("French troops", text) == told


def test_a_place_belongs_to_the_number_of_its_clause() -> None:
    text = "The number of people killed in Osk rose to 38, after divers found seven bodies in Tarsh."
    assert figures("Osk", text) == ["38 people killed (Osk)"]
    assert figures("Tarsh", text) == ["seven bodies (Tarsh)"]
    flood = "At least 31 people were killed and 120 injured when the river rose in the south of Lorania."
    assert figures("Lorania", flood) == ["At least 31 people (Lorania)", "120 people (Lorania)"]


@pytest.mark.parametrize(
    "text",
    [
        "The French minister called for a meeting after Spain had pulled 1,000 troops out of Chad.",
        "A Spanish general told France that 1,000 troops had left Chad.",
        "A drone that France sent killed three Spanish soldiers in Chad.",
        "France hosts 900 troops of Spain.",
        "France's president met 900 soldiers in Chad.",
        "France has 900 Spanish troops on its soil.",
        "In France 900 troops of the alliance met.",
        "Some 900 France-backed troops came.",
        "France keeps 30 ships in Chad and Spain 900 soldiers.",
    ],
)
def test_a_nation_elsewhere_in_the_sentence_does_not_make_them_its_troops(text: str) -> None:
    assert figures("French troops", text) == []


def test_the_sheet_of_such_people_is_called_as_they_were_asked_for() -> None:
    assert sheet("French troops", "France has 900 troops in Chad.").name == "French troops"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Ada Finch", "The Finch administration invited 68 countries.", []),
        ("Ada Finch", "Ada Finch said that 68 countries would come.", ["68 countries"]),
        ("Ada Finch", "Mayor Ada Finch sold 40 ferries.", ["40 ferries"]),
        ("Osk Ferries", "Osk Ferries was sold after 40 sailors resigned.", []),
        ("Norway", "Norway attended a meeting of 68 countries in Peru.", []),
        ("Norway", "The debt of Norway rose to $40 million.", ["$40 million"]),
        ("Norway", "Norway's fleet grew by 3 percent.", ["3 percent"]),
        ("Norway", "Norway made a profit of $40 million.", ["$40 million"]),
        ("Norway", "In Norway, some 40 sailors drowned.", ["some 40 sailors"]),
        ("Norway", "The 40 ferries which Norway runs were late.", ["40 ferries"]),
        ("Norway", "The guard caught 40 sailors in Norway.", ["40 sailors (Norway)"]),
        ("Norway", "Peru keeps 40 guards in Norway and 900 in Chad.", ["40 guards (Norway)"]),
        ("Norway", "None of the guards came in for the Norway crews.", []),
    ],
)
def test_a_name_has_the_figures_that_count_its_own_or_that_it_tells(
    name: str, text: str, told: list[str]
) -> None:
    assert figures(name, text) == told


def changes(name: str, *articles: Article) -> list[str]:
    return [d.what for d in fact_sheet(name, in_memory(list(articles)).store).differences]


def test_numbers_of_unlike_people_are_no_change() -> None:
    assert (
        changes(
            "French troops",
            article("Echo", date(2020, 1, 8), "France has no foot soldiers in Chad."),
            article("Post", date(2024, 1, 8), "France has 2,500 troops in Chad."),
        )
        == []
    )


def test_those_who_fell_are_no_count_of_those_who_are_there() -> None:
    assert (
        changes(
            "French troops",
            article("Echo", date(2020, 1, 8), "France has 900 soldiers in Chad."),
            article("Post", date(2024, 1, 8), "A bomb killed three French soldiers in Chad."),
        )
        == []
    )


def test_a_number_of_a_wider_place_is_no_change() -> None:
    assert (
        changes(
            "French troops",
            article("Echo", date(2020, 1, 8), "France has 900 soldiers in Chad.", "Chad is calm.",
                    "The number of French troops in the region was raised to over 2,000."),
            article("Post", date(2024, 1, 8), "France has 1,000 soldiers in Chad."),
        )
        == ["soldiers in Chad"]
    )  # fmt: skip


def test_those_who_leave_years_apart_are_no_change() -> None:
    assert (
        changes(
            "Chad",
            article("Echo", date(2020, 1, 8), "France withdrew 900 soldiers from Chad."),
            article("Post", date(2024, 1, 8), "France withdrew 600 soldiers from Chad."),
        )
        == []
    )

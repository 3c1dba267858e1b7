"""Names, aliases and roles in invented news."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extraction import aliases, names, roles
from knowledge.extraction.extract import extract
from knowledge.model import Article, Source
from knowledge.text.sentences import sentences


def article(*paragraphs: str) -> Article:
    return Article.of(Source(id="a", title="A", published=date(2021, 5, 3)), paragraphs)


def mentioned(*paragraphs: str) -> dict[str, tuple[str, str]]:
    found = article(*paragraphs)
    return {m.text: (m.entity, m.kind) for m in names.find(found, sentences(found))}


def aliased(*paragraphs: str) -> set[tuple[str, str]]:
    found = article(*paragraphs)
    held = sentences(found)
    return {(a.entity, a.alias) for a in aliases.find(found, held, names.find(found, held))}


def held(*paragraphs: str) -> set[tuple[str, str, bool]]:
    found = article(*paragraphs)
    cut = sentences(found)
    return {(r.entity, r.role, r.former) for r in roles.find(found, cut, names.find(found, cut))}


def test_a_title_is_no_part_of_the_name_and_tells_a_person() -> None:
    assert mentioned("On Friday Governor Helena Voss spoke.")["Helena Voss"] == ("Helena Voss", "person")


def test_a_european_is_not_the_european_union() -> None:
    told = mentioned("European allies met. The European Union sent nobody, and the EU was silent.")
    assert told["European"] == ("Europe", "nationality")
    assert told["European Union"] == told["EU"] == ("European Union", "organisation")


def test_the_country_behind_a_person_is_no_part_of_the_name() -> None:
    told = mentioned("President Ada Finch of Lorania met King Otto of Tarsh.")
    assert told["Ada Finch"] == ("Ada Finch", "person")
    assert {"Lorania", "Otto of Tarsh"} <= set(told)


def test_an_adjective_that_opens_a_sentence_is_no_part_of_the_name() -> None:
    assert "Lorania" in mentioned("Neighbouring Lorania sent 200 soldiers.")


def test_a_town_does_not_hold_the_office_of_its_mayor() -> None:
    assert held("The mayor of Osk, Otto Vance, agreed.") == {("Otto Vance", "mayor of Osk", False)}


def test_an_acronym_is_no_surname() -> None:
    assert mentioned("Ada UMC spoke.", "The UMC grew.")["UMC"] == ("UMC", "organisation")


def test_a_union_keeps_what_it_is_for_in_its_name() -> None:
    assert "Global Coalition to Counter Venn" in mentioned("She led the Global Coalition to Counter Venn.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On his Truth Lane platform he wrote a line.", "Truth Lane"),
        ("Members of the Clean Harbour Act committee met.", "Clean Harbour Act"),
        ("The Presiding Officer spoke.", "Presiding Officer"),
    ],
)
def test_what_is_named_like_people_need_not_be_one(text: str, name: str) -> None:
    assert mentioned(text).get(name, (name, "other"))[1] != "person"


def test_a_surname_means_the_full_name_before_it() -> None:
    assert mentioned("Governor Helena Voss spoke. Later Voss left.")["Voss"][0] == "Helena Voss"


def test_a_capital_owed_to_the_sentence_start_makes_no_name() -> None:
    assert "Shares" not in mentioned("Shares in Corvex fell. The shares rose again.")
    assert "Yesterday" not in mentioned("Yesterday Corvex said no.")


@pytest.mark.parametrize(
    ("text", "form", "entity"),
    [
        ("The US sent aid.", "US", "United States"),
        ("A U.S. ship left.", "U.S.", "United States"),
        ("Some French ships left.", "French", "France"),
    ],
)
def test_nations_are_known_by_all_their_names(text: str, form: str, entity: str) -> None:
    assert mentioned(text)[form][0] == entity


def test_a_verb_or_pronoun_is_never_a_name() -> None:
    assert not {"is", "Is", "us"} & mentioned("Is it true? It is for us, said Ann Lee.").keys()


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The Union of Dock Workers (UDW) struck.", ("Union of Dock Workers", "UDW")),
        ("The Blue Path group (BP) struck.", ("Blue Path group", "BP")),
        ("Elmford, also known as Little Rome, voted.", ("Elmford", "Little Rome")),
        ("Ankara accuses the firm of fraud.", ("Turkey", "Ankara")),
    ],
)
def test_an_alias_is_found_where_the_text_says_so(text: str, pair: tuple[str, str]) -> None:
    assert pair in aliased(text)


def test_calling_somebody_names_is_no_alias() -> None:
    assert aliased("Trump called Elmford a mess.") == set()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Former Transport Minister Lena Marsh spoke.", ("Lena Marsh", "Former Transport Minister", True)),
        ("Farid Noor, a baker in Oruk, ran.", ("Farid Noor", "baker in Oruk", False)),
        ("Ana Ruiz, who heads the growers' union, wept.", ("Ana Ruiz", "heads the growers' union", False)),
        ("Polish Foreign Minister Jan Kos left.", ("Jan Kos", "Polish Foreign Minister", False)),
    ],
)
def test_a_role_is_read_before_behind_and_in_a_clause(text: str, role: tuple[str, str, bool]) -> None:
    assert role in held(text)


@given(st.text(max_size=300))
def test_facts_of_any_text_lie_in_it(text: str) -> None:
    found = article(text)
    for fact in extract(found, sentences(found)):
        assert 0 <= fact.start < fact.end <= len(found.text)
        assert fact.rule

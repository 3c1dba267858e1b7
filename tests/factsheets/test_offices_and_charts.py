"""Fact sheets of offices and of people who are counted, with a chart where values have dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.pipeline import answer
from knowledge.errors import UnknownNameError
from knowledge.evidence.agreement import OtherFigure, other_figures
from knowledge.evidence.sentence_facts import facts_of
from knowledge.factsheets.pipeline import fact_sheet
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Article, Sentence, Source, Value
from knowledge.presentation import chart
from knowledge.presentation.picture_pen import WIDTH
from knowledge.protocols import Store


def article(name: str, day: date, *paragraphs: str) -> Article:
    return Article.of(Source(id=name, title=name, publisher=f"The {name}", published=day), paragraphs)


@pytest.fixture
def opened() -> InMemory:
    return in_memory(
        [
            article("Echo", date(2017, 3, 9), "Finance Minister Ada Finch opened the fair.",
                    "About 900 French troops are in Chad, the army said."),
            article("Post", date(2019, 6, 1), "France keeps 2,400 soldiers in Chad, General Roux said."),
            article("Mail", date(2021, 8, 4), "Finance Minister Otto Vance closed the fair.",
                    "France will pull 600 troops out of Chad, leaving fewer than 1,200 there."),
        ]
    )  # fmt: skip


def test_an_office_shows_its_holders_in_order_of_their_days(opened: InMemory) -> None:
    sheet = fact_sheet("finance minister", opened.store)
    assert sheet.kind == "office"
    assert [told.text.split(",")[0] for told in sheet.roles] == ["Ada Finch", "Otto Vance"]
    assert [difference.kind for difference in sheet.differences] == ["change"]


def test_one_holder_is_one_whether_the_first_name_is_told_or_not() -> None:
    told = [
        article("Echo", date(2020, 1, 8), "President Ada Finch of Lorania opened the fair."),
        article("Post", date(2020, 1, 9), "President Finch closed the fair."),
    ]
    sheet = fact_sheet("president", in_memory(told).store)
    assert [told.text for told in sheet.roles] == ["Ada Finch, President"]
    assert not sheet.differences


def test_presidents_of_two_states_named_behind_them_do_not_follow_each_other() -> None:
    told = [
        article("Echo", date(2020, 1, 8), "President Ada Finch of Lorania opened the fair."),
        article("Post", date(2021, 1, 9), "President Otto Vance of Tarsh closed the fair."),
    ]
    sheet = fact_sheet("president", in_memory(told).store)
    assert len(sheet.roles) == 2
    assert not sheet.differences


def test_an_office_that_nobody_holds_is_unknown(opened: InMemory) -> None:
    with pytest.raises(UnknownNameError):
        fact_sheet("master of the horse", opened.store)


def test_words_that_are_no_name_are_not_said_to_be_missing() -> None:
    told = article("Echo", date(2020, 1, 8), "The health ministry of Port Osk warned of the sea.")
    with pytest.raises(UnknownNameError, match="have the words of “health ministry”") as found:
        fact_sheet("health ministry", in_memory([told]).store)
    assert "nearest" not in str(found.value)


def test_people_who_are_counted_have_their_figures_side_by_side(opened: InMemory) -> None:
    sheet = fact_sheet("French troops", opened.store)
    values = [(value.day.year, value.text) for value in sheet.chart]
    assert values == [(2017, "About 900"), (2019, "2,400"), (2021, "fewer than 1,200")]
    assert sheet.differences[-1].kind == "change"


def test_a_chart_is_the_same_picture_each_time_and_has_words(opened: InMemory) -> None:
    sheet = fact_sheet("French troops", opened.store)
    picture = chart.draw(sheet)
    assert picture.startswith(b"\x89PNG")
    assert picture == chart.draw(sheet)
    assert "2019-06-01: 2,400 (The Post)" in chart.alt_text(sheet)


def test_without_three_dated_values_there_is_no_chart(opened: InMemory) -> None:
    sheet = fact_sheet("Ada Finch", opened.store)
    assert sheet.chart == ()
    with pytest.raises(ValueError, match="no three dated values"):
        chart.draw(sheet)


def test_what_was_so_before_the_report_has_no_day_of_its_own() -> None:
    opened = in_memory([article("Post", date(2020, 1, 1), "France had kept around 900 troops in Chad.")])
    (told,) = fact_sheet("France", opened.store).figures
    assert told.as_of is not None
    assert told.as_of.modifier == "before"


def test_none_is_a_figure() -> None:
    opened = in_memory([article("Post", date(2020, 1, 1), "No survivors were found in Chad, France said.")])
    assert any("No survivors" in told.text for told in fact_sheet("Chad", opened.store).figures)


def test_an_office_speaks_for_its_holder() -> None:
    opened = in_memory(
        [
            article(
                "Post",
                date(2020, 1, 1),
                "Chancellor Eva Brandt came to Oslo.",
                "The chancellor praised the port.",
            )
        ]
    )
    assert fact_sheet("Eva Brandt", opened.store).statements


def differing(name: str, *articles: Article) -> list[tuple[str, list[str]]]:
    sheet = fact_sheet(name, in_memory(list(articles)).store)
    return [(d.kind, [told.text for told in d.told]) for d in sheet.differences]


def test_other_numbers_on_later_days_are_a_change() -> None:
    assert differing(
        "Lorania",
        article("Echo", date(2020, 1, 8), "Lorania has 40 ferries in Port Osk, the harbour master said."),
        article("Post", date(2021, 5, 2), "Lorania has 55 ferries in Port Osk, the harbour master said."),
    ) == [("change", ["40 ferries (Port Osk)", "55 ferries (Port Osk)"])]


def test_other_numbers_of_one_day_are_a_contradiction() -> None:
    assert differing(
        "Lorania",
        article("Echo", date(2020, 1, 8), "Lorania has 40 ferries in Port Osk, the harbour master said."),
        article("Post", date(2020, 1, 9), "Lorania has more than 90 ferries in Port Osk, sailors said."),
    ) == [("contradiction", ["40 ferries (Port Osk)", "more than 90 ferries (Port Osk)"])]


def test_a_level_reached_stands_until_its_source_tells_another() -> None:
    found = differing(
        "Lorania",
        article("Echo", date(2021, 9, 1), "In March 2020 the number of ferries of Lorania in Port Osk was "
                "raised to over 90.", "Lorania now has 60 ferries in Port Osk."),
        article("Post", date(2021, 1, 9), "Lorania has 40 ferries in Port Osk."),
    )  # fmt: skip
    assert [kind for kind, _ in found] == ["contradiction", "change"]
    assert found[0][1] == ["over 90 ferries (Port Osk)", "40 ferries (Port Osk)"]


def test_counts_of_two_places_are_never_compared() -> None:
    assert (
        differing(
            "France",
            article("Echo", date(2020, 1, 8), "France keeps 2,500 guards in Peru and 900 in Chile."),
            article("Post", date(2020, 1, 8), "France keeps fewer than 1,000 guards abroad."),
        )
        == []
    )


def others(held: list[Sentence], store: Store) -> tuple[OtherFigure, ...]:
    published = {source.id: source.published for source in store.sources()}
    return other_figures(held[0], held, facts_of([s.id for s in held], store), published)


def test_other_figures_are_those_of_other_sources_on_the_same_thing() -> None:
    store = in_memory(
        [
            article("Echo", date(2020, 1, 8), "Lorania has 40 ferries in Port Osk."),
            article("Post", date(2021, 5, 2), "Lorania has 55 ferries in Port Osk.",
                    "It has 9 trams in Port Osk."),
            article("Mail", date(2021, 5, 2), "Lorania has 30 ferries in Nordby."),
        ]
    ).store  # fmt: skip
    held = [s for source in ("Echo", "Post", "Mail") for s in store.sentences_of(source)]
    assert [(one.sentence.source, one.agrees) for one in others(held, store)] == [("Post", False)]


def test_an_answer_on_a_number_shows_the_other_sources_number() -> None:
    opened = in_memory(
        [
            article("Echo", date(2020, 1, 8), "Norway has 40 ferries in Bergen, its harbour master said."),
            article("Post", date(2021, 5, 2), "A count put it at 55 ferries which Norway runs in Bergen."),
            article("Mail", date(2021, 5, 2), "Norway runs 12 trams in Bergen."),
        ]
    )
    told = answer("How many ferries does Norway have in Bergen?", opened.searched)
    assert [(c.source, c.stance) for c in told.citations] == [("Echo", "supports"), ("Post", "differs")]


def test_a_sentence_without_a_number_bears_out_no_number() -> None:
    opened = in_memory(
        [
            article(
                "Echo", date(2020, 1, 8), "Norway moored 40 ferries in Bergen after the storm on Monday."
            ),
            article("Post", date(2020, 1, 9), "Norway moored ferries in Bergen after the storm on Monday."),
        ]
    )
    told = answer("How many ferries did Norway moor in Bergen?", opened.searched)
    assert told.support is not None
    assert told.support.agreeing == ("The Echo",)


def test_an_office_that_another_article_of_the_time_fills_speaks_for_its_holder() -> None:
    opened = in_memory(
        [
            article("Post", date(2020, 1, 1), "Finance Minister Ada Finch came to Oslo."),
            article("Mail", date(2020, 1, 9), "The finance minister said that the port would grow."),
            article("Echo", date(2023, 1, 9), "The finance minister said that the port would shrink."),
        ]
    )
    told = fact_sheet("Ada Finch", opened.store).statements
    assert [one.text for one in told] == ["that the port would grow."]


def test_an_office_with_its_country_finds_holders_told_without_one() -> None:
    opened = in_memory(
        [
            article("Post", date(2017, 1, 1), "Finance Minister Ada Finch came to Oslo."),
            article("Mail", date(2020, 1, 9), "French Finance Minister Otto Vance closed the fair."),
            article("Echo", date(2020, 1, 9), "Spanish Finance Minister Luis Prado closed the fair."),
        ]
    )
    held = fact_sheet("French finance minister", opened.store).roles
    assert [told.text.split(",")[0] for told in held] == ["Ada Finch", "Otto Vance"]


def test_the_days_of_a_statement_follow_its_words_without_a_full_stop() -> None:
    opened = in_memory([article("Post", date(2020, 1, 8), "Ada Finch said on Monday that the port was old.")])
    (told,) = fact_sheet("Ada Finch", opened.store).statements
    assert told.as_of is not None
    assert not told.text.endswith(".")


def seats(office: str, *articles: Article) -> list[list[str]]:
    sheet = fact_sheet(office, in_memory(list(articles)).store)
    return [[told.text.split(",")[0] for told in d.told] for d in sheet.differences]


def test_only_holders_of_one_states_office_follow_each_other() -> None:
    assert seats(
        "finance minister",
        article("Post", date(2017, 1, 1), "French Finance Minister Ada Finch came to Oslo."),
        article("Mail", date(2018, 1, 9), "Spanish Finance Minister Luis Prado closed the fair."),
        article("Echo", date(2019, 1, 9), "French Finance Minister Otto Vance opened it."),
    ) == [["Ada Finch", "Otto Vance"]]


def test_an_office_that_an_article_gives_to_two_at_once_is_two_offices() -> None:
    assert seats(
        "finance minister",
        article("Post", date(2017, 1, 1), "Finance Minister Ada Finch came to Oslo."),
        article(
            "Mail", date(2019, 1, 9), "Finance Minister Otto Vance met Spanish Finance Minister Luis Prado."
        ),
    ) == [["Ada Finch", "Otto Vance"]]


def test_who_is_yet_to_take_an_office_or_held_it_once_is_no_next_holder() -> None:
    assert (
        seats(
            "mayor",
            article("Post", date(2017, 1, 1), "Mayor Ada Finch came to Oslo."),
            article("Mail", date(2019, 1, 9), "Former mayor Otto Vance and deputy mayor Luis Prado left."),
        )
        == []
    )


def test_a_persons_offices_are_told_in_order_of_time() -> None:
    assert differing(
        "Ada Finch",
        article("Post", date(2017, 1, 1), "Mayor Ada Finch came to Oslo."),
        article("Mail", date(2019, 1, 9), "Governor Ada Finch came to Bergen."),
        article("Echo", date(2021, 1, 9), "Mayor Ada Finch came to Nordby."),
    ) == [("change", ["Mayor", "Governor", "Mayor"])]


def test_what_a_person_is_at_once_or_in_more_words_is_no_change() -> None:
    assert (
        differing(
            "Ada Finch",
            article("Post", date(2017, 1, 1), "Finance Minister Ada Finch, a farmer, came to Oslo."),
            article("Mail", date(2019, 1, 9), "French Finance Minister Ada Finch came to Bergen."),
        )
        == []
    )


VALUES = st.builds(
    lambda days, amount, bound: Value(
        text=f"{bound}{amount:,}", counted="crates", day=date(2021, 1, 1) + timedelta(days=days),
        low=None if bound == "fewer than " else float(amount), told_by="The Elm Weekly Gazette",
        high=None if bound == "over " else float(amount),
    ),
    st.integers(0, 400), st.integers(0, 90_000), st.sampled_from(["", "over ", "fewer than "]),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(VALUES, min_size=3, max_size=9, unique_by=lambda v: v.day))
def test_no_label_of_a_chart_meets_another_or_hides_a_point(values: list[Value]) -> None:
    marks = chart._marks(sorted(values, key=lambda v: v.day))
    labels = chart._labels(marks)
    assert not any(a.meets(b) for a, b in combinations(labels, 2))
    assert not any(label.covers(mark) for label in labels for mark in marks)
    assert all(label.x >= 0 and label.x + label.width <= WIDTH for label in labels)


def test_those_who_leave_years_apart_are_not_compared() -> None:
    store = in_memory(
        [
            article("Echo", date(2020, 1, 8), "Norway withdrew 40 guards from Bergen harbour."),
            article("Post", date(2023, 5, 2), "Norway withdrew 55 guards from Bergen harbour."),
        ]
    ).store
    held = [s for source in ("Echo", "Post") for s in store.sentences_of(source)]
    assert others(held, store) == ()

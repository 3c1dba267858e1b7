"""What counts as an event, when it was, and how surely."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extraction import events, names, statements
from knowledge.model import Article, Event, Source
from knowledge.temporal import timexes as finding
from knowledge.text.sentences import sentences

CASES = json.loads((Path(__file__).parents[1] / "cases" / "events.json").read_text(encoding="utf-8"))


def told(*paragraphs: str, published: date | None = date(2021, 3, 10)) -> list[Event]:
    source = Source(id="a", title="A report", publisher="Harbour Post", published=published)
    article = Article.of(source, list(paragraphs))
    split = sentences(article)
    timexes = finding.find(article.text, published=published)
    mentions = names.find(article, split)
    said = statements.find(split, timexes=timexes, mentions=mentions)
    return events.find(article, split, timexes=timexes, mentions=mentions, statements=said)


def as_case(event: Event) -> dict[str, Any]:
    period = event.period
    return {
        "predicate": event.predicate,
        "status": event.status,
        "first": period.first.isoformat() if period and period.first else None,
        "last": period.last.isoformat() if period and period.last else None,
        "reporting": event.reporting,
        "rule": event.rule,
        "assertion": event.assertion,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_events_of_a_sentence(case: dict[str, Any]) -> None:
    found = [as_case(e) for e in told(case["text"], published=date.fromisoformat(case["published"]))]
    for wanted in case.get("has", []):
        assert any(wanted.items() <= event.items() for event in found), (wanted, found)
    for unwanted in case.get("lacks", []):
        assert not any(unwanted.items() <= event.items() for event in found), found


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The tram line was due to open on 3 May, later delayed until 10 May.", (5, 10)),
        ("The fair, first planned for 12 June, has been moved to 19 June.", (6, 19)),
        ("The trial of Odd Brekke, originally set for 4 May, was postponed to 2 October.", (10, 2)),
        ("The vote has been moved from 3 May to 10 May.", (5, 10)),
        ("The hearing was brought forward from 9 June to 2 June.", (6, 2)),
        ("The concert, which was to take place on 3 May, will now be held on 10 May.", (5, 10)),
        ("The bridge was to open on 3 May, but the opening was put off until 10 May.", (5, 10)),
        ("Instead of on 3 May, the museum will open on 10 May.", (5, 10)),
    ],
)
def test_of_a_day_that_was_moved_only_the_new_one_holds(text: str, holds: tuple[int, int]) -> None:
    events = [e for e in told(text, published=date(2021, 4, 20)) if e.assertion != "corrected"]
    assert [(e.period.first, e.status) for e in events if e.period] == [(date(2021, *holds), "planned")]


def test_what_another_thing_is_put_off_to_moves_nothing() -> None:
    found = told("The fair was to open on 3 May and the vote was put off until 10 May.")
    assert {e.assertion for e in found} <= {"told", "planned"}
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Odd Brekke denied that he had left Vardal.",
        "Reports that Brekke had died were false.",
        "It is not true that the dam collapsed, the council said.",
        "Brekke did not resign, the mayor said.",
        "There was no explosion at the port, the mayor said.",
    ],
)
def test_what_is_denied_without_a_day_is_told_as_no_event(text: str) -> None:
    assert all(event.assertion == "denied" for event in told(text))


def test_what_could_be_seen_was_there() -> None:
    assert told("Smoke could be seen on Monday as the mill burned.")[0].assertion == "told"
    assert told("The treaty could be signed on Monday.")[0].assertion == "supposed"


def test_who_takes_part_and_where() -> None:
    (event,) = told("Foreign Minister Dag Hollen met Omar Teller in Copenhagen on Monday.")
    assert event.participants == ("Dag Hollen", "Omar Teller", "Copenhagen")
    assert event.place == "Copenhagen"


def test_a_place_inside_a_quotation_is_not_where_it_happened() -> None:
    (event,) = told('Dag Hollen resigned on Monday, citing "chaos in Copenhagen".')
    assert event.place is None


def test_who_tells_it() -> None:
    found = told("According to Isle Radio, rebels captured the airport on Monday.")
    assert [e.teller for e in found] == ["Isle Radio"]


def test_without_a_publication_date_only_printed_dates_count() -> None:
    found = told("Rebels captured the airport. They left in May 2019.", published=None)
    assert [(e.predicate, e.period is None) for e in found] == [("captur", True), ("leav", False)]


def test_two_different_meetings_lend_each_other_no_days() -> None:
    found = told(
        "The council will hold a meeting on 4 May. The council will hold a meeting on 9 June.",
        "The meeting will see a vote on fishing quotas.",
    )
    assert {as_case(e)["first"] for e in found if e.rule == "same_event"} == set()


@given(st.text(max_size=300), st.one_of(st.none(), st.dates()))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_events_inside_it_and_raises_nothing(text: str, published: date | None) -> None:
    for event in told(text or "x", published=published):
        assert 0 <= event.start < event.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            """Brandt the said will meet on Monday , and after before that in May 2019 was killed to
            end by talks which " IS since not if who took part . ; – is due open""".split()
        ),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_run_of_news_words_raises_nothing(words: list[str]) -> None:
    told(" ".join(words))


def test_a_list_of_book_length_without_a_full_stop_is_read_in_pieces() -> None:
    assert {event.predicate for event in told("ministers met in Oslo on Monday and " * 400)} == {"meet"}

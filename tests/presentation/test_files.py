"""What is taken away: tables that no spreadsheet runs, Markdown, calendars that other programs open."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from knowledge.model import Answer, Citation, Entry, FactSheet, Timeline, Told
from knowledge.presentation.files import citation_line, sheet_file, timeline_file


def cited(quote: str, n: int = 1, url: str | None = None) -> Citation:
    return Citation(
        n=n, source="deal", title="Deal ends strike", publisher="Harbour Post", published=date(2021, 3, 29),
        published_basis="catalogue", kind="article", paragraph=2, sentence=3, start=0, end=max(1, len(quote)),
        quote=quote, stance="supports", score=1.0, url=url,
    )  # fmt: skip


def entry(
    quote: str, start: str | None, end: str | None, status: str = "stated", conflict: str | None = None
) -> Entry:
    return Entry.model_validate(
        {
            "start": start,
            "end": end,
            "precision": "day",
            "status": status,
            "text": quote,
            "citations": (cited(quote),),
            "conflict": conflict,
        }
    )


def told(*entries: Entry) -> Timeline:
    return Timeline(query="harbour strike", events=entries)


STRIKE = told(
    entry("Crane drivers walked out, said the union; talks had failed.", "2021-03-08", "2021-03-08"),
    entry("Talks are to resume by Easter.", None, "2021-04-04", "planned"),
    entry("Nobody knows when it began.", None, None, "bound"),
)


def events(of: Timeline) -> list[tuple[str, date, date]]:
    calendar = Calendar.from_ical(timeline_file(of, "ics"))
    return [(str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND")) for e in calendar.walk("VEVENT")]


def test_a_calendar_holds_each_entry_that_has_days() -> None:
    assert events(STRIKE) == [
        (STRIKE.events[0].text, date(2021, 3, 8), date(2021, 3, 9)),
        (STRIKE.events[1].text, date(2021, 4, 4), date(2021, 4, 5)),
    ]


def test_a_plan_is_tentative_in_a_calendar() -> None:
    calendar = Calendar.from_ical(timeline_file(STRIKE, "ics"))
    assert [str(e["STATUS"]) for e in calendar.walk("VEVENT")] == ["CONFIRMED", "TENTATIVE"]


words = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ,;\\"), min_size=1)


@given(words, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_whatever_is_quoted_a_calendar_gives_it_back(quote: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    shown = events(told(entry(quote, first.isoformat(), last.isoformat())))
    assert shown == [(quote, first, last + timedelta(days=1))]


@given(words)
def test_no_line_of_a_calendar_is_longer_than_75_octets(quote: str) -> None:
    lines = timeline_file(told(entry(quote * 5, "2020-01-01", "2020-01-02")), "ics").split(b"\r\n")
    assert max(map(len, lines)) <= 75


@given(words)
def test_a_table_gives_back_what_was_quoted_and_runs_nothing(quote: str) -> None:
    table = timeline_file(told(entry(quote, "2020-01-01", "2020-01-02")), "csv").decode()
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["quote"].removeprefix("'") == quote.removeprefix("'")
    assert not row["quote"].startswith(("=", "+", "-", "@"))


def test_a_table_has_a_line_for_each_citation() -> None:
    both = STRIKE.events[0].model_copy(update={"citations": (cited("One."), cited("Two.", 2))})
    rows = list(csv.DictReader(io.StringIO(timeline_file(told(both), "csv").decode())))
    assert [(row["event"], row["quote"]) for row in rows] == [("1", "One."), ("1", "Two.")]


def test_markdown_tells_days_words_and_sources_and_nothing_of_it_is_markup() -> None:
    shown = timeline_file(told(entry("He wrote *no*.", "2021-03-08", "2021-03-08")), "md").decode()
    assert "- **8 Mar 2021**: He wrote \\*no\\*." in shown
    assert "  - Harbour Post, 29 March 2021, paragraph 2" in shown


def test_an_empty_timeline_says_why_in_markdown() -> None:
    nothing = Timeline(query="whales", events=(), reason="The sources tell of no dated event on “whales”.")
    assert "The sources tell of no dated event" in timeline_file(nothing, "md").decode()


def test_json_is_the_timeline_itself() -> None:
    assert json.loads(timeline_file(STRIKE, "json")) == STRIKE.model_dump(mode="json")


def test_a_fact_sheet_is_a_table_and_a_text() -> None:
    sheet = FactSheet(
        name="Nordline", kind="organisation", roles=(Told(text="ferry line", citations=(cited("x"),)),)
    )
    (row,) = csv.DictReader(io.StringIO(sheet_file(sheet, "csv").decode()))
    assert (row["section"], row["text"], row["publisher"]) == ("roles", "ferry line", "Harbour Post")
    assert "## Roles\n\n- ferry line\n" in sheet_file(sheet, "md").decode()


def test_an_answer_is_a_line_with_its_source() -> None:
    citation = cited("The strike ended on Friday.", url="https://harbour.example/deal")
    answer = Answer(
        question="When did it end?", status="answered", reason=None, confidence=0.9, answer=citation.quote,
        highlight=None, citations=(citation,), evidence=(citation,),
    )  # fmt: skip
    assert citation_line(answer) == (
        "“The strike ended on Friday.” (Harbour Post, 29 March 2021, paragraph 2, “Deal ends strike”,"
        " https://harbour.example/deal)"
    )

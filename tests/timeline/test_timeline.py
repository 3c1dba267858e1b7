"""Timelines over invented news: what is shown, in which order, and what stays out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Article, Entry, Source, Timeline
from knowledge.timeline.pipeline import timeline
from knowledge.timeline.request import understood
from knowledge.timeline.topic import read

TODAY = date(2024, 6, 1)


def news(name: str, publisher: str, day: date | None, title: str, *paragraphs: str) -> Article:
    source = Source(id=name, title=title, publisher=publisher, published=day)
    return Article.of(source, list(paragraphs))


ARTICLES = [
    news(
        "strike",
        "Harbour Post",
        date(2021, 3, 10),
        "Crane drivers walk out at Kallvik port",
        "Crane drivers at the port of Kallvik walked out on Monday after talks with the board collapsed.",
        "The union, led by Marta Lindqvist, first threatened a strike in November 2020.",
        "Talks are to resume on Thursday in Tromsdal.",
    ),
    news(
        "deal",
        "Northern Gazette",
        date(2021, 3, 29),
        "Deal ends Kallvik strike",
        "The strike at Kallvik port ended on Friday when the union accepted a raise, the harbour board said.",
        "Crane drivers had walked out on 8 March.",
        "In 2019, Nordline bought three ferries. It will open a new terminal in Kallvik in June 2022.",
    ),
    news(
        "terminal",
        "Delta Wire",
        date(2022, 6, 15),
        "New ferry terminal opens in Kallvik",
        "Nordline opened its new terminal in Kallvik on Tuesday.",
        "Lindqvist resigned as head of the dockers' union in January.",
    ),
    news(
        "fish",
        "Harbour Post",
        date(2024, 5, 2),
        "Ministers to meet on fishing",
        "Fishing ministers from nine countries will meet in Tromsdal on 21 and 22 May to discuss cod quotas.",
        "They last met in Tromsdal in May 2022, but failed to agree.",
    ),
    news(
        "postponed",
        "Northern Gazette",
        date(2024, 5, 18),
        "Fishing meeting put off",
        "The meeting of fishing ministers from nine countries in Tromsdal has been postponed to 4 June.",
    ),
    news("undated", "The Coast", None, "Rebels take airport", "Rebels captured the airport of Sula."),
]


@pytest.fixture(scope="module")
def library() -> InMemory:
    return in_memory(ARTICLES)


def ask(library: InMemory, topic: str, **window: date) -> Timeline:
    return timeline(topic, library.searched, today=TODAY, **window)


def days(entries: tuple[Entry, ...]) -> list[tuple[str | None, str | None, str]]:
    return [(e.start, e.end, e.status) for e in entries]


def test_one_event_from_two_articles_is_one_entry_with_both_citations(library: InMemory) -> None:
    (entry,) = ask(library, "what happened on 8 march 2021").events
    assert {c.source for c in entry.citations} == {"strike", "deal"}


def test_a_plan_that_came_true_is_one_stated_entry_with_the_day(library: InMemory) -> None:
    (entry,) = ask(library, "terminal").events
    assert days((entry,)) == [("2022-06-14", "2022-06-14", "stated")]
    assert {c.source for c in entry.citations} == {"deal", "terminal"}


def test_a_plan_that_was_moved_is_shown_on_both_days_with_a_note(library: InMemory) -> None:
    found = [e for e in ask(library, "meetings of fishing ministers").events if e.conflict]
    assert [e.start for e in found] == ["2024-05-21", "2024-06-04"]
    assert all("Northern Gazette: 4 June 2024" in (e.conflict or "") for e in found)


def test_meetings_in_one_city_in_different_years_stay_apart(library: InMemory) -> None:
    found = days(ask(library, "meetings in Tromsdal").events)
    assert ("2022-05-01", "2022-05-31", "stated") in found
    assert ("2024-05-21", "2024-05-22", "planned") in found


def test_a_name_shows_only_what_concerns_it(library: InMemory) -> None:
    entries = ask(library, "timeline of Lindqvist").events
    assert {(c.source, c.paragraph) for e in entries for c in e.citations} == {("strike", 2), ("terminal", 2)}


def test_typing_errors_are_forgiven(library: InMemory) -> None:
    assert ask(library, "timline of Kalvik terminal").events == ask(library, "Kallvik terminal").events


def test_a_year_asked_for_leaves_out_other_years(library: InMemory) -> None:
    assert [e.start for e in ask(library, "what happened in 2019?").events] == ["2019-01-01"]


def test_given_days_narrow_the_days_that_are_said(library: InMemory) -> None:
    entries = ask(library, "events in 2021", first=date(2021, 3, 20), last=date(2021, 3, 26)).events
    assert [e.start for e in entries] == ["2021-03-26"]


def test_only_plans_when_plans_are_asked_for(library: InMemory) -> None:
    assert {e.status for e in ask(library, "what is planned").events} == {"planned"}
    assert [e.start for e in ask(library, "upcoming events").events] == ["2024-06-04"]


def test_no_event_says_so_and_names_what_has_some(library: InMemory) -> None:
    found = ask(library, "what happened in 2010?")
    assert found.events == ()
    assert found.reason == "The sources tell of no dated event in 2010."
    assert found.nearest[0] == "in 2019"
    assert ask(library, "Lindqvist in 2010").nearest == ("Lindqvist in 2020", "Lindqvist in 2022")


def test_an_unknown_topic_names_the_commonest_names_instead(library: InMemory) -> None:
    found = ask(library, "football")
    assert found.events == ()
    assert found.reason == "The sources tell of no dated event on “football”."
    assert {"Kallvik", "Tromsdal"} <= set(found.nearest)


def test_without_a_publication_date_an_undated_event_stands_last(library: InMemory) -> None:
    entries = ask(library, "").events
    assert days(entries)[-1] == (None, None, "bound")
    assert entries[-1].precision == "unknown"


def test_an_empty_library_is_no_error() -> None:
    empty = in_memory([])
    found = timeline("", empty.searched, today=TODAY)
    assert found.events == ()
    assert found.reason


def test_every_quotation_stands_in_its_article(library: InMemory) -> None:
    texts = {a.source.id: a.text for a in ARTICLES}
    for entry in ask(library, "").events:
        assert entry.text == entry.citations[0].quote
        for c in entry.citations:
            assert texts[c.source][c.start : c.end] == c.quote


def test_citations_are_numbered_through_the_timeline(library: InMemory) -> None:
    numbers = [c.n for e in ask(library, "").events for c in e.citations]
    assert numbers == list(range(1, len(numbers) + 1))


TOPICS = st.sampled_from(
    ["", "Kallvik", "Nordline", "meetings", "strike", "Tromsdal", "Lindqvist", "what is planned"]
)


@given(TOPICS, st.dates(date(2015, 1, 1), date(2025, 1, 1)), st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_entries_are_in_order_and_meet_the_days_asked_for(topic: str, first: date, length: int) -> None:
    library = _shared()
    last = first + timedelta(length)
    entries = ask(library, topic, first=first, last=last).events
    starts = [e.start for e in entries if e.start]
    assert starts == sorted(starts)
    for e in entries:
        if e.end is not None:
            assert e.end >= first.isoformat()
        if e.start is not None:
            assert e.start <= last.isoformat()


_LIBRARIES: list[InMemory] = []


def _shared() -> InMemory:
    """One library for all examples of a property, made when it is first needed."""
    if not _LIBRARIES:
        _LIBRARIES.append(in_memory(ARTICLES))
    return _LIBRARIES[0]


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_request_at_all_gets_a_timeline_or_a_reason(topic: str) -> None:
    found = ask(_shared(), topic)
    assert bool(found.events) != bool(found.reason)


@pytest.mark.parametrize(
    ("one", "other", "noted"),
    [
        ("The Arvik bridge collapsed on Sunday.", "The Arvik bridge collapsed on 4 May 2020.", True),
        ("Omar Teller resigned on 2 March 2020.", "Omar Teller stepped down on 3 March 2020.", True),
        ("Presidents met in Geneva on 4 May.", "Talks of presidents took place in Geneva on 5 May.", True),
        ("Nordline launches a Sula ferry on 1 June.", "Nordline delayed its Sula launch until 1 July.", True),
        ("The company was founded in 1950 by Jon Aas.", "Jon Aas founded the company in 1952.", True),
        ("Ilse Brandt visited Oslo on Monday.", "Ilse Brandt visited Bergen on Tuesday.", False),
        ("Ilse Brandt visited Oslo on Monday.", "Ilse Brandt visited Bergen on Monday.", False),
        ("Arvik won the cup in 2018.", "Arvik won the cup in 2019.", False),
    ],
)  # fmt: skip
def test_two_sources_on_different_days_or_different_events(one: str, other: str, noted: bool) -> None:
    library = in_memory(
        [
            news("a", "Harbour Post", date(2020, 5, 6), "A report from the coast", one),
            news("b", "Delta Wire", date(2020, 5, 7), "Another report", other),
        ]
    )
    entries = ask(library, "").events
    assert len(entries) == 2
    assert [bool(e.conflict) for e in entries] == [noted, noted]


def test_one_event_with_different_numbers_is_one_entry_that_says_so() -> None:
    library = in_memory(
        [
            news(
                "a",
                "Harbour Post",
                date(2020, 5, 6),
                "A report",
                "A bomb killed 12 people in Arvik on 4 May.",
            ),
            news(
                "b", "Delta Wire", date(2020, 5, 7), "Other", "In Arvik 15 people were killed on 4 May 2020."
            ),
        ]
    )
    (entry,) = ask(library, "").events
    assert entry.conflict == "Harbour Post: 12 people; Delta Wire: 15 people"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("A report that the king died on Friday was false.", False),
        ("Reports that the king died on Friday were wrong.", False),
        ("A report that the king died on Friday was confirmed.", True),
        ("The news that the king died on Friday was a shock.", True),
    ],
)
def test_what_a_report_that_is_denied_holds_stays_out(told: str, *, shown: bool) -> None:
    held = in_memory([news("king", "Velmouth Post", date(2024, 5, 15), "The king", told)])
    assert bool(timeline("", held.searched, today=TODAY).events) is shown


@pytest.mark.parametrize(
    ("topic", "named"),
    [("iPhone 4", "iPhone"), ("ePost row", "ePost"), ("the story of tokai foods", "tokai foods")],
)
def test_a_name_with_a_capital_inside_and_a_known_one_of_several_words_are_one_name(
    topic: str, named: str
) -> None:
    told = "The ham of Tokai Foods was recalled on Monday, and Tokai Foods apologised."
    held = in_memory([news("ham", "Velmouth Post", date(2024, 5, 15), "Ham", told)])
    assert [name.text for name in read(understood(topic, today=TODAY).topic, held.store).names] == [named]


def test_what_is_announced_is_none_of_the_meetings_that_are_asked_for() -> None:
    report = news(
        "pact",
        "Velmouth Post",
        date(2024, 5, 15),
        "The Velmouth pact",
        "The members of the Velmouth pact will hold a meeting in June.",
        "The announcement of the meeting followed the raid on Velmouth on Sunday.",
        "The members of the pact met in Velmouth on Monday.",
    )
    shown = timeline("meetings of the Velmouth pact", in_memory([report]).searched, today=TODAY).events
    assert [entry.start for entry in shown] == ["2024-05-13", "2024-06-01"]


def test_what_is_denied_stays_out_and_what_is_alleged_is_marked() -> None:
    report = news(
        "alba",
        "Velmouth Post",
        date(2024, 5, 15),
        "The ferry Alba",
        "Police denied that the ferry Alba sank on Monday.",
        "Prosecutors allege that Ada Finch forged the Alba papers in March 2020.",
        "The Alba sailed on Tuesday.",
    )
    held = in_memory([report])
    shown = timeline("Alba", held.searched, today=TODAY).events
    assert not any("sank" in entry.text for entry in shown)
    assert {entry.text.split()[0]: entry.alleged for entry in shown} == {"Prosecutors": True, "The": False}


def test_a_persons_timeline_has_the_lead_that_names_him_only_in_the_next_sentence() -> None:
    trial = news(
        "trial",
        "Delta Wire",
        date(2021, 4, 7),
        "Forty years for sawmill murder",
        "A court sentenced a timber merchant to forty years in prison on Tuesday.",
        "Judges found that Osvald Grimstad, 57, had paid two men. Grimstad denied it. Grimstad will appeal.",
        "Commissioner Ege Lemming, who led the police, lives abroad.",
    )
    searched = in_memory([trial]).searched
    sentences = {
        name: [entry.text for entry in timeline(name, searched, today=TODAY).events]
        for name in ("Osvald Grimstad", "Ege Lemming")
    }
    assert any("sentenced" in text for text in sentences["Osvald Grimstad"])
    assert not any("sentenced" in text for text in sentences["Ege Lemming"])


def test_where_a_kind_of_event_has_no_day_the_names_events_are_shown() -> None:
    captives = news(
        "captives",
        "Delta Wire",
        date(2002, 3, 29),
        "Sulan clan frees geologists",
        "Tribesmen in Sula on Friday released three geologists.",
        "They had been mapping groundwater for a bank.",
        "Their hosts gave them a goat.",
        "Sulan tribes have kidnapped more than 100 foreigners, most of them unharmed.",
    )
    told = timeline("kidnappings in Sula", in_memory([captives]).searched, today=TODAY)
    assert [entry.start for entry in told.events] == ["2002-03-29"]
    assert told.note is not None
    assert "kidnappings" in told.note


def test_prints_of_one_agency_text_are_one_voice_whichever_sentence_is_cited() -> None:
    wire = (
        "The ferry Marisol sank off Kallvik on Monday after its bow doors opened in a gale.",
        "All forty people aboard were brought ashore by two trawlers that had been fishing nearby.",
        "The owner, Nordline, said that the doors had been repaired twice during the past winter.",
        "An inquiry under a judge from Tromsdal is to hear the captain and the mate next week.",
    )
    prints = [
        news("post", "Post", date(2021, 3, 10), "Ferry sinks", *wire),
        news(
            "star",
            "Star",
            date(2021, 3, 10),
            "Ferry lost",
            *wire[1:],
            "The Marisol sank on Monday in a gale.",
        ),
    ]
    own = news("coast", "Coast", date(2021, 3, 11), "Gale", "In a gale the ferry Marisol sank on Monday.")
    for articles, voices in ((prints, 1), ([*prints, own], 2)):
        events = timeline("Marisol", in_memory(articles).searched, today=TODAY).events
        (sinking,) = [one for one in events if one.start == one.end == "2021-03-08"]
        assert len(sinking.citations) == len(articles)
        assert sinking.voices == voices

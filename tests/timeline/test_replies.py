"""Questions of time, answered by dated events with their citations."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Answer, Article, Source
from knowledge.routing import reply
from knowledge.timeline.pipeline import timeline
from knowledge.timeline.questions import TimeQuestion, points_back, question_of_time

TODAY = date(2023, 6, 1)


def article(name: str, title: str, published: date, *paragraphs: str) -> Article:
    source = Source(
        id=name, title=title, publisher="Fjord Courier", published=published, published_basis="catalogue"
    )
    return Article.of(source, list(paragraphs))


@pytest.fixture(scope="module")
def library() -> InMemory:
    return in_memory(
        [
            article(
                "fire",
                "Fire destroys the Brennvik cannery",
                date(2022, 9, 6),
                "A fire destroyed the cannery in Brennvik on Sunday.",
                "Mayor Sunniva Dahl visited the workers on Monday.",
            ),
            article(
                "ferry",
                "Ferry Ragnhild runs aground",
                date(2022, 11, 16),
                "The ferry Ragnhild ran aground off Brennvik on Tuesday.",
                "Nobody was hurt.",
            ),
            article(
                "sale",
                "Brennvik cannery sold to Polar Foods",
                date(2023, 2, 3),
                "Polar Foods bought the burnt cannery in Brennvik on Wednesday.",
                "The new owner will reopen it in May 2024.",
            ),
            article(
                "dahl",
                "Sunniva Dahl resigns",
                date(2023, 4, 21),
                "Mayor Sunniva Dahl resigned on Thursday.",
                "She had visited Oslo on 11 April.",
            ),
        ]
    )


def ask(library: InMemory, question: str, context: str | None = None) -> Answer:
    return reply(question, library.searched, context=context, top=5, caution=0.0, today=TODAY)


def days(answer: Answer) -> list[str | None]:
    assert answer.timeline is not None
    return [entry.start or entry.end for entry in answer.timeline.events]


def test_of_two_events_the_earlier_comes_first(library: InMemory) -> None:
    found = ask(library, "What came first, the sale of the cannery or the grounding of the ferry Ragnhild?")
    assert days(found) == ["2022-11-15", "2023-02-01"]
    assert [c.source for c in found.citations] == ["ferry", "sale"]


def test_the_days_between_two_events_are_counted(library: InMemory) -> None:
    found = ask(
        library, "How long was it between the fire in the cannery and the resignation of Sunniva Dahl?"
    )
    assert days(found) == ["2022-09-04", "2023-04-20"]
    assert found.timeline is not None
    assert found.timeline.note == "Counted: 228 days, from 4 Sept 2022 to 20 Apr 2023."


def test_when_something_was_last_done_is_its_latest_event(library: InMemory) -> None:
    assert days(ask(library, "When did Sunniva Dahl last visit a place?")) == ["2023-04-11"]


def test_what_happened_after_an_event_is_counted_from_its_day(library: InMemory) -> None:
    found = ask(library, "What happened after the fire in the Brennvik cannery?")
    assert "2023-02-01" in days(found)
    assert "2022-09-04" not in days(found)
    assert found.timeline is not None
    assert "Counted after 4 Sept 2022" in (found.timeline.note or "")


def test_what_happened_in_a_month_is_all_of_its_events(library: InMemory) -> None:
    assert days(ask(library, "What happened in April 2023?")) == ["2023-04-11", "2023-04-20"]


def test_the_latest_on_something_comes_newest_first(library: InMemory) -> None:
    assert days(ask(library, "What's the latest on the cannery?"))[0] == "2023-02-01"


def test_what_is_planned_is_what_is_to_come(library: InMemory) -> None:
    found = ask(library, "What is planned?")
    assert days(found) == ["2024-05-01"]
    assert found.timeline is not None
    assert found.timeline.events[0].status == "planned"


def test_and_when_was_that_asks_for_the_day_of_the_answer_before(library: InMemory) -> None:
    found = ask(library, "and when was that?", context="Who bought the cannery?")
    assert days(found) == ["2023-02-01"]
    assert found.citations[0].source == "sale"


def test_a_sentence_without_a_day_has_that_of_what_it_goes_on_from(library: InMemory) -> None:
    found = ask(library, "when was that?", context="Was anybody hurt on the Ragnhild?")
    assert days(found) == ["2022-11-15"]
    assert found.timeline is not None
    assert found.timeline.note == "The sentence gives no day; what it goes on from does."


def test_an_event_that_no_source_tells_of_gives_no_answer_in_time(library: InMemory) -> None:
    found = ask(library, "How long between the earthquake in Lorn and the resignation of Sunniva Dahl?")
    assert found.timeline is None


def test_an_answer_is_less_sure_the_less_of_the_question_its_events_meet(library: InMemory) -> None:
    met = ask(library, "What came first, the fire that destroyed the cannery or the ferry Ragnhild aground?")
    missed = ask(library, "When did the Brennvik cannery last go bankrupt?")
    assert missed.timeline is not None
    assert met.confidence > 0.5 > missed.confidence


def test_events_that_are_hardly_those_that_are_meant_leave_the_question_to_the_sentences(
    library: InMemory,
) -> None:
    asked = "When did the Brennvik cannery last go bankrupt?"
    cautious = reply(asked, library.searched, context=None, top=5, caution=0.5, today=TODAY)
    assert cautious.timeline is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which happened first: the strike or the sale?", "first"),
        ("Did the court rule before the vote or after?", "first"),
        ("how many days were there between the vote and the count", "between"),
        ("How long after the leak did the plant close?", "between"),
        ("When was the last strike in Velmar?", "last"),
        ("when did the river last flood the town", "last"),
        ("any news on the inquiry?", "latest"),
        ("what's new on the merger", "latest"),
        ("What happened last week?", "list"),
        ("what happened next after the truce", "list"),
        ("what is still to come", "list"),
        ("In which order did things happen in 2019?", "list"),
    ],
)
def test_questions_of_time_are_known_by_their_form(question: str, kind: str) -> None:
    found = question_of_time(question)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "Who led the strike?",
        "When did the strike begin?",
        "What happened to the mayor?",
        "How long is the bridge between Oster and Lenn?",
        "When did Europe recover from the last Ice Age?",
        "What is the plan of the harbour board?",
        "What was the last word of the king?",
        "Why did it happen after the vote?",
    ],
)
def test_other_questions_are_left_to_the_answers(question: str) -> None:
    assert question_of_time(question) is None


def test_the_two_events_are_taken_as_they_are_named() -> None:
    found = question_of_time("How many days passed from the raid to the swap?")
    assert found == TimeQuestion("between", ("the raid", "the swap"))


@pytest.mark.parametrize(
    "question", ["and when was that?", "When did this happen?", "what day was it", "when?"]
)
def test_a_bare_when_points_back(question: str) -> None:
    assert points_back(question)


def report(name: str, day: date, *paragraphs: str) -> Article:
    return Article.of(Source(id=name, title="News", publisher="Wire", published=day), list(paragraphs))


WRECK = report(
    "wreck", date(1999, 1, 26), "The tanker Halvor Trader broke in two on Saturday.",
    "Oil reached the shore of Kerzel on Sunday.", "Kerzel's mayor resigned on Monday.",
)  # fmt: skip
SPILL = report("spill", date(1996, 11, 19), "Oil reached the shore on Monday.")
SALE = report("sale", date(1999, 2, 20), "Two banks sold a tanker on Friday.", "The tanker broke a record.")


def test_what_happened_after_an_event_is_told_of_its_own_story() -> None:
    found = ask(in_memory([WRECK, SALE]), "What happened after the tanker broke in two?")
    assert {one.source for one in found.citations} == {"wreck"}


def test_the_event_counted_from_is_told_where_the_name_asked_about_is() -> None:
    held = in_memory([WRECK, SPILL]).searched
    told = timeline("what happened on Kerzel after oil reached the shore", held, today=TODAY)
    assert "24 Jan 1999" in (told.note or "")

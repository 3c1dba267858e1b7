"""Answers in several parts: questions that ask two things, and what other sources tell beside."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.judging import Judgement
from knowledge.answering.parts import from_others, parts
from knowledge.answering.pipeline import answer
from knowledge.answering.several import corrects, further
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Article, Source
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.understanding import understand


def article(name: str, day: date, *paragraphs: str) -> Article:
    return Article.of(Source(id=name, title=name, publisher=f"The {name}", published=day), paragraphs)


@pytest.fixture(scope="module")
def opened() -> InMemory:
    return in_memory(
        [
            article("Gull", date(2020, 5, 12),
                    "A fire destroyed four warehouses in the harbour of Brennick on Monday.",
                    "The harbour of Brennick will stay closed until 20 May."),
            article("Wire", date(2020, 5, 13),
                    "The fire in Brennick broke out because a welder dropped his torch, police said."),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("who won the race, and when?", ("who won the race", "when?")),
        ("how many died and why did it burn", ("how many died", "why did it burn")),
        ("who is the mayor and what did she say?", ("who is the mayor", "what did she say?")),
    ],
)
def test_a_question_may_ask_two_things(question: str, both: tuple[str, str]) -> None:
    assert parts(question) == both


@pytest.mark.parametrize(
    "question",
    ["What did Iran and Iraq agree?", "When did France and Spain sign?", "the fire and when it began"],
)
def test_and_between_two_names_asks_one_thing(question: str) -> None:
    assert parts(question) is None


def test_both_halves_are_answered_where_no_sentence_tells_both(opened: InMemory) -> None:
    said = answer(
        "How many warehouses in Brennick were destroyed and why did the fire break out?", opened.searched,
        caution=0.3, today=date(2021, 1, 1),
    )  # fmt: skip
    quoted = " ".join(c.quote for c in said.citations if c.stance == "supports")
    assert said.status == "answered"
    assert "four warehouses" in quoted
    assert "dropped his torch" in quoted


@given(st.text(max_size=200))
def test_any_text_has_two_parts_or_none(text: str) -> None:
    found = parts(text)
    assert found is None or all(found)


def test_both_parts_are_answered_and_cited(opened: InMemory) -> None:
    found = answer(
        "how many warehouses in Brennick were destroyed and why did the fire in Brennick break out?",
        opened.searched,
        caution=0.0,
    )
    quoted = " ".join(citation.quote for citation in found.citations)
    assert "four warehouses" in quoted
    assert "welder" in quoted


def test_a_number_of_something_else_is_no_further_value() -> None:
    held = in_memory(
        [
            article("Gull", date(2020, 5, 12), "Around 600 soldiers will leave Brennick, a general said."),
            article("Wire", date(2020, 5, 13), "More than 30 ministers met as soldiers leave Brennick."),
        ]
    )
    query = understand("How many soldiers will leave Brennick?", held.store)
    ranked = rank(retrieve(query, held.searched))
    assert [one.hit.sentence.source for one in ranked] == ["Gull", "Wire"]
    assert further(query, ranked) == []
    assert from_others(Judgement(query, tuple(ranked), 1.0), caution=0.0) == []


@pytest.mark.parametrize(
    ("question", "told", "denied"),
    [
        ("Why did the sluice fail?", "Minister Ada Lind said the sluice at Brennick had not failed.", True),
        ("Why did the allies send pumps?", "None of the allies had come forward to send pumps.", True),
        ("Why did the diver give up hope?", "“We have not given up hope,” said diver Ben Orr.", True),
        (
            "Who is diver Ben Orr?",
            "“We have not given up hope,” said diver Ben Orr, who leads a crew.",
            False,
        ),
        ("Which clubs want Orr?", "Orr is wanted by two clubs, which his agent did not name.", False),
        ("Why did the ferry run aground?", "The ferry ran aground at noon, but nobody was injured.", False),
    ],
)
def test_only_what_the_question_takes_for_granted_is_said_to_be_otherwise(
    question: str, told: str, denied: bool
) -> None:
    held = in_memory([article("Gull", date(2020, 5, 12), told)])
    query = understand(question, held.store)
    assert corrects(query, rank(retrieve(query, held.searched))[0]) is denied


@pytest.mark.parametrize(
    ("question", "first", "second", "later", "stances"),
    [
        (
            "When will the ferry Kittiwake sail again?",
            "The ferry Kittiwake will sail again on 4 May 2020, its owner Ben Orr said.",
            "Its owner Ben Orr said the ferry Kittiwake will sail again on Monday.",
            date(2020, 5, 2),
            ["supports", "supports"],
        ),
        (
            "When will the ferry Kittiwake sail again?",
            "The ferry Kittiwake will sail again on 4 May 2020, its owner Ben Orr said.",
            "Its owner Ben Orr said the ferry Kittiwake will sail again on 6 May 2020.",
            date(2020, 5, 2),
            ["supports", "differs"],
        ),
        (
            "When is the meeting of harbour ministers in Oslo?",
            "The meeting of harbour ministers in Oslo will last two days, March 22-23.",
            "Harbour ministers will hold their meeting in Oslo next month, an official said.",
            date(2022, 10, 28),
            ["supports"],
        ),
        (
            "Where were sailors killed?",
            "Three sailors were killed in Norway on Monday when a crane fell on their boat.",
            "When a crane fell on their boat on Monday, three sailors were killed in Norway, police said.",
            date(2020, 3, 3),
            ["supports", "supports"],
        ),
        (
            "Where were sailors killed?",
            "Three sailors were killed in Norway on Monday when a crane fell on their boat.",
            "When a crane fell on their boat on Monday, three sailors were killed in Denmark, police said.",
            date(2020, 3, 3),
            ["supports", "differs"],
        ),
        (
            "Where were sailors killed?",
            "Three sailors were killed in Norway on Monday when a crane fell on their boat.",
            "When a crane fell on their boat on Monday, three sailors were killed in Denmark, police said.",
            date(2022, 3, 3),
            ["supports"],
        ),
    ],
)
def test_another_source_supports_the_same_day_or_place_and_differs_only_on_one_event(
    question: str, first: str, second: str, later: date, stances: list[str]
) -> None:
    held = in_memory([article("Gull", date(2020, 3, 3), first), article("Wire", later, second)])
    told = answer(question, held.searched, caution=0.0)
    assert [citation.stance for citation in told.citations] == stances

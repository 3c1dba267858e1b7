"""What is typed that is no question: requests for an overview, other languages, words to the bot itself."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering.overview import topic_of
from knowledge.answering.pipeline import answer
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.retrieval.typed import plain
from knowledge.text.language import is_foreign


def article(name: str, day: date, *paragraphs: str) -> Article:
    return Article.of(Source(id=name, title=name.title(), publisher="The Gull", published=day), paragraphs)


HELD = in_memory(
    [
        article("bridge", date(2019, 3, 4), "The bridge at Selm fell on Monday.", "Nobody was hurt."),
        article("ferry", date(2021, 6, 8), "A ferry will replace the bridge at Selm.", "It costs 2 euros."),
        article("owls", date(2022, 1, 9), "Owls nest in Torvik again.", "There are nine."),
    ]
)


@pytest.mark.parametrize(
    ("request_", "quoted"),
    [
        (
            "Summarise the bridge",
            ["A ferry will replace the bridge at Selm.", "The bridge at Selm fell on Monday."],
        ),
        ("what does the 2019 article say", ["The bridge at Selm fell on Monday."]),
        ("any news on owls?", ["Owls nest in Torvik again."]),
        ("what's new", ["Owls nest in Torvik again."]),
    ],
)
def test_a_request_for_an_overview_is_answered_by_lead_sentences(request_: str, quoted: list[str]) -> None:
    said = answer(request_, HELD.searched, today=date(2022, 2, 1))
    assert [citation.quote for citation in said.citations][: len(quoted)] == quoted


def test_an_overview_of_what_nobody_tells_is_refused() -> None:
    assert answer("Summarise the zeppelins", HELD.searched).status == "unanswered"


@pytest.mark.parametrize(
    "question", ["who summarised the report?", "what does the mayor say?", "which news did she hear?"]
)
def test_a_question_is_no_request(question: str) -> None:
    assert topic_of(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Wann endete der Streik in Selm?",
        "Qui a fermé le pont ?",
        "¿Cuándo cayó el puente?",
        "Kto jest burmistrzem?",
        "Hvor mange ugler er der?",
        "Почему упал мост?",
    ],
)
def test_another_language_is_named_as_the_reason(question: str) -> None:
    assert is_foreign(question)
    reason = answer(question, HELD.searched).reason
    assert reason is not None
    assert "English" in reason


@pytest.mark.parametrize(
    "question",
    ["Who won La Liga?", "El Paso shooting", "Rio de la Plata floods", "What did van der Berg say?"],
)
def test_a_foreign_name_makes_no_question_foreign(question: str) -> None:
    assert not is_foreign(question)


@pytest.mark.parametrize("typed", ["@Dateline who fell?", "Dateline, who fell?", "hey dateline who fell?"])
def test_words_to_the_bot_itself_are_not_searched(typed: str) -> None:
    assert plain(typed) == "who fell?"

"""However near a sentence is: without the number, sum or name that is asked for it is no answer."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering.bounds import AT_MOST
from knowledge.answering.pipeline import answer
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source

HARBOUR = Article.of(
    Source(id="harbour", title="Harbour fire", publisher="The Gull", published=date(2020, 5, 12)),
    [
        "Police officers closed the harbour of Brennick on Monday after a fire in a warehouse.",
        "Three dockers were killed in the fire, and 40 people were taken to hospital.",
        "The owner, Ada Finch, said the repairs would cost $3 million.",
    ],
)


def asked(question: str) -> str | None:
    held = in_memory([HARBOUR])
    return answer(question, held.searched).answer


@pytest.mark.parametrize(
    "question",
    [
        "How many police officers closed the harbour of Brennick?",
        "What are the names of the three dockers who were killed in the fire?",
        "How many warehouses burned in Brennick on Monday?",
        "name of the officer who closed the harbour of Brennick",
    ],
)
def test_what_is_not_told_is_not_answered(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many dockers were killed in the fire?", "Three dockers"),
        ("How much will the repairs cost?", "$3 million"),
    ],
)
def test_what_is_told_is_answered(question: str, told: str) -> None:
    found = asked(question)
    assert found is not None
    assert told in found


VISIT = Article.of(
    Source(id="visit", title="Talks in Bergen", publisher="The Gull", published=date(2020, 5, 12)),
    [
        "French foreign minister Anne Sorel said President Olav Lind told Turkey he had freed 40 soldiers.",
        "A woman was hurt when the delegation left Bergen, police in Norway said.",
    ],
)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the president of Turkey?",
        "Who is the French president?",
        "How many French soldiers were freed?",
        "How many Turkish soldiers were freed?",
        "What was the woman's name who was hurt when the delegation left Bergen?",
    ],
)
def test_what_is_told_of_another_nation_or_of_nobody_by_name_is_not_answered(question: str) -> None:
    held = in_memory([VISIT])
    assert answer(question, held.searched, caution=AT_MOST + 0.01).answer is None


def test_an_office_told_of_its_nation_is_answered() -> None:
    held = in_memory([VISIT])
    found = answer("Who is the French foreign minister?", held.searched, caution=AT_MOST + 0.01)
    assert found.answer is not None
    assert "Anne Sorel" in found.answer


def test_words_of_somebody_else_are_not_quoted_for_his() -> None:
    held = in_memory([VISIT])
    for question in (
        "What did Ada Finch say about President Lind?",
        "what did the german minister tell turkey",
    ):
        assert answer(question, held.searched, caution=AT_MOST + 0.01).answer is None
    told = answer(
        "What did Anne Sorel say about President Lind?",
        held.searched,
        caution=AT_MOST + 0.01,
    )
    assert told.answer is not None


def test_whom_the_question_before_names_does_not_answer_who() -> None:
    source = Source(id="freed", title="Soldiers freed", publisher="The Gull", published=date(2020, 5, 12))
    held = in_memory(
        [Article.of(source, ["President Olav Lind wanted all soldiers freed in his first year."])]
    )
    before = "Did President Lind want all soldiers freed?"
    said = answer("Who was against it?", held.searched, context=before, caution=AT_MOST + 0.01)
    assert said.answer is None

"""What is offered while somebody types, and questions with stray words, in a server with its own articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing

import pytest
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.library import Library

ARTICLE = b"""# Crane lifted in Port Marlow

The crane of Port Marlow was lifted by forty workers on Friday, the harbour office said.

Harbour Secretary Marta Quillington said that Oakholm would get a crane, too.

Marta Quillington spoke in Oakholm.
"""


@pytest.fixture
async def boss(world: World, settings: BotSettings) -> AsyncIterator[Person]:
    with closing(open_context(settings, Library.open)) as context:
        async with running(world, context):
            boss = Person(world, next(iter(world.servers)), manages=True)
            drafted = (await boss.slash("articles add", file=("crane.md", ARTICLE))).original
            await boss.click(drafted, "draft_add")
            yield boss


async def offered(person: Person, command: str, option: str, typed: str) -> list[str]:
    return [choice["value"] for choice in await person.complete(command, option, typed)]


@pytest.mark.parametrize("typed", ["marta", "quill", "Quilington", "quilling", "marta quillngton"])
@pytest.mark.parametrize(("command", "option"), [("facts", "name"), ("timeline", "topic")])
async def test_a_name_is_offered_from_within_and_with_slips(
    boss: Person, command: str, option: str, typed: str
) -> None:
    assert "Marta Quillington" in await offered(boss, command, option, typed)


async def test_who_has_an_office_is_offered_for_it(boss: Person) -> None:
    assert "Marta Quillington" in await offered(boss, "facts", "name", "harbour secr")


async def test_names_of_another_server_are_not_offered(boss: Person, world: World) -> None:
    other = Person(world, list(world.servers)[1])
    assert "Marta Quillington" not in await offered(other, "facts", "name", "marta")
    assert not any("Quillington" in one for one in await offered(other, "ask", "question", "what quilling"))


async def test_questions_of_this_servers_articles_are_offered(boss: Person) -> None:
    shown = await offered(boss, "ask", "question", "what did quill")
    assert "What did Marta Quillington say about Oakholm?" in shown
    answer = text(
        (await boss.slash("ask", question="What did Marta Quillington say about Oakholm?")).original
    )
    assert "Oakholm would get a crane" in answer.replace("*", "")


@pytest.mark.parametrize(
    "stray", ["spoiler ", "URGENT: ", "zzzz!!! ", "\u200b\u2060", "||psst|| ", "lmao ok ", "yo dude, "]
)
async def test_a_stray_word_before_a_question_hides_no_answer(boss: Person, stray: str) -> None:
    shown = text((await boss.slash("ask", question=f"{stray}how many workers lifted the crane?")).original)
    assert "lifted by" in shown
    assert "forty workers" in shown.replace("*", "")


@pytest.mark.parametrize("question", ["football cup who won?", "bitcoin: what is the price of it?"])
async def test_a_question_about_what_no_article_tells_stays_unanswered(boss: Person, question: str) -> None:
    assert "do not mention" in text((await boss.slash("ask", question=question)).original)

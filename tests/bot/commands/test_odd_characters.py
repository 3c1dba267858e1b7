"""Addresses, marks of direction and endless titles, as a server's own articles bring them."""

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

ADDRESS = "https://ferries.example/lost_and_found/claims_2026?by=day_of_loss"
ARTICLE = f"""# Ferry line opens an office for lost bags

Travellers can report a lost bag at {ADDRESS} until Sunday, the ferry line of Oakholm said.

The clerk Odo Karr keeps the bags of all travellers in crate no_7_b, he said.
"""


@pytest.fixture
async def boss(world: World, settings: BotSettings) -> AsyncIterator[Person]:
    with closing(open_context(settings, Library.open)) as context:
        async with running(world, context):
            yield Person(world, next(iter(world.servers)), manages=True)


async def drafted(boss: Person, name: str, article: str) -> dict:
    return (await boss.slash("articles add", file=(name, article.encode()))).original


async def added(boss: Person, name: str, article: str) -> None:
    await boss.click(await drafted(boss, name, article), "draft_add")


@pytest.mark.parametrize(
    "question", ["Where can travellers report a lost bag?", "At which address can a lost bag be reported?"]
)
async def test_an_address_in_a_quotation_can_be_followed(boss: Person, question: str) -> None:
    await added(boss, "bags.md", ARTICLE)
    shown = text((await boss.slash("ask", question=question)).original)
    assert ADDRESS in shown
    assert "\\_" not in shown


async def test_what_is_no_address_still_formats_nothing(boss: Person) -> None:
    await added(boss, "bags.md", ARTICLE)
    shown = text((await boss.slash("ask", question="Whose bags does the clerk Odo Karr keep?")).original)
    assert "no\\_7\\_b" in shown


async def test_marks_of_direction_in_the_name_of_a_file_turn_nothing_around(boss: Person) -> None:
    shown = text(await drafted(boss, "report\u202eslx.md", ARTICLE))
    assert "report" in shown
    assert "\u202e" not in shown


async def test_marks_of_direction_in_a_title_end_with_it(boss: Person) -> None:
    title = "\u2067السفن في أوكهولم"
    shown = text(
        await drafted(boss, "ships.md", ARTICLE.replace("Ferry line opens an office for lost bags", title))
    )
    assert f"{title}\u2069" in shown


async def test_a_title_without_end_is_cut(boss: Person) -> None:
    title = "Ferry line opens " + "one more office " * 60
    await added(boss, "long.md", ARTICLE.replace("Ferry line opens an office for lost bags", title))
    shown = text((await boss.slash("articles list")).original)
    assert "…" in shown
    assert max(len(line) for line in shown.splitlines()) <= 300 + len("****")

"""The bot as it is started, over a database: what goes on when a process, or the primary, is killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from cluster.pairs import ByHand
from cluster.servers import Server
from examples.own_articles import OWL, added
from loopback.people import Person, text
from loopback.process import started
from loopback.world import World, loopback

pytestmark = pytest.mark.timeout(300)
"""Two servers and two bots for each, and a busy machine."""
QUESTION = "How many young birds did Vance count?"
HERON = OWL.replace("Owl", "Heron").replace("14", "15")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with loopback(("Harbour Town", 11)) as one:
        yield one


@pytest.fixture
def pair(servers: tuple[Server, Server]) -> Iterator[ByHand]:
    """A pair of its own for who breaks it; ``servers`` only says whether there is PostgreSQL."""
    with ByHand() as made:
        yield made


@pytest.fixture
def boss(world: World) -> Person:
    return Person(world, next(iter(world.servers)), manages=True)


async def test_who_takes_over_the_shards_of_a_killed_process_knows_all_that_it_knew(
    world: World, pair: ByHand, boss: Person, tmp_path: Path
) -> None:
    settings = {"DATELINE_DATABASE_URL": pair.url("any"), "BOT_SHARDS": "1", "BOT_SHARD_IDS": "0"}
    async with started(world, tmp_path / "one", **settings) as one:
        await one.ready()
        assert "Added" in await added(boss, "owl.md", OWL.encode())
        draft = await boss.slash("articles add", file=("heron.md", HERON.encode()))
        asked = await boss.slash("ask", question=QUESTION)
        assert "14" in text(asked.original)
        one.killed()
        async with started(world, tmp_path / "other", **settings) as other:
            await other.ready()
            assert "14" in text((await boss.slash("ask", question=QUESTION)).original)
            await boss.click(asked.original, "good")
            assert "Added" in text((await boss.click(draft.original, "draft_add")).original)
            assert await other.terminated() == 0
            assert "Traceback" not in other.log
    assert world.rejected == []


async def test_while_the_primary_is_lost_it_answers_and_after_the_promotion_it_keeps(
    world: World, pair: ByHand, boss: Person, tmp_path: Path
) -> None:
    async with started(world, tmp_path, DATELINE_DATABASE_URL=pair.url("any")) as bot:
        await bot.ready()
        assert "Added" in await added(boss, "owl.md", OWL.encode())
        pair.primary.kill()
        assert "14" in text((await boss.slash("ask", question=QUESTION)).original)
        await boss.slash("ask", question="Who sold the moon to the baker?")
        await asyncio.to_thread(pair.standby.promote)
        assert "Added" in await added(boss, "heron.md", HERON.encode())
        await until_told(boss, "gaps", "moon")
        assert await bot.terminated() == 0
        assert "Traceback" not in bot.log
    assert world.rejected == []


async def until_told(person: Person, command: str, words: str) -> None:
    """What was kept while there was no primary is written when the bot has found the new one."""
    for _ in range(30):
        if words in text((await person.slash(command)).original):
            return
        await asyncio.sleep(1)
    raise AssertionError(f"/{command} does not tell of {words!r}")

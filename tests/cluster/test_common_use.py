"""Fair use over several processes: who is in servers of each has one allowance, not one in each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from cluster.servers import Server
from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import loopback
from pydantic import SecretStr

from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.settings import Settings
from knowledge.storage.postgres.allowances import Allowances
from knowledge.storage.postgres.cluster import Cluster

QUESTION = "How heavy is the crane of the harbour?"


_numbers = count()


def new_database(server: Server) -> str:
    name = f"common{next(_numbers)}"
    server.prepare(name)
    return name


@pytest.fixture
def cluster(servers: tuple[Server, Server]) -> Iterator[Cluster]:
    with closing(Cluster(servers[0].url("dateline", new_database(servers[0])))) as opened:
        yield opened


def test_what_one_takes_is_gone_for_all_and_comes_back_by_the_minute(cluster: Cluster) -> None:
    one, other = Allowances(cluster.database), Allowances(cluster.database)
    assert one.take({"ann": 5, "bo": 1}, 12) == {"ann": 7, "bo": 11}
    assert other.take({"ann": 6}, 12)["ann"] == pytest.approx(1, abs=0.5)
    assert one.take({"ann": 9}, 12)["ann"] < 0
    with cluster.database.writing("") as connection:
        connection.execute("UPDATE allowance SET at = at - interval '1 minute' WHERE person = 'ann'")
    assert 0 < other.take({"ann": 1}, 12)["ann"] < 7


def test_who_has_not_asked_lately_is_forgotten(cluster: Cluster) -> None:
    allowances = Allowances(cluster.database)
    allowances.take({"cy": 1}, 12)
    with cluster.database.writing("") as connection:
        connection.execute("UPDATE allowance SET at = at - interval '1 hour'")
    allowances.take({"di": 1}, 12)
    with cluster.database.reading("") as connection:
        assert connection.execute("SELECT person FROM allowance").fetchall() == [("di",)]


def test_many_processes_at_once_count_everything(cluster: Cluster) -> None:
    allowances = Allowances(cluster.database)
    people = {f"person {n}": 1 for n in range(20)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: allowances.take(people, 600), range(25)))
    left = allowances.take(people, 600)
    assert all(600 - 26 <= tokens < 600 for tokens in left.values())
    with cluster.database.writing("") as connection:  # as if no time had passed meanwhile
        connection.execute("UPDATE allowance SET tokens = 574, at = clock_timestamp()")
    assert max(allowances.take(people, 600).values()) < 574


def context(cluster_url: str, home: Path, shard: int) -> Context:
    library = Settings(home=home, meaning="off", database_url=SecretStr(cluster_url))
    given = {"library": library, "person_minute": 3, "shards": 2, "shard_ids": (shard,)}
    return open_context(BotSettings.model_validate(given), SmallLibrary.open)


async def test_a_person_in_servers_of_two_processes_has_one_allowance(
    servers: tuple[Server, Server], tmp_path: Path
) -> None:
    url = servers[0].url("dateline", new_database(servers[0]))
    async with loopback(("Harbour Town", 12), ("Hill Town", 11)) as world:
        contexts = [context(url, tmp_path / str(n), n) for n in (0, 1)]
        async with running(world, contexts[0]) as bot, running(world, contexts[1]) as other:
            here, there = (Person(world, server, ident=81) for server in world.servers)
            for _ in range(3):
                assert "90 tonnes" in text((await here.slash("ask", question=QUESTION)).original)
            await wait_for(lambda: not bot.asked)
            answered = 0
            while "90 tonnes" in text((await there.slash("ask", question=QUESTION)).original):
                answered += 1  # no question waits for the others, so the first is answered
                await wait_for(lambda: not other.asked)
                await asyncio.sleep(0.5)
            assert answered < 3
            neighbour = Person(world, there.server, ident=82)
            assert "90 tonnes" in text((await neighbour.slash("ask", question=QUESTION)).original)
        for one in contexts:
            one.close()

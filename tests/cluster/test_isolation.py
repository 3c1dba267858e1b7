"""Isolation between servers holds by the database: who has not named a server sees nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cluster.servers import Server

from knowledge.errors import SettingError
from knowledge.indexing.prepare import prepared, put
from knowledge.model import Article, Source
from knowledge.storage.guild_state import Exchange
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.database import EVERYTHING
from knowledge.storage.postgres.guild_files import GuildFiles
from knowledge.storage.postgres.guild_store import PostgresGuildStore
from knowledge.storage.postgres.scopes import scope_of
from knowledge.storage.postgres.truth import Truth

TABLES = (
    "article", "change", "file", "exchange", "vote", "setting", "audit", "document", "guild_file",
    "guild_version",
)  # fmt: skip


@pytest.fixture
def cluster(servers: tuple[Server, Server]) -> Iterator[Cluster]:
    opened = Cluster(servers[0].url("dateline", "dateline"))
    state = PostgresGuildStore(opened)
    for server in (41, 42):
        truth = Truth(opened.database, scope_of(server))
        put(truth, prepared(Article.of(Source(id="a", title="A"), [f"Of server {server} only."])))
        ref = state.remember(Exchange(0, server, "p", "ask", "Who?", None, False, False, "", 1))
        state.vote(ref, "p", server=server, good=False, reason="old", words="", at=1)
        state.set_setting(server, "{}")
        state.audit(server, 1, "did", 1)
        state.put_document("draft", server, "1", "[]", 1)
        GuildFiles(opened.database).put(server, {"articles/1.jsonl": b"{}\n"}, after=None)
    yield opened
    opened.close()


def seen(cluster: Cluster, scope: str, table: str) -> int:
    with cluster.database.reading(scope) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    return int(found[0]) if found else 0


@pytest.mark.parametrize("table", [table for table in TABLES if table != "file"])
def test_a_query_without_a_servers_id_finds_nothing(cluster: Cluster, table: str) -> None:
    assert seen(cluster, "", table) == 0
    assert seen(cluster, "guild:", table) == 0
    assert seen(cluster, scope_of(40), table) == 0
    assert 0 < seen(cluster, scope_of(41), table) < seen(cluster, EVERYTHING, table)


def test_the_scope_ends_with_the_transaction(cluster: Cluster) -> None:
    for _ in range(10):  # whichever connection of the pool it is
        with cluster.database.reading(scope_of(41)) as connection:
            connection.execute("SELECT 1")
        assert seen(cluster, "", "article") == 0


def test_nothing_can_be_written_for_another_server(cluster: Cluster) -> None:
    def write() -> None:
        with cluster.database.writing(scope_of(41)) as connection:
            connection.execute("INSERT INTO setting VALUES (42, 'mine')")

    with pytest.raises(SettingError, match="row-level security"):
        write()


def test_nothing_of_another_server_can_be_changed_or_deleted(cluster: Cluster) -> None:
    with cluster.database.writing(scope_of(41)) as connection:
        assert connection.execute("UPDATE setting SET value = 'x' WHERE server = 42").rowcount == 0
        assert connection.execute("DELETE FROM article WHERE library = %s", (scope_of(42),)).rowcount == 0


def test_every_table_that_names_a_server_or_a_library_is_guarded(cluster: Cluster) -> None:
    with cluster.database.reading(EVERYTHING) as connection:
        rows = connection.execute(
            "SELECT DISTINCT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('server', 'library')"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'dateline'::regnamespace"
        ).fetchall()
    assert {table for table, _ in rows} >= set(TABLES)
    assert [table for table, guarded in rows if not guarded] == []

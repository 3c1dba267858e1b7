"""The command line over a database: ask, migrate there and back, take down, and what doctor says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cluster.pairs import until
from cluster.servers import Server

from knowledge.cli.program import run
from knowledge.library import Library
from knowledge.settings import load
from knowledge.storage.postgres.database import Database
from knowledge.storage.postgres.migrations import VERSION, migrate, version_of
from knowledge.storage.postgres.truth import Truth

QUESTION = "Who is the leader of the ferry crews?"


@pytest.fixture
def url(servers: tuple[Server, Server]) -> str:
    return servers[0].url("dateline", "dateline")


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch, url: str, database: Database, library: str) -> None:
    monkeypatch.setenv("DATELINE_DATABASE_URL", url)
    monkeypatch.setenv("DATELINE_LIBRARY", library)
    monkeypatch.setenv("DATELINE_MEANING", "off")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_a_question_is_answered_from_the_database_and_says_how_fresh_the_copy_is(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["index", "--sources", str(articles)]) == 0
    assert "2 articles" in said(capsys)
    assert run(["ask", QUESTION, "--json"]) in (0, 1)
    answer = json.loads(said(capsys))
    assert any("Marta Quill" in citation["quote"] for citation in answer["evidence"])
    assert answer["freshness"] == {"generation": 2, "behind": 0, "seconds": 0.0}


def test_what_one_process_has_indexed_the_next_need_not(
    articles: Path, database: Database, library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run(["index", "--sources", str(articles)]) == 0
    (articles / "radio.md").unlink()
    assert run(["index", "--sources", str(articles)]) == 0
    assert said(capsys).count("1 articles, ") == 1
    assert Truth(database, library).head(0).generation == 3


def test_articles_move_to_the_database_with_their_facts_and_back_to_a_file(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", "to-database", "--sources", str(articles)]) == 0
    assert run(["migrate", "to-database", "--sources", str(articles)]) == 0
    assert [line.split()[0] for line in said(capsys).splitlines()] == ["2", "0"]
    assert run(["migrate", "to-files", str(tmp_path / "back.jsonl")]) == 0
    with Library.open(load()) as followed:
        there = {s.id: (s.title, followed.article(s.id).text) for s in followed.sources()}
        facts = [followed.facts_of(n) for s in followed.sources() for n in followed.sentences_of(s.id)]
    assert any(facts)
    monkeypatch.delenv("DATELINE_DATABASE_URL")
    monkeypatch.setenv("DATELINE_SOURCES", str(tmp_path / "back.jsonl"))
    with Library.open(load()) as embedded:
        assert {s.id: (s.title, embedded.article(s.id).text) for s in embedded.sources()} == there


def test_an_article_taken_down_leaves_no_trace_in_store_log_copies_and_the_next_backup(
    articles: Path, servers: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    servers[0].prepare("down")
    monkeypatch.setenv("DATELINE_DATABASE_URL", servers[0].url("dateline", "down"))
    assert run(["index", "--sources", str(articles)]) == 0
    assert run(["takedown", "ferries.md"]) == 2  # its file would bring it back
    assert "ferries.md holds 'ferries.md': take it away first" in capsys.readouterr().err
    (articles / "ferries.md").unlink()
    home = Path(str(load().home))
    with Library.open(load()) as library:
        assert held(home, b"Marta Quill")
        assert run(["takedown", "ferries.md"]) == 0
        until(lambda: not held(home, b"Marta Quill"))
        assert [source.id for source in library.sources()] == ["radio.md"]
    dump = servers[0].run("pg_dump", "-h", "127.0.0.1", "-p", str(servers[0].port), "-U", "postgres", "down")
    assert "radio.md" in dump
    assert b"Marta Quill".hex() not in dump


def held(folder: Path, words: bytes) -> bool:
    """Whether the words stand in any file."""
    return any(words in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_tables_can_be_taken_back_and_brought_up_again(
    servers: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    servers[0].prepare("stepwise")
    monkeypatch.setenv("DATELINE_DATABASE_URL", servers[0].url("dateline", "stepwise"))
    assert run(["migrate", "schema"]) == 0
    for version in range(VERSION - 1, -1, -1):
        assert run(["migrate", "schema", "--to", str(version)]) == 0
    assert "now version 0" in said(capsys)
    assert run(["migrate", "schema"]) == 0
    database = Database(servers[0].url("dateline", "stepwise"))
    assert version_of(database) == VERSION
    assert migrate(database) == 0
    database.close()


def test_tables_newer_than_the_program_are_refused_with_a_sentence(
    servers: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    servers[0].prepare("newer")
    monkeypatch.setenv("DATELINE_DATABASE_URL", servers[0].url("dateline", "newer"))
    assert run(["migrate", "schema"]) == 0
    servers[0].sql("INSERT INTO dateline.schema_version VALUES (99, 'to come')", database="newer")
    assert run(["ask", QUESTION]) == 2
    assert "its tables are of version 99" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param("bare", "our role may not do that", id="a role without a schema"),
        pytest.param(
            "bytes OWNER dateline ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0",
            "otherwise than in UTF-8",
            id="a database that keeps no UTF-8",
        ),
    ],
)
def test_a_database_that_cannot_serve_is_refused_with_what_it_lacks(
    made: str,
    told: str,
    servers: tuple[Server, Server],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    servers[0].sql(f"CREATE DATABASE {made}")
    monkeypatch.setenv("DATELINE_DATABASE_URL", servers[0].url("dateline", made.split(maxsplit=1)[0]))
    assert run(["ask", QUESTION]) == 2
    assert told in capsys.readouterr().err


def test_the_address_may_stand_in_a_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text(f"{url}\n")
    monkeypatch.delenv("DATELINE_DATABASE_URL")
    monkeypatch.setenv("DATELINE_DATABASE_URL_FILE", str(tmp_path / "secret"))
    assert run(["doctor"]) in (0, 1)
    assert "ok   database: takes changes" in said(capsys)


def test_doctor_says_what_is_amiss_with_the_database(
    articles: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["index", "--sources", str(articles)]) == 0
    assert run(["doctor"]) in (0, 1)
    told = said(capsys)
    assert f"tables of version {VERSION}" in told
    assert "holds 2 changes, and is level with the database" in told
    monkeypatch.setenv("DATELINE_DATABASE_URL", "postgresql://dateline:secret-word@127.0.0.1:9/dateline")
    assert run(["doctor"]) == 1
    told = said(capsys)
    assert "MEND database: dateline at 127.0.0.1" in told
    assert "secret-word" not in told


def test_without_a_database_and_without_a_copy_there_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_DATABASE_URL", "postgresql://dateline:secret-word@127.0.0.1:9/dateline")
    assert run(["ask", QUESTION]) == 2
    told = capsys.readouterr().err
    assert "is away, or takes no changes just now" in told
    assert "secret-word" not in told

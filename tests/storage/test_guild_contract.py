"""What the bot's memory promises: in a file, in memory and in PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cluster.servers import Server

from knowledge.errors import IndexDamagedError
from knowledge.storage.guild_state import COLUMNS, Asked, Exchange, Gap, GuildState
from knowledge.storage.guild_store import GuildStore


@pytest.fixture(params=["in a file", "in memory", "in PostgreSQL"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GuildState]:
    if request.param != "in PostgreSQL":
        with closing(GuildStore(tmp_path / "bot.sqlite3" if request.param == "in a file" else None)) as store:
            yield store
        return
    from knowledge.storage.postgres.cluster import Cluster
    from knowledge.storage.postgres.guild_store import PostgresGuildStore

    servers: tuple[Server, Server] = request.getfixturevalue("servers")
    with closing(Cluster(servers[0].url("dateline", "dateline"))) as cluster:
        in_database = PostgresGuildStore(cluster)
        in_database.load({table: [] for table in COLUMNS})
        yield in_database


def exchange(server: int = 7, person: str = "p", question: str = "Who?", **changed: object) -> Exchange:
    plain = Exchange(0, server, person, "ask", question, None, False, True, "ferry#1", 100)
    return plain._replace(**changed)  # type: ignore[arg-type]


def test_an_exchange_is_found_by_its_number_in_its_server_only(state: GuildState) -> None:
    ref = state.remember(exchange(question="Who struck? 😀", context="Before?"))
    assert state.recall(ref, server=7) == exchange(id=ref, question="Who struck? 😀", context="Before?")
    assert state.recall(ref, server=8) is None
    assert state.recall(ref + 1, server=7) is None


def test_an_id_that_does_not_fit_what_is_kept_finds_nothing(state: GuildState, tmp_path: Path) -> None:
    ref = state.remember(exchange(question="Who struck?"))
    with closing(GuildStore(tmp_path / "other.sqlite3")) as other:
        assert other.remember(exchange(question="Who struck?")) != ref
        rows = {table: [] for table in other.dump()}
        row = exchange(id=ref, question="Who sang?")
        other.load({**rows, "exchange": [tuple(row)]})
        assert other.recall(ref, server=7) is None


def test_a_later_vote_of_a_person_replaces_the_one_before(state: GuildState) -> None:
    ref = state.remember(exchange(question="Why?"))
    for reason in ("old", "wrong"):
        state.vote(ref, "q", server=7, good=False, reason=reason, words="", at=1)
    assert state.gaps(7) == (Gap("Why?", True, ("wrong",), 100),)
    state.vote(ref, "q", server=7, good=True, reason="", words="", at=2)
    assert state.gaps(7) == ()


def test_a_vote_from_another_server_does_not_count(state: GuildState) -> None:
    ref = state.remember(exchange())
    state.vote(ref, "q", server=8, good=False, reason="old", words="", at=1)
    assert state.gaps(7) == state.gaps(8) == ()


def test_gaps_are_what_stayed_open_or_was_voted_down_in_the_order_of_asking(state: GuildState) -> None:
    state.remember(exchange(question="Answered."))
    state.remember(exchange(question="Open.", answered=False))
    voted = state.remember(exchange(question="Bad.", at=101))
    state.remember(exchange(question="A claim.", kind="check", answered=False))
    state.remember(exchange(server=8, question="Elsewhere.", answered=False))
    for person in "xy":
        state.vote(voted, person, server=7, good=False, reason="old", words="w", at=1)
    state.vote(voted, "z", server=7, good=True, reason="", words="", at=1)
    assert [gap.question for gap in state.gaps(7)] == ["Open.", "Bad."]
    assert (state.gaps(7)[1].words, state.gaps(7)[1].liked) == (("w", "w"), 1)
    assert state.gaps(7)[1].reasons == ("old", "old")


def test_questions_are_told_with_what_became_of_them(state: GuildState) -> None:
    state.remember(exchange(question="Long ago?", at=1))
    state.remember(exchange(question="hello", kind="talk"))
    ref = state.remember(exchange(question="Silent?", answered=False, reason="untold"))
    state.vote(ref, "q", server=7, good=False, reason="old", words="", at=1)
    assert state.asked(7, 50) == (Asked("Silent?", False, "untold", 0, 1, 100),)
    assert state.asked(8, 50) == ()


def test_forgetting_a_person_takes_exchanges_and_votes_everywhere(state: GuildState) -> None:
    mine, other = state.remember(exchange(person="me")), state.remember(exchange(server=8, person="you"))
    state.vote(other, "me", server=8, good=False, reason="old", words="", at=1)
    assert state.forget_person("me") == 2
    assert state.recall(mine, server=7) is None
    assert state.recall(other, server=8) is not None
    assert state.gaps(8) == ()


def test_forgetting_goes_by_time_and_by_server(state: GuildState) -> None:
    old, new = state.remember(exchange(at=10)), state.remember(exchange(at=20))
    elsewhere = state.remember(exchange(server=8, at=20))
    assert state.forget_before(15) == 1
    assert state.recall(old, server=7) is None
    assert state.forget_questions(7) == 1
    assert state.recall(new, server=7) is None
    assert state.recall(elsewhere, server=8) is not None


def test_settings_and_audits_are_a_servers_own(state: GuildState) -> None:
    assert state.setting(7) is None
    state.set_setting(7, '{"a": 1}')
    state.set_setting(7, '{"a": 2}')
    for number in range(3):
        state.audit(7, 99, f"change {number}", number)
    assert (state.setting(7), state.setting(8)) == ('{"a": 2}', None)
    assert [entry.what for entry in state.audits(7, 2)] == ["change 2", "change 1"]
    assert state.audits(8, 2) == ()


def test_the_first_note_stays(state: GuildState) -> None:
    assert state.note("secret") is None
    assert state.first_note("secret", "a") == "a"
    assert state.first_note("secret", "b") == "a"
    state.set_note("secret", "c")
    assert state.note("secret") == "c"


def test_work_is_done_alone(state: GuildState) -> None:
    with state.alone("commands") as ours:
        assert ours
    with state.alone("commands") as again:
        assert again


def test_what_many_threads_remember_is_all_there(state: GuildState) -> None:
    refs: list[int] = []
    threads = [
        threading.Thread(target=lambda: refs.extend(state.remember(exchange()) for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(refs)) == 20


def test_a_backup_of_either_form_can_be_put_back_into_either(state: GuildState, tmp_path: Path) -> None:
    ref = state.remember(exchange(question="Kept?", answered=False))
    state.vote(ref, "q", server=7, good=False, reason="old", words="w", at=3)
    state.set_setting(7, "{}")
    state.audit(7, 5, "did", 1)
    state.set_note("secret", "s")
    state.backup(tmp_path / "copy.sqlite3")
    state.forget_questions(7)
    state.remember(exchange(question="Later."))
    state.restore(tmp_path / "copy.sqlite3")
    with closing(GuildStore(None)) as file:
        file.restore(tmp_path / "copy.sqlite3")
        for one in (state, file):
            assert one.gaps(7) == (Gap("Kept?", False, ("old",), 100, ("w",)),)
            assert (one.setting(7), one.note("secret"), one.audits(7, 9)[0].what) == ("{}", "s", "did")
    assert state.remember(exchange()) != ref


def test_a_file_of_before_is_brought_up_where_it_is_opened_or_put_back(
    state: GuildState, tmp_path: Path
) -> None:
    with closing(GuildStore(tmp_path / "before.sqlite3")) as before:
        ref = before.remember(exchange(question="Kept?"))
    with closing(sqlite3.connect(tmp_path / "before.sqlite3")) as file:
        file.execute("alter table exchange drop column reason")
        file.commit()
        file.execute("vacuum into ?", (str(tmp_path / "copy.sqlite3"),))
    with closing(GuildStore(tmp_path / "before.sqlite3")) as again:
        assert again.recall(ref, server=7) == exchange(id=ref, question="Kept?")
    state.restore(tmp_path / "copy.sqlite3")
    assert state.recall(ref, server=7) == exchange(id=ref, question="Kept?")


def test_what_is_no_backup_is_refused_and_changes_nothing(state: GuildState, tmp_path: Path) -> None:
    state.set_setting(7, "{}")
    (tmp_path / "text").write_text("no database")
    with pytest.raises(IndexDamagedError):
        state.restore(tmp_path / "text")
    assert state.setting(7) == "{}"


def test_a_document_is_kept_by_kind_server_and_key(state: GuildState) -> None:
    state.put_document("feed", 7, "https://news.example/rss", "{}", 5)
    state.put_document("feed", 7, "https://news.example/rss", '{"due": 9}', 6)
    state.put_document("feed", 8, "a", "b", 1)
    state.put_document("topic", 7, "a", "c", 1)
    assert state.document("feed", 7, "https://news.example/rss") == (
        7,
        "https://news.example/rss",
        '{"due": 9}',
        6,
    )
    assert state.document("feed", 9, "a") is None
    assert [one.key for one in state.documents("feed")] == ["https://news.example/rss", "a"]
    assert [one.value for one in state.documents("feed", server=8)] == ["b"]


def test_only_the_first_document_is_kept_where_that_is_asked(state: GuildState) -> None:
    assert state.first_document("post", 7, "n", "one", 1)
    assert not state.first_document("post", 7, "n", "other", 2)
    found = state.document("post", 7, "n")
    assert found is not None
    assert found.value == "one"


def test_documents_are_forgotten_one_by_one_by_age_and_by_server(state: GuildState) -> None:
    for key, at in (("a", 1), ("b", 5), ("c", 9)):
        state.put_document("item", 7, key, "", at)
    state.put_document("item", 8, "a", "", 1)
    assert state.remove_document("item", 7, "c")
    assert not state.remove_document("item", 7, "c")
    assert state.forget_documents("item", server=7, before=5) == 1
    assert [(one.server, one.key) for one in state.documents("item")] == [(7, "b"), (8, "a")]
    assert state.forget_documents("item") == 2


def test_documents_move_with_a_backup(state: GuildState, tmp_path: Path) -> None:
    state.put_document("feed", 7, "a", "b", 1)
    state.backup(tmp_path / "copy.sqlite3")
    state.remove_document("feed", 7, "a")
    state.restore(tmp_path / "copy.sqlite3")
    assert state.document("feed", 7, "a") == (7, "a", "b", 1)

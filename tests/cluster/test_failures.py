"""What fails, and what goes on all the same."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from cluster.pairs import ByHand, until
from cluster.proxy import Line
from cluster.servers import Server

from knowledge.errors import StorageError, UnreachableError
from knowledge.indexing.filling import fill, job_name
from knowledge.indexing.followed import FollowedLibrary
from knowledge.indexing.prepare import prepared, put
from knowledge.model import Article, Source
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.database import EVERYTHING, Database
from knowledge.storage.postgres.truth import Truth
from knowledge.text.sentences import sentences


def article(name: str, text: str) -> Article:
    return Article.of(Source(id=name, title=f"Title of {name}"), [text])


def write(truth: Truth, name: str, text: str = "The harbour is closed.") -> None:
    put(truth, prepared(article(name, text)))


def names(library: FollowedLibrary) -> list[str]:
    with library.reading() as copy:
        return [source.id for source in copy.store.sources()]


def silent(done: int, total: int, name: str) -> None:
    pass


@pytest.fixture
def pair(servers: tuple[Server, Server]) -> Iterator[ByHand]:
    """A pair of its own for who breaks it; ``servers`` only says whether there is PostgreSQL."""
    with ByHand() as made:
        yield made


def test_when_the_primary_is_lost_questions_go_on_and_after_the_promotion_all_does(
    pair: ByHand, library: str, tmp_path: Path
) -> None:
    cluster = Cluster(pair.url("any"))
    cluster.database.patience = 1
    truth = cluster.truth(library)
    for number in range(20):
        write(truth, f"before-{number:02}")
    opened = FollowedLibrary(cluster, library, tmp_path)
    pair.primary.kill()
    assert len(names(opened)) == 20
    with pytest.raises(UnreachableError, match="is away, or takes no changes just now"):
        write(truth, "refused")
    assert len(names(opened)) == 20
    pair.standby.promote()
    write(truth, "after")
    until(lambda: "after" in names(opened))
    assert names(opened) == ["after", *(f"before-{number:02}" for number in range(20))]
    assert opened.freshness().behind == 0
    opened.close()
    cluster.close()


def test_what_was_not_confirmed_by_the_standby_is_not_seen_by_anybody(pair: ByHand, library: str) -> None:
    cluster = Cluster(pair.url("read-write"))
    write(cluster.truth(library), "both")
    pair.standby.stop()
    program = (
        "import sys; from test_failures import write, Truth, Database\n"
        f"write(Truth(Database({pair.url('read-write')!r}), {library!r}), 'one')"
    )
    writing = subprocess.Popen(
        [sys.executable, "-c", program], cwd=Path(__file__).parent, env={"PYTHONPATH": ":".join(sys.path)}
    )
    until(lambda: bool(pair.primary.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")))
    assert cluster.truth(library).head(0).generation == 1
    writing.kill()
    writing.wait()
    cluster.close()


def test_a_process_killed_in_the_middle_of_a_change_leaves_nothing_of_it(
    database: Database, servers: tuple[Server, Server], library: str
) -> None:
    truth = Truth(database, library)
    write(truth, "a")
    program = (
        "import time; from test_failures import write, Truth, Database\n"
        f"truth = Truth(Database({servers[0].url('dateline', 'dateline')!r}), {library!r})\n"
        "with truth.batch():\n    write(truth, 'half')\n    print('half', flush=True)\n    time.sleep(60)"
    )
    writing = subprocess.Popen(
        [sys.executable, "-c", program], cwd=Path(__file__).parent, env={"PYTHONPATH": ":".join(sys.path)},
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert writing.stdout is not None
    assert writing.stdout.readline() == b"half\n"
    writing.send_signal(signal.SIGKILL)
    writing.wait()
    writing.stdout.close()
    write(truth, "b")  # nobody holds the library any more
    assert truth.head(0).generation == 2
    assert sorted(truth.digests()) == ["a", "b"]


def test_a_job_is_handed_on_when_its_holder_dies_and_the_old_holder_cannot_write_any_more(
    servers: tuple[Server, Server], library: str, articles: Path
) -> None:
    one, other = (Cluster(servers[0].url("dateline", "dateline")) for _ in range(2))
    first, second = one.job(job_name(library)), other.job(job_name(library))
    held = first.taken()
    assert held is not None
    assert second.taken() is None
    assert not fill(other.truth(library), second, [articles], progress=silent)
    assert fill(one.truth(library), first, [articles], progress=silent)
    servers[0].sql(f"SELECT pg_terminate_backend({held.info.backend_pid})")
    until(lambda: second.taken() is not None)
    assert first.taken() is None

    def late() -> None:
        with one.truth(library).batch(over=held):
            write(one.truth(library), "late")

    with pytest.raises(StorageError):
        late()
    assert not fill(other.truth(library), second, [articles], progress=silent)  # all is done already
    assert other.truth(library).head(0).generation == 2
    for job in (first, second):
        job.close()
    one.close()
    other.close()


def test_behind_a_partition_a_copy_answers_says_how_long_and_catches_up_afterwards(
    servers: tuple[Server, Server], database: Database, library: str, tmp_path: Path
) -> None:
    truth = Truth(database, library)
    write(truth, "a")
    with Line(servers[0].port) as line:
        settings = "connect_timeout=2&tcp_user_timeout=1000"
        cluster = Cluster(f"postgresql://dateline@127.0.0.1:{line.port}/dateline?{settings}")
        opened = FollowedLibrary(cluster, library, tmp_path)
        line.open.clear()
        write(truth, "b")
        time.sleep(1)
        assert names(opened) == ["a"]
        line.cut()
        line.open.set()
        until(lambda: names(opened) == ["a", "b"])
        opened.close()
        cluster.close()


def test_a_slow_line_is_followed_as_well(
    servers: tuple[Server, Server], database: Database, library: str, tmp_path: Path
) -> None:
    truth = Truth(database, library)
    with Line(servers[0].port) as line:
        line.delay = 0.05
        cluster = Cluster(f"postgresql://dateline@127.0.0.1:{line.port}/dateline")
        opened = FollowedLibrary(cluster, library, tmp_path)
        for number in range(5):
            write(truth, f"a{number}")
        until(lambda: len(names(opened)) == 5)
        opened.close()
        cluster.close()


def test_a_standby_that_is_late_with_new_tables_is_waited_for(
    servers: tuple[Server, Server], library: str, tmp_path: Path
) -> None:
    primary, standby = servers
    primary.prepare("late")
    until(lambda: standby.sql("SELECT 1 FROM pg_database WHERE datname = 'late'") == "1")
    standby.sql("SELECT pg_wal_replay_pause()")
    resuming = Timer(1, standby.sql, ["SELECT pg_wal_replay_resume()"])
    resuming.start()
    ports = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    cluster = Cluster(f"postgresql://dateline@{ports}/late?target_session_attrs=prefer-standby")
    opened = FollowedLibrary(cluster, library, tmp_path)
    assert names(opened) == []
    assert not opened.problems
    resuming.join()
    opened.close()
    cluster.close()


def test_where_the_tables_are_missing_that_is_told_in_a_sentence(
    servers: tuple[Server, Server], library: str
) -> None:
    servers[0].prepare("untabled")
    with (
        closing(Database(servers[0].url("dateline", "untabled"), patience=0)) as database,
        pytest.raises(UnreachableError, match="the tables there are not those of this program"),
    ):
        Truth(database, library).head(0)


@pytest.mark.parametrize("jump", ["2 days", "-2 days"])
def test_a_clock_that_jumps_changes_neither_the_order_nor_who_works(
    servers: tuple[Server, Server], database: Database, library: str, tmp_path: Path, jump: str
) -> None:
    truth, cluster = Truth(database, library), Cluster(servers[0].url("dateline", "dateline"))
    job = cluster.job(job_name(library))
    held = job.taken()
    opened = FollowedLibrary(cluster, library, tmp_path)
    write(truth, "a", "First.")
    with database.writing(EVERYTHING) as connection:
        connection.execute("UPDATE change SET at = at + %s::interval WHERE library = %s", (jump, library))
    write(truth, "a", "Second.")
    until(lambda: opened.freshness().generation == 2)
    with opened.reading() as copy:
        assert copy.store.article("a").text == "Second."
    until(lambda: opened.freshness().seconds == 0)
    assert job.taken() is held
    job.close()
    opened.close()
    cluster.close()


def test_a_full_disk_of_the_copy_leaves_it_as_it_was_until_there_is_room(
    servers: tuple[Server, Server], database: Database, library: str, tmp_path: Path
) -> None:
    truth = Truth(database, library)
    write(truth, "a")
    program = f"""
import resource, signal, time
from pathlib import Path
from knowledge.indexing.followed import FollowedLibrary
from knowledge.storage.postgres.cluster import Cluster
from test_failures import names
cluster = Cluster({servers[0].url("dateline", "dateline")!r})
opened = FollowedLibrary(cluster, {library!r}, Path({str(tmp_path)!r}))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
print("full", flush=True)
input()
end = time.monotonic() + 30
while not opened.problems and time.monotonic() < end:
    opened.refresh()
    time.sleep(0.1)
print(names(opened), bool(opened.problems), flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
end = time.monotonic() + 30
while names(opened) != ["a", "b"] and time.monotonic() < end:
    opened.refresh()
    time.sleep(0.1)
print(names(opened), flush=True)
opened.close()
cluster.close()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=Path(__file__).parent, text=True,
        env={"PYTHONPATH": ":".join(sys.path)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "full\n"
    large = article("b", " ".join(f"Word{number} was read in the harbour." for number in range(6000)))
    truth.put(large, sentences(large), (), digest="d")
    out, _ = process.communicate("\n", timeout=100)
    assert out.splitlines() == ["['a'] True", "['a', 'b']"]


def test_a_full_database_refuses_with_a_sentence(servers: tuple[Server, Server]) -> None:
    servers[0].prepare("small")
    servers[0].sql("ALTER ROLE dateline IN DATABASE small SET temp_file_limit = '100kB'")
    database = Database(servers[0].url("dateline", "small"))

    def sort() -> None:
        with database.reading(EVERYTHING) as connection:
            connection.execute("SET LOCAL work_mem = '64kB'")
            connection.execute(
                "SELECT count(*) FROM (SELECT g FROM generate_series(1, 90000) g ORDER BY -g) s"
            )

    with pytest.raises(StorageError, match="the database has no room left"):
        sort()
    database.close()

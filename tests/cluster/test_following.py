"""Copies follow the truth: in order, whole, from nothing or a snapshot, anew where they cannot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cluster.servers import Server

from knowledge.errors import GapError
from knowledge.indexing.edition import edition
from knowledge.indexing.followed import FollowedLibrary
from knowledge.indexing.prepare import prepared, put
from knowledge.model import Article, Source
from knowledge.storage.postgres import snapshots
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.database import EVERYTHING, Database
from knowledge.storage.postgres.store import FollowedStore, open_followed
from knowledge.storage.postgres.truth import Truth
from knowledge.text.sentences import sentences


def article(name: str, *paragraphs: str) -> Article:
    return Article.of(Source(id=name, title=f"Title of {name}"), paragraphs)


def store_of(truth: Truth) -> FollowedStore:
    return open_followed(None, truth)


def follow(store: FollowedStore) -> list[int]:
    with store.copying():
        return [change.generation for change in store.missed()]


def texts(store: FollowedStore) -> dict[int, str]:
    """Every sentence by its number: what has to be the same everywhere."""
    return {s.id: s.text for source in store.sources() for s in store.sentences_of(source.id)}


def until(condition: Callable[[], bool], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


@pytest.fixture
def truth(database: Database, library: str) -> Truth:
    return Truth(database, library)


@pytest.fixture
def cluster(servers: tuple[Server, Server], database: Database) -> Iterator[Cluster]:
    opened = Cluster(servers[0].url("dateline", "dateline"))
    yield opened
    opened.close()


def test_a_copy_has_the_sentences_the_facts_and_the_numbers_of_the_truth(truth: Truth) -> None:
    ready = prepared(
        article("harbour", "On 3 May 2021, Marta Quill met Ole Brandt. They spoke of 300 ferries.")
    )
    original, copy = store_of(truth), store_of(truth)
    put(original, ready)
    follow(copy)
    assert copy.article("harbour") == ready.article
    assert copy.facts() == original.facts() != ()
    assert texts(copy) == texts(original)


def test_a_copy_that_comes_late_is_like_one_that_was_there_all_along(truth: Truth) -> None:
    early, late = store_of(truth), store_of(truth)
    for number in range(9):
        put(truth, prepared(article(f"a{number % 4}", f"Version {number} is here. It has two sentences.")))
        follow(early)
    truth.remove("a2")
    follow(early)
    follow(late)
    assert texts(late) == texts(early)
    assert late.generation == early.generation == 10
    assert late.statistics() == early.statistics()


def test_a_change_that_was_overtaken_is_passed_over(truth: Truth) -> None:
    copy = store_of(truth)
    put(truth, prepared(article("a", "One.")))
    follow(copy)
    put(truth, prepared(article("b", "Two.")))
    put(truth, prepared(article("b", "Three.")))
    truth.remove("a")
    assert follow(copy) == [3, 4]
    assert list(texts(copy).values()) == ["Three."]


def test_clearing_is_followed_too(truth: Truth) -> None:
    copy = store_of(truth)
    put(truth, prepared(article("a", "One.")))
    follow(copy)
    truth.clear()
    put(truth, prepared(article("b", "Two.")))
    follow(copy)
    assert [source.id for source in copy.sources()] == ["b"]


def test_half_a_batch_is_never_seen(truth: Truth) -> None:
    copy = store_of(truth)
    with truth.batch():
        put(truth, prepared(article("a", "One.")))
        seen: list[int] = []
        looking = threading.Thread(target=lambda: seen.extend(follow(copy)))
        looking.start()
        looking.join()
        put(truth, prepared(article("b", "Two.")))
    assert seen == []
    assert follow(copy) == [1, 2]


def test_writers_come_one_after_the_other(database: Database, library: str) -> None:
    def write(name: str) -> None:
        for number in range(10):
            put(Truth(database, library), prepared(article(f"{name}{number}", "A sentence.")))

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    copy = store_of(Truth(database, library))
    assert follow(copy) == list(range(1, 31))
    assert sorted(texts(copy)) == list(range(1, 31))


def test_another_history_with_the_same_numbers_is_noticed(truth: Truth, database: Database) -> None:
    copy = store_of(truth)
    put(truth, prepared(article("a", "One.")))
    follow(copy)
    with database.writing(EVERYTHING) as connection:
        connection.execute("UPDATE change SET mark = gen_random_uuid() WHERE library = %s", (truth.library,))
    with pytest.raises(GapError, match="another history"):
        follow(copy)


def test_a_copy_that_slept_longer_than_the_log_remembers_is_told_so(truth: Truth, database: Database) -> None:
    copy = store_of(truth)
    put(truth, prepared(article("a", "One.")))
    follow(copy)
    put(truth, prepared(article("b", "Two.")))
    with database.writing(EVERYTHING) as connection:
        connection.execute("DELETE FROM change WHERE library = %s AND generation < 2", (truth.library,))
    with pytest.raises(GapError, match="change 1 to 2"):
        follow(copy)
    assert len(follow(store_of(truth))) == 2


def test_a_copy_can_start_from_a_snapshot(truth: Truth, tmp_path: Path) -> None:
    maker = store_of(truth)
    for number in range(5):
        put(truth, prepared(article(f"a{number}", f"Article number {number} is short.")))
    follow(maker)
    snapshots.ship(maker, "these programs")
    put(truth, prepared(article("late", "This came afterwards.")))
    assert not snapshots.fetch(truth, "other programs", tmp_path / "none.db")
    assert snapshots.fetch(truth, "these programs", tmp_path / "library.db")
    copy = open_followed(tmp_path / "library.db", truth)
    assert copy.generation == 5
    assert follow(copy) == [6]
    follow(maker)
    assert texts(copy) == texts(maker)
    copy.close()


def test_a_snapshot_of_another_history_is_not_taken(truth: Truth, database: Database, tmp_path: Path) -> None:
    maker = store_of(truth)
    put(truth, prepared(article("a", "One.")))
    follow(maker)
    snapshots.ship(maker, "f")
    with database.writing(EVERYTHING) as connection:
        connection.execute("UPDATE change SET mark = gen_random_uuid() WHERE library = %s", (truth.library,))
    assert not snapshots.fetch(truth, "f", tmp_path / "library.db")


def test_an_open_library_hears_of_changes_by_itself(cluster: Cluster, truth: Truth, tmp_path: Path) -> None:
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    put(truth, prepared(article("a", "The harbour is closed.")))
    until(lambda: library.freshness().generation == 1)
    with library.reading() as copy:
        assert copy.index.generation == copy.store.generation == 1
    assert library.freshness().behind == 0
    library.close()


def test_a_library_on_a_standby_looks_for_changes(
    servers: tuple[Server, Server], truth: Truth, tmp_path: Path
) -> None:
    hosts = f"127.0.0.1:{servers[0].port},127.0.0.1:{servers[1].port}"
    cluster = Cluster(f"postgresql://dateline@{hosts}/dateline?target_session_attrs=standby")
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    put(truth, prepared(article("a", "The harbour is closed.")))
    until(lambda: library.freshness().generation == 1)
    library.close()
    cluster.close()


def test_two_processes_have_a_copy_each_and_a_copy_is_taken_up_again(
    cluster: Cluster, truth: Truth, tmp_path: Path
) -> None:
    put(truth, prepared(article("a", "The harbour is closed.")))
    one = FollowedLibrary(cluster, truth.library, tmp_path)
    other = FollowedLibrary(cluster, truth.library, tmp_path)
    with one.reading() as first, other.reading() as second:
        assert first.folder != second.folder
        assert texts(first.store) == texts(second.store)  # type: ignore[arg-type]
        place = first.folder
    one.close()
    again = FollowedLibrary(cluster, truth.library, tmp_path)
    with again.reading() as copy:
        assert copy.folder == place
    again.close()
    other.close()


def test_after_a_gap_the_old_copy_answers_until_the_new_one_is_ready(
    cluster: Cluster, truth: Truth, database: Database, tmp_path: Path
) -> None:
    put(truth, prepared(article("a", "The harbour is closed.")))
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    with library.reading() as old:
        with database.writing(EVERYTHING) as connection:
            connection.execute(
                "UPDATE change SET mark = gen_random_uuid() WHERE library = %s", (truth.library,)
            )
        put(truth, prepared(article("b", "The harbour is open.")))
        time.sleep(0.5)
        assert len(old.store.sources()) == 1  # as before, for as long as it is being read
    until(lambda: library.freshness().generation == 2)
    with library.reading() as new:
        assert new.folder != old.folder
        assert len(new.store.sources()) == 2
    until(lambda: not old.folder.exists())
    library.close()


@pytest.mark.parametrize("seconds", [0.0, 0.005, 0.02, 0.05, 0.1])
def test_a_library_closed_while_a_gap_is_noticed_leaves_nothing_running_and_nothing_half_made(
    cluster: Cluster, truth: Truth, database: Database, tmp_path: Path, seconds: float
) -> None:
    put(truth, prepared(article("a", "The harbour is closed.")))
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    with database.writing(EVERYTHING) as connection:
        connection.execute("UPDATE change SET mark = gen_random_uuid() WHERE library = %s", (truth.library,))
    put(truth, prepared(article("b", "The harbour is open.")))
    time.sleep(seconds)
    library.close()
    assert [thread.name for thread in threading.enumerate() if thread.name == "rebuilding"] == []
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    until(lambda: library.freshness().generation == 2)
    library.close()


def test_a_damaged_index_is_made_anew(cluster: Cluster, truth: Truth, tmp_path: Path) -> None:
    put(truth, prepared(article("a", "The harbour is closed.")))
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    with library.reading() as copy:
        folder = copy.folder
    library.close()
    (folder / "library.db").write_bytes(b"SQLite no more" * 500)
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    with library.reading() as copy:
        assert [source.id for source in copy.store.sources()] == ["a"]
    assert any("damaged" in str(problem) or "not an index" in str(problem) for problem in library.problems)
    library.close()


def test_a_library_is_opened_from_a_snapshot_of_its_own_edition(
    cluster: Cluster, truth: Truth, tmp_path: Path
) -> None:
    maker = store_of(truth)
    put(truth, prepared(article("a", "The harbour is closed.")))
    follow(maker)
    snapshots.ship(maker, edition())
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    with library.reading() as copy:
        assert copy.store.identity == maker.identity
        assert copy.index.generation == 1
    library.close()


def test_a_library_ships_a_snapshot_when_it_is_time_and_only_once(
    cluster: Cluster, truth: Truth, database: Database, tmp_path: Path
) -> None:
    large = article("large", " ".join(f"Word{number} was read." for number in range(6000)))
    truth.put(large, sentences(large), (), digest="d")
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    for _ in range(2):
        library.refresh()
    with database.reading(truth.library) as connection:
        assert connection.execute("SELECT generation FROM snapshot").fetchall() == [(1,)]
    assert snapshots.fetch(truth, edition(), tmp_path / "fetched.db")
    library.close()


def test_a_snapshot_from_before_an_article_was_taken_down_is_not_shipped(
    truth: Truth, database: Database
) -> None:
    maker = store_of(truth)
    put(truth, prepared(article("a", "To be forgotten.")))
    follow(maker)
    truth.scrub()
    with pytest.raises(GapError, match="another history"):
        snapshots.ship(maker, "f")
    with database.reading(truth.library) as connection:
        assert connection.execute("SELECT 1 FROM snapshot").fetchall() == []


def test_snapshots_of_two_versions_of_the_program_lie_side_by_side(truth: Truth, tmp_path: Path) -> None:
    maker = store_of(truth)
    for number, form in enumerate(("older", "newer", "newer"), 1):
        put(truth, prepared(article("a", f"Version {number}.")))
        follow(maker)
        snapshots.ship(maker, form)
    for form, generation in (("older", 1), ("newer", 3)):
        assert snapshots.fetch(truth, form, tmp_path / form)
        assert open_followed(tmp_path / form, truth).generation == generation


def test_nobody_waits_who_changes_a_library_while_a_snapshot_of_it_is_shipped(
    servers: tuple[Server, Server], database: Database, truth: Truth
) -> None:
    put(truth, prepared(article("a", "One.")))
    impatient = Database(f"{servers[0].url('dateline', 'dateline')}?options=-clock_timeout%3D2s")
    with database.writing(truth.library) as shipping:
        shipping.execute(
            "INSERT INTO snapshot (library, generation, form, mark, bytes)"
            " SELECT library, generation, 'f', mark, 0 FROM change"
        )
        put(Truth(impatient, truth.library), prepared(article("b", "Two.")))
    assert truth.head(0).generation == 2
    impatient.close()


def test_a_copy_that_is_being_made_anew_while_its_library_is_closed_is_left_to_the_next(
    cluster: Cluster, truth: Truth, database: Database, tmp_path: Path
) -> None:
    put(truth, prepared(article("a", "The harbour is closed.")))
    library = FollowedLibrary(cluster, truth.library, tmp_path)
    with library.reading() as old:
        with database.writing(EVERYTHING) as connection:
            connection.execute("UPDATE change SET mark = gen_random_uuid()")
        library.refresh()
        time.sleep(0.3)  # it is ready, and waits for this question
        closing = threading.Thread(target=library.close)
        closing.start()
        time.sleep(0.1)
        assert len(old.store.sources()) == 1
    closing.join()
    again = FollowedLibrary(cluster, truth.library, tmp_path)
    with again.reading() as copy:
        assert copy.folder != old.folder
    again.close()

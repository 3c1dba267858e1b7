"""Many read, one writes; who must wait is told for whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from examples.libraries import Opening, found, texts

from knowledge.errors import BusyError
from knowledge.indexing import IndexFolder, folder_of, open_library
from knowledge.indexing.lock import writing_in
from knowledge.model import Article, Source
from knowledge.settings import Settings

HOLD = """
import sys, time
from pathlib import Path
from knowledge.indexing.lock import writing_in
with writing_in(Path(sys.argv[1]), patience=5):
    print("held", flush=True)
    sys.stdin.readline()
"""

INDEX = """
import sys
from pathlib import Path
from knowledge.indexing import open_library
from knowledge.settings import Settings
library = open_library(Settings(sources=(Path(sys.argv[1]),), home=Path(sys.argv[2])), patience=60)
print(library.store.statistics().articles, library.index.generation == library.store.generation)
library.close()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with pytest.raises(BusyError) as caught, writing_in(tmp_path, patience=0):
        pass
    process.communicate("\n")
    assert f"process {process.pid}" in str(caught.value)
    assert "since " in str(caught.value)


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    process = holder(tmp_path)
    threading.Timer(0.2, process.communicate, ["\n"]).start()
    with writing_in(tmp_path, patience=30):
        pass
    process.wait()


def test_a_dead_holder_holds_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    assert (tmp_path / "writer.json").exists()
    with writing_in(tmp_path, patience=5):
        assert json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert not (tmp_path / "writer.json").exists()


def test_threads_of_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    with writing_in(tmp_path, patience=0), ThreadPoolExecutor(1) as pool, pytest.raises(BusyError):
        pool.submit(lambda: writing_in(tmp_path, patience=0).__enter__()).result()


def test_readers_do_not_wait_for_a_writer(opening: Opening, chosen: Settings) -> None:
    opening().close()
    process = holder(folder_of(chosen, chosen.sources))
    library = opening(patience=0)
    assert found(library, "crew") == ["ferries.md", "radio.md"]
    assert library.problems == ()
    process.communicate("\n")


def test_while_another_process_indexes_the_state_before_is_answered_from_and_said_so(
    opening: Opening, chosen: Settings, articles: Path
) -> None:
    opening().close()
    process = holder(folder_of(chosen, chosen.sources))
    (articles / "radio.md").unlink()
    library = opening(patience=0)
    assert found(library, "mayor") == ["radio.md"]
    (note,) = library.problems
    assert f"process {process.pid}" in str(note)
    process.communicate("\n")
    assert library.refresh()
    assert (found(library, "mayor"), library.problems) == ([], ())


def test_without_a_state_before_a_second_process_must_wait(chosen: Settings) -> None:
    folder = folder_of(chosen, chosen.sources)
    folder.mkdir(parents=True)
    process = holder(folder)
    with pytest.raises(BusyError, match=f"process {process.pid}"):
        open_library(chosen, patience=0)
    process.communicate("\n")
    open_library(chosen).close()


def test_processes_that_start_at_once_make_one_library(chosen: Settings, articles: Path) -> None:
    command = [sys.executable, "-c", INDEX, str(articles), str(chosen.home)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0] for process in processes] == ["2 True\n"] * 3
    assert [process.returncode for process in processes] == [0, 0, 0]


def article(number: int, word: str) -> Article:
    return Article.of(Source(id=f"n{number}", title="T"), [f"Item {number} says {word}.", f"Yes, {word}."])


def test_an_open_reader_sees_the_old_state_until_the_new_one_is_whole(tmp_path: Path) -> None:
    writer = IndexFolder.open(tmp_path)
    writer.put(article(number, "olden") for number in range(20))
    reader = IndexFolder.open(tmp_path)
    seen: list[set[str]] = []

    def slowly() -> list[Article]:
        made = []
        for number in range(20):
            seen.append(words_of(reader))
            made.append(article(number, "newer"))
        return made

    writer.put(slowly())
    seen.append(words_of(reader))
    assert seen[:-1] == [{"olden"}] * 20
    assert seen[-1] == {"newer"}
    assert len(reader.index.candidates({"newer": 1.0}, 100, 10.0)) == 40
    assert reader.index.candidates({"olden": 1.0}, 100, 10.0) == ()
    assert reader.is_level
    writer.close()
    reader.close()


def words_of(held: IndexFolder) -> set[str]:
    return {
        word
        for source in held.store.sources()
        for sentence in held.store.sentences_of(source.id)
        for word in ("olden", "newer")
        if word in sentence.text
    }


def test_many_threads_read_while_one_writes(tmp_path: Path) -> None:
    held = IndexFolder.open(tmp_path)
    held.put(article(number, "olden") for number in range(10))
    done = threading.Event()

    def read() -> int:
        rounds = 0
        while not done.is_set() or not rounds:
            for number in held.index.candidates({"item": 1.0, "olden": 1.0}, 20, 10.0):
                for row in held.store.rows([number]):
                    assert row.sentence.id in row.siblings
                    assert held.store.article(row.sentence.source).text
                    assert row.terms
            held.store.near("itom")
            assert held.store.statistics().articles == 10
            rounds += 1
        return rounds

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for turn in range(5):
            held.put(article(number, f"turn{turn}") for number in range(10))
        done.set()
        assert min(reader.result() for reader in readers) >= 1
    held.close()


def test_articles_can_be_put_and_removed_without_files(tmp_path: Path) -> None:
    held = IndexFolder.open(tmp_path)
    held.put([article(1, "one"), article(2, "two")])
    held.put([article(1, "one"), article(3, "three")])
    assert held.store.generation == 3
    held.remove(["n2"])
    held.close()
    again = IndexFolder.open(tmp_path)
    assert [source.id for source in again.store.sources()] == ["n1", "n3"]
    assert again.is_level
    again.close()


def test_a_put_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    held = IndexFolder.open(tmp_path)
    held.put([article(1, "one")])

    def failing():  # type: ignore[no-untyped-def]
        yield article(2, "two")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        held.put(failing())
    assert [source.id for source in held.store.sources()] == ["n1"]
    assert held.index.candidates({"item": 1.0}, 9, 10.0) != ()
    held.put([article(2, "two")])
    assert [source.id for source in held.store.sources()] == ["n1", "n2"]
    held.close()


def test_texts_are_whole(opening: Opening) -> None:
    assert all(texts(opening()).values())

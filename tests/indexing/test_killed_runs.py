"""A run that is killed at any moment leaves the old state or the new one."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from examples.libraries import found, texts

from knowledge.indexing import IndexFolder, folder_of, open_library
from knowledge.settings import Settings
from knowledge.storage.sqlite_store import open_store

ARTICLES = 40

RUN = """
import os, signal, sys
from pathlib import Path
from knowledge.indexing import open_library
from knowledge.settings import Settings

sources, home, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def progress(done, total, name):
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

print("ready", flush=True)
open_library(Settings(sources=(sources,), home=home), progress=progress).close()
print("done", flush=True)
"""


def write(path: Path, word: str) -> None:
    """An archive in which every article holds the word; the last one comes and goes with it."""
    ids = [*(f"n{number:02}" for number in range(ARTICLES)), f"only-{word}"]
    text = f"This article says {word}. It says {word} twice.\n\nAnd in the end {word} again."
    lines = [json.dumps({"id": i, "title": i, "text": text}) for i in ids]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A library that is level with "olden", over files that say "newer" by now."""
    path = tmp_path / "news.jsonl"
    settings = Settings(sources=(path,), home=tmp_path / "home")
    write(path, "olden")
    open_library(settings).close()
    write(path, "newer")
    return settings


def run(settings: Settings, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(settings.sources[0]), str(settings.home), str(last)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()
    assert process.returncode in (-signal.SIGKILL, 0)


def word_left(settings: Settings) -> str:
    """The one word that everything stored says, as a reader finds it who changes nothing."""
    store = open_store(folder_of(settings, settings.sources) / "library.db")
    words = {
        word
        for source in store.sources()
        for sentence in store.sentences_of(source.id)
        for word in ("olden", "newer")
        if word in sentence.text
    }
    ids = {source.id for source in store.sources()}
    (word,) = words
    assert ids == {*(f"n{number:02}" for number in range(ARTICLES)), f"only-{word}"}
    assert store.statistics()[:3] == (3 * (ARTICLES + 1), 2 * (ARTICLES + 1), ARTICLES + 1)
    assert store.vocabulary()[word] == 3 * (ARTICLES + 1)
    assert {"olden", "newer"} & set(store.vocabulary()) == {word}
    store.close()
    return word


def then_it_becomes_level(settings: Settings) -> None:
    library = open_library(settings)
    assert library.problems == ()
    assert len(found(library, "newer", 1000)) == ARTICLES + 1
    assert found(library, "olden", 1000) == []
    assert set(texts(library)) == {*(f"n{number:02}" for number in range(ARTICLES)), "only-newer"}
    library.close()


@pytest.mark.parametrize("last", [1, ARTICLES // 2, ARTICLES + 1, ARTICLES + 2])
def test_killed_in_the_middle_the_old_state_is_left(settings: Settings, last: int) -> None:
    end(run(settings, last))
    assert word_left(settings) == "olden"
    then_it_becomes_level(settings)


def test_killed_at_random_the_old_state_or_the_new_one_is_left(settings: Settings) -> None:
    chance = random.Random(11)
    for _ in range(6):
        process = run(settings, -1)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        end(process)
        assert word_left(settings) in ("olden", "newer")
        then_it_becomes_level(settings)
        write(settings.sources[0], "olden")
        open_library(settings).close()
        write(settings.sources[0], "newer")


def test_killed_while_the_library_is_made_nothing_is_left(settings: Settings, tmp_path: Path) -> None:
    fresh = settings.model_copy(update={"home": tmp_path / "other"})
    end(run(fresh, ARTICLES // 2))
    then_it_becomes_level(fresh)


def test_killed_between_store_and_index_the_index_follows(settings: Settings) -> None:
    folder = folder_of(settings, settings.sources)
    held = IndexFolder.open(folder)
    held.store.remove("only-olden")
    held.close()
    behind = IndexFolder.open(folder)
    assert not behind.is_level
    behind.close()
    then_it_becomes_level(settings)

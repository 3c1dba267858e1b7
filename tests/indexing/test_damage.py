"""What is damaged or not ours is noticed, kept aside, and made anew from the files."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from examples.libraries import Opening, found, texts

from knowledge.errors import IndexDamagedError
from knowledge.indexing import OpenLibrary, folder_of
from knowledge.settings import Settings


@pytest.fixture
def folder(chosen: Settings, opening: Opening) -> Path:
    """Where a library was indexed and closed."""
    opening().close()
    return folder_of(chosen, chosen.sources)


def is_whole(library: OpenLibrary) -> bool:
    return (
        list(texts(library)) == ["ferries.md", "radio.md"]
        and found(library, "crew") == ["ferries.md", "radio.md"]
        and found(library, "mayor") == ["radio.md"]
    )


def overwrite(path: Path) -> None:
    path.write_bytes(b"not a database " * 1000)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 2000] = os.urandom(2000)
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (soup TEXT)")
    connection.execute("INSERT INTO recipes VALUES ('leek')")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("harm", [overwrite, cut, scribble, foreign])
def test_a_damaged_store_is_kept_aside_and_made_anew(
    opening: Opening, folder: Path, harm: Callable[[Path], None]
) -> None:
    path = folder / "library.db"
    harm(path)
    harmed = path.read_bytes()
    library = opening()
    assert is_whole(library)
    (note,) = library.problems
    assert isinstance(note, IndexDamagedError)
    assert "library.db.damaged-1" in str(note)
    assert (folder / "library.db.damaged-1").read_bytes() == harmed
    library.close()
    assert opening().problems == ()


def test_what_was_kept_aside_before_stays(opening: Opening, folder: Path) -> None:
    for number in (1, 2):
        (folder / "library.db").write_bytes(b"garbage" * 999 * number)
        opening().close()
    assert (folder / "library.db.damaged-1").stat().st_size == 999 * 7
    assert (folder / "library.db.damaged-2").stat().st_size == 999 * 14


def test_a_foreign_journal_does_not_get_into_the_new_store(opening: Opening, folder: Path) -> None:
    overwrite(folder / "library.db")
    (folder / "library.db-wal").write_bytes(os.urandom(5000))
    assert is_whole(opening())


@pytest.mark.parametrize("harm", [Path.unlink, empty])
def test_a_store_that_is_gone_is_made_anew(
    opening: Opening, folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder / "library.db")
    assert is_whole(opening())


def test_a_store_of_another_version_is_made_anew(opening: Opening, folder: Path) -> None:
    connection = sqlite3.connect(folder / "library.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    library = opening()
    assert is_whole(library)
    assert "another version" in str(library.problems[0])
    assert not list(folder.glob("*damaged*"))


def index_of(folder: Path) -> Path:
    (path,) = folder.glob("index-*")
    return path


def test_an_index_that_is_gone_is_made_anew(opening: Opening, folder: Path) -> None:
    shutil.rmtree(index_of(folder))
    assert is_whole(opening())


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [overwrite, cut, empty, flip, Path.unlink])
@pytest.mark.parametrize("part", ["meta.json", "*.idx", "*.term", "*.store", "*.fast", "*.fieldnorm"])
def test_a_damaged_index_is_made_anew(
    opening: Opening, folder: Path, part: str, harm: Callable[[Path], None]
) -> None:
    for path in index_of(folder).glob(part):
        harm(path)
    library = opening()
    assert is_whole(library)
    if harm is not Path.unlink:
        assert "damaged" in str(library.problems[0])
    library.close()
    again = opening()
    assert is_whole(again)
    assert again.problems == ()


def test_an_index_of_another_store_is_not_taken_for_its_own(
    opening: Opening, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(index_of(folder), copy)
    (folder / "library.db").unlink()
    library = opening()
    new = {path.name for path in folder.glob("index-*")}
    library.close()
    assert copy.name not in new
    assert len(new) == 1


def test_an_index_that_is_ahead_of_its_store_is_made_anew(
    opening: Opening, folder: Path, articles: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    shutil.copy(folder / "library.db", old)
    (articles / "radio.md").unlink()
    opening().close()
    shutil.copy(old, folder / "library.db")
    library = opening()
    assert list(texts(library)) == ["ferries.md"]
    assert found(library, "mayor") == []
    assert found(library, "crew") == ["ferries.md"]


def test_damage_met_in_the_middle_of_work_is_an_error_in_words_and_repaired_next_time(
    opening: Opening, folder: Path
) -> None:
    library = opening()
    scribble(folder / "library.db")

    def everything() -> None:
        library.store.facts()
        texts(library)
        dict(library.store.vocabulary())

    with pytest.raises(IndexDamagedError, match="damaged"):
        everything()
    library.close()
    assert is_whole(opening())

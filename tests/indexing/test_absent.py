"""A folder that is gone or emptied keeps its last articles, and says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import ReadingError
from knowledge.indexing import OpenLibrary, open_library
from knowledge.settings import Settings


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def emptied(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@pytest.fixture
def settings(articles: Path, tmp_path: Path) -> Settings:
    return Settings(sources=(articles,), home=tmp_path / "home", meaning="off")


def held(library: OpenLibrary) -> list[str]:
    return [source.id for source in library.store.sources()]


@pytest.mark.parametrize("away", [gone, emptied])
def test_the_last_articles_are_kept_while_it_is_open_and_when_it_is_opened_again(
    settings: Settings, articles: Path, away: Callable[[Path], None]
) -> None:
    library = open_library(settings)
    away(articles)
    library.refresh()
    assert held(library) == ["ferries.md", "radio.md"]
    assert [problem.path for problem in library.absent] == [str(articles)]
    assert "kept as they were" in str(library.problems[0])
    library.close()
    library = open_library(settings)
    assert (held(library), len(library.absent)) == (["ferries.md", "radio.md"], 1)
    library.close()


def test_it_is_followed_again_when_it_is_back(settings: Settings, articles: Path) -> None:
    library = open_library(settings)
    page = (articles / "radio.md").read_text()
    emptied(articles)
    library.refresh()
    (articles / "radio.md").write_text(page.replace("4,000", "5,000"))
    library.refresh()
    assert (held(library), library.absent) == (["radio.md"], ())
    library.close()


def test_one_that_is_meant_to_be_empty_loses_its_articles(settings: Settings, articles: Path) -> None:
    library = open_library(settings)
    emptied(articles)
    (articles / ".empty").touch()
    library.refresh()
    assert (held(library), library.absent) == ([], ())
    library.close()


def test_another_folder_is_followed_meanwhile(settings: Settings, articles: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "owl.md").write_text("# Owl returns\n\nA snowy owl was seen on Tuesday, the ranger said.\n")
    library = open_library(settings.model_copy(update={"sources": (articles, more)}))
    gone(articles)
    (more / "owl.md").unlink()
    (more / "stork.md").write_text("# Stork returns\n\nA stork was seen on Tuesday, the ranger said.\n")
    library.refresh()
    assert held(library) == ["ferries.md", "radio.md", "stork.md"]
    library.close()


def test_a_folder_that_was_never_read_is_still_an_error(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file or folder"):
        open_library(settings.model_copy(update={"sources": (tmp_path / "typo",)}))
    assert not (tmp_path / "home").exists()

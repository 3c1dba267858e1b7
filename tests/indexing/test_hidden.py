"""What is hidden beside the articles is not indexed, and comes back when it is shown again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.indexing import OpenLibrary, open_library
from knowledge.indexing.hidden import HIDDEN
from knowledge.settings import Settings

GATE = "# Gate breaks\n\nThe old gate broke on Monday. Divers will look at it.\n"
MILL = "# Mill closes\n\nThe paper mill will close in October.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    place.mkdir()
    (place / "gate.md").write_text(GATE)
    (place / "mill.md").write_text(MILL)
    return place


@pytest.fixture
def library(folder: Path, tmp_path: Path):
    opened = open_library(Settings(sources=(folder,), home=tmp_path / "home", meaning="off"))
    yield opened
    opened.close()


def told(library: OpenLibrary) -> list[str]:
    sources = [source.id for source in library.store.sources()]
    return [one.text for source in sources for one in library.store.sentences_of(source)]


ALL = ["The old gate broke on Monday.", "Divers will look at it.", "The paper mill will close in October."]


@pytest.mark.parametrize(
    ("entry", "left"),
    [({"source": "mill.md"}, ALL[:2]), ({"source": "gate.md", "sentence": ALL[0]}, ALL[1:]),
     ({"source": "other.md"}, ALL)],
)  # fmt: skip
def test_an_article_or_a_sentence_is_left_out_until_it_is_shown_again(
    library: OpenLibrary, folder: Path, entry: dict[str, str], left: list[str]
) -> None:
    assert told(library) == ALL
    (folder / HIDDEN).write_text(json.dumps([entry]))
    library.refresh()
    assert told(library) == left
    (folder / HIDDEN).unlink()
    library.refresh()
    assert told(library) == ALL


def test_a_damaged_list_hides_nothing(library: OpenLibrary, folder: Path) -> None:
    (folder / HIDDEN).write_text("[{")
    library.refresh()
    assert told(library) == ALL

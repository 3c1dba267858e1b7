"""Folders of invented articles, and a library over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples.libraries import Opening

from knowledge.indexing import OpenLibrary, open_library
from knowledge.settings import Settings


@pytest.fixture
def chosen(articles: Path, tmp_path: Path) -> Settings:
    return Settings(sources=(articles,), home=tmp_path / "home")


@pytest.fixture
def opening(chosen: Settings) -> Iterator[Opening]:
    """Opens the library as it is now; closed when the test ends."""
    opened: list[OpenLibrary] = []

    def open_now(**options: object) -> OpenLibrary:
        opened.append(open_library(chosen, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_now
    for library in opened:
        library.close()

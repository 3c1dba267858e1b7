"""The indexing in a process of its own: what it did is known, and what it failed to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operations.indexer import index_server
from knowledge.errors import StorageError
from knowledge.library import Library
from knowledge.settings import Settings


@pytest.fixture
def settings(articles: Path, tmp_path: Path) -> Settings:
    return Settings(sources=(articles,), home=tmp_path / "home", meaning="off")


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(settings: Settings, articles: Path) -> None:
    (articles / "broken.txt").write_bytes(b"\x00\x01\x02")
    index_server(settings)
    with Library.open(settings) as library:
        assert [source.id for source in library.sources()] == ["ferries.md", "radio.md"]


def test_a_crash_is_an_error(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "typer.py").write_text("raise RuntimeError('out of order')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(broken), prepend=":")
    with pytest.raises(StorageError, match="out of order"):
        index_server(settings)

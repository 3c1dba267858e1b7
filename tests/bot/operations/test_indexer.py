"""Indexing in a worker process: what it did is known, and what it failed to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operations.indexer import index_server
from bot.operations.workers import WorkerProcesses
from knowledge.errors import StorageError
from knowledge.library import Library
from knowledge.settings import Settings


@pytest.fixture
def settings(articles: Path, tmp_path: Path) -> Settings:
    return Settings(sources=(articles,), home=tmp_path / "home", meaning="off")


@pytest.fixture
def workers() -> Iterator[WorkerProcesses]:
    pool = WorkerProcesses(1, megabytes=2048)
    yield pool
    pool.close()


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(
    settings: Settings, articles: Path, workers: WorkerProcesses
) -> None:
    (articles / "broken.txt").write_bytes(b"\x00\x01\x02")
    index_server(settings, workers)
    with Library.open(settings) as library:
        assert [source.id for source in library.sources()] == ["ferries.md", "radio.md"]


def test_what_fails_in_the_process_is_an_error_here(
    settings: Settings, tmp_path: Path, workers: WorkerProcesses
) -> None:
    (tmp_path / "home").write_text("no folder")
    with pytest.raises(StorageError, match=r"indexing failed: StorageError: .*cannot be kept there"):
        index_server(settings, workers)

"""When a file counts as the one that was read: size and times, and the content where these leave a doubt."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from knowledge.indexing.files import SETTLED, Listed, difference, looked_at, row_of
from knowledge.ingest.discovery import Found
from knowledge.storage.file_rows import FileRow

OLD = 1_600_000_000_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Listed:
    path = tmp_path / "radio.md"
    path.write_text("The mayor opened the pier.", encoding="utf-8")
    os.utime(path, ns=(OLD, OLD))
    return Listed(path, "by this program", Found(path, "radio.md", {}))


@pytest.fixture
def row(file: Listed) -> FileRow:
    """As it was read long after it was written."""
    look = looked_at(file)
    time.sleep(0.02)  # a tick of the file system's clock
    return row_of(look, look.modified + SETTLED, ["radio.md"], [])


def test_a_file_that_nobody_touched_is_not_looked_into(file: Listed, row: FileRow) -> None:
    unreadable_digest = row._replace(digest="another")
    assert not difference([file], {file.name: unreadable_digest}).read


@pytest.mark.parametrize("way", ["in place", "by another file"])
def test_content_that_changed_under_the_same_size_and_time_is_noticed(
    file: Listed, row: FileRow, way: str
) -> None:
    written = file.path if way == "in place" else file.path.with_suffix(".new")
    written.write_text("The baker opened the pier.", encoding="utf-8")
    os.utime(written, ns=(OLD, OLD))
    written.replace(file.path)
    assert (file.path.stat().st_size, file.path.stat().st_mtime_ns) == (row.size, OLD)
    assert difference([file], {file.name: row}).read == (file,)


def test_a_file_whose_rights_alone_changed_is_looked_into_and_not_read_again(
    file: Listed, row: FileRow
) -> None:
    file.path.chmod(0o600)
    found = difference([file], {file.name: row})
    assert (found.read, [look.listed for look in found.touched]) == ((), [file])


def test_by_contents_every_file_is_looked_into(file: Listed, row: FileRow) -> None:
    other = row._replace(digest="another")
    assert difference([file], {file.name: other}, compare="contents").read == (file,)
    same = difference([file], {file.name: row}, compare="contents")
    assert (same.read, same.touched) == ((), ())


def test_a_time_that_lies_ahead_is_never_trusted(file: Listed) -> None:
    ahead = time.time_ns() + 10**12
    os.utime(file.path, ns=(ahead, ahead))
    row = row_of(looked_at(file), time.time_ns(), ["radio.md"], [])._replace(digest="another")
    assert difference([file], {file.name: row}).read == (file,)

"""Reading what people send in, by worker processes: one hostile file costs that file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from bot import messages as m
from bot.operations.workers import InThisProcess, WorkerProcesses
from bot.services.uploads import Limits, Upload, read

PAGE = b"# Owl returns\n\nA snowy owl has been seen in the park of Brindle Hill, the ranger said.\n"


@pytest.fixture
def workers() -> Iterator[WorkerProcesses]:
    pool = WorkerProcesses(1, megabytes=1024)
    yield pool
    pool.close()


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_file_that_takes_too_long_is_left_out_and_the_others_are_read(workers: WorkerProcesses) -> None:
    hostile = b"Title\n\n" + b"On Monday 3 May 2021 the mayor met 12 guests of 7 towns and said so " * 140_000
    content = packed({"a.md": PAGE, "b.txt": hostile, "c.md": PAGE.replace(b"Owl", b"Stork")})
    found = read(workers, Upload("a.zip", content), Limits(9, 10, 4), lambda done, of: None)
    assert [row["title"] for row in found.rows] == ["Owl returns", "Stork returns"]
    assert found.problems == (f"b.txt: {m.IN_TOO_LONG.format(4)}",)


def test_how_far_it_is_is_told_file_by_file(workers: WorkerProcesses) -> None:
    told: list[tuple[int, int]] = []
    content = packed({f"{n}.md": PAGE for n in range(4)})
    read(workers, Upload("a.zip", content), Limits(9, 1, 60), lambda done, of: told.append((done, of)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]


@pytest.mark.parametrize("turn", [0.0, 60.0])
def test_however_short_the_turns_everything_is_read_once(turn: float) -> None:
    content = packed({f"{n}.md": PAGE.replace(b"Owl", b"Owl %d" % n) for n in range(5)} | {"x.exe": b"x"})
    found = read(InThisProcess(), Upload("a.zip", content), Limits(9, 1, 60, turn), lambda done, of: None)
    assert [row["title"] for row in found.rows] == [f"Owl {n} returns" for n in range(5)]
    assert [problem.partition(":")[0] for problem in found.problems] == ["x.exe"]


def test_turns_count_together_what_they_unpack_and_take() -> None:
    content = packed({f"{n}.md": PAGE.replace(b"Owl", b"Owl %d" % n) for n in range(5)})
    found = read(InThisProcess(), Upload("a.zip", content), Limits(3, 1, 60, 0.0), lambda done, of: None)
    assert (len(found.rows), found.problems) == (3, (m.IN_TOO_MANY.format(3),))
    large = packed({f"{n}.txt": PAGE + b"a" * ((1 << 20) - 200) for n in range(6)})
    found = read(InThisProcess(), Upload("a.zip", large), Limits(9, 1, 60, 0.0), lambda done, of: None)
    assert found.problems == tuple(f"{n}.txt: {m.IN_TOO_LARGE}" for n in (4, 5))

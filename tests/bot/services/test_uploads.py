"""Files that people send in: within bounds, whatever they hold."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from bot.operations.workers import InThisProcess
from bot.services.uploads import Incoming, Limits, Upload, read

PAGE = (
    b"# Owl returns\n\nA snowy owl has been seen in the park of Brindle Hill, the ranger said on Tuesday.\n"
)


def incoming(name: str, content: bytes, *, most: int, megabytes: int) -> Incoming:
    return read(InThisProcess(), Upload(name, content), Limits(most, megabytes, 20), lambda done, of: None)


def packed(files: dict[str, bytes], *, compressed: bool = True) -> bytes:
    out = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_folders_and_hidden_files_of_a_zip_are_passed_over() -> None:
    found = incoming(
        "a.zip", packed({"news/": b"", "news/owl.md": PAGE, "__MACOSX/._owl.md": b"x"}), most=9, megabytes=1
    )
    assert [row["title"] for row in found.rows] == ["Owl returns"]
    assert found.problems == ()


def test_a_zip_that_swells_is_stopped() -> None:
    bomb = packed({f"{n}.txt": b"a" * (1 << 20) for n in range(40)})
    assert len(bomb) < 100_000
    found = incoming("bomb.zip", bomb, most=99, megabytes=1)
    assert len(found.rows) <= 4
    assert any("too large" in problem for problem in found.problems)


def test_one_large_file_in_a_zip_is_named_and_the_others_are_read() -> None:
    found = incoming("a.zip", packed({"big.txt": b"a" * (2 << 20), "owl.md": PAGE}), most=9, megabytes=1)
    assert len(found.rows) == 1
    assert found.problems == ("big.txt: is too large",)


def test_no_more_articles_are_taken_than_allowed() -> None:
    rows = [{"id": str(n), "title": f"Notice {n}", "text": f"Lamp {n} is out."} for n in range(9)]
    found = incoming("a.jsonl", "\n".join(map(json.dumps, rows)).encode(), most=4, megabytes=1)
    assert len(found.rows) == 4


@pytest.mark.parametrize("name", ["../../etc/passwd.md", "C:\\news\\owl.md", "owl.md"])
def test_the_name_of_a_file_leads_nowhere(name: str) -> None:
    assert [row["title"] for row in incoming(name, PAGE, most=9, megabytes=1).rows] == ["Owl returns"]
    swollen = incoming("a.zip", packed({name: b"a" * (2 << 20)}), most=9, megabytes=1)
    assert swollen.problems == (f"{name.replace(chr(92), '/').split('/')[-1]}: is too large",)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x00" * 100, b"%PDF-1.4 broken"])
@pytest.mark.parametrize("kind", ["zip", "txt", "md", "html", "jsonl", "pdf", "exe"])
def test_broken_files_are_told_by_name(kind: str, data: bytes) -> None:
    found = incoming(f"file.{kind}", data, most=9, megabytes=1)
    assert found.rows or any(problem.startswith("file.") for problem in found.problems)

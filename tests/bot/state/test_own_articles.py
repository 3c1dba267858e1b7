"""A server's own articles on disk: whole, or named where a line is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.state import own_articles
from bot.state.own_articles import broken, held, keep, unless_it_fails, without

ROWS = [{"id": f"n{n}", "title": f"Notice {n}", "paragraphs": [f"Lamp {n} is out."]} for n in range(3)]
HALF = json.dumps(ROWS[1])[:30]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "servers" / "7" / "articles" / "1.jsonl"
    keep(file, ROWS)
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], HALF, lines[2]]) + "\n")
    return file


@pytest.mark.parametrize("line", [HALF, "7", "[]", '{"id": 1}', '{"id": "a", "title": "b"}', "\ufffd"])
def test_a_line_that_is_no_article_is_out_and_named(tmp_path: Path, file: Path, line: str) -> None:
    file.write_text(file.read_text().replace(HALF, line))
    assert [one.row["id"] for one in held(tmp_path, 7)] == ["n0", "n2"]
    assert list(broken(tmp_path, 7)) == [("1.jsonl", 2)]


def test_what_is_damaged_stays_when_another_article_is_removed(tmp_path: Path, file: Path) -> None:
    without(next(one for one in held(tmp_path, 7) if one.row["id"] == "n0"))
    assert [one.row["id"] for one in held(tmp_path, 7)] == ["n2"]
    assert HALF in file.read_text()


def test_a_change_that_fails_leaves_every_byte(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\xff\xfe half\n")
    before = file.read_bytes()

    def change() -> None:
        with unless_it_fails(file):
            keep(file, ROWS[:1])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert file.read_bytes() == before


def test_a_folder_without_articles_is_meant_to_have_none(tmp_path: Path) -> None:
    own_articles.renew(tmp_path, 7)
    assert (tmp_path / "servers" / "7" / "articles" / ".empty").exists()

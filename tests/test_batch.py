"""JSON Lines in, a line out for each."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.cli.batch import answer_lines, rows
from knowledge.errors import UsageError


def shout(row: dict[str, str]) -> dict[str, str]:
    return {"loud": row["question"].upper()}


def test_every_line_is_answered_in_order_with_its_id() -> None:
    lines = [json.dumps({"id": n, "question": q}) for n, q in enumerate(["who", "when"])]
    assert [answer for answer, _ in answer_lines(lines, "question", shout)] == [
        {"id": 0, "question": "who", "loud": "WHO"},
        {"id": 1, "question": "when", "loud": "WHEN"},
    ]


@pytest.mark.parametrize("bad", ["{", "[]", '{"id": 1}', '{"question": 7}', r'{"question": "\ud800"}'])
def test_a_bad_line_gets_a_complaint_that_names_it_and_the_rest_is_answered(bad: str) -> None:
    (_, complaint), (good, _) = answer_lines([bad, '{"question": "who"}'], "question", shout)
    assert complaint is not None
    assert complaint.startswith("line 1: ")
    assert good["loud"] == "WHO"


@pytest.mark.parametrize("bad", ['{"id": 7}', '{"id": 7, "question": "not this"}'])
def test_a_complaint_stands_beside_the_id_of_its_line(bad: str) -> None:
    def refuse(row: dict[str, str]) -> dict[str, str]:
        raise UsageError("not this")

    ((answer, _),) = answer_lines([bad], "question", refuse)
    assert answer["id"] == 7


def test_what_is_repeated_may_be_chosen() -> None:
    lines = ['{"doc": "a", "text": "it rained", "more": 1}', '{"doc": "b"}']
    answers = [answer for answer, _ in answer_lines(lines, "text", lambda _: {"days": 0}, repeated=["doc"])]
    assert answers == [{"doc": "a", "days": 0}, {"doc": "b", "error": '"text" is missing or no text'}]


def test_blank_lines_are_passed_over() -> None:
    assert list(answer_lines(["\n", "  \n"], "question", shout)) == []


def test_standard_input_that_is_no_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\n"), encoding="utf-8"))
    with pytest.raises(UsageError, match="UTF-8"):
        list(rows("-"))


def test_a_missing_batch_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl"):
        list(rows(str(tmp_path / "none.jsonl")))


def test_a_line_that_something_goes_wrong_with_stops_no_other() -> None:
    def reply(row: dict[str, Any]) -> dict[str, Any]:
        return {"half": 1 / row["n"]}

    lines = ['{"id": 1, "text": "a", "n": 0}', '{"id": 2, "text": "b", "n": 2}']
    first, second = answer_lines(lines, "text", reply)
    assert first[0]["id"] == 1
    assert "went wrong" in first[0]["error"]
    assert first[1] is not None
    assert second == ({"id": 2, "text": "b", "half": 0.5}, None)

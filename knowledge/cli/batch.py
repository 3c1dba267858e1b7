"""JSON Lines in, one JSON object a line out, in order; a bad line is answered by a complaint in its place."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import DatelineError, UsageError

__all__ = ["answer_lines", "rows"]

Row = Mapping[str, Any]

_HALF = re.compile("[\\ud800-\\udfff]")


def rows(name: str) -> Iterator[str]:
    """The lines of a file, or of standard input for ``-``. Raises UsageError when it cannot be read."""
    try:
        if name == "-":
            yield from sys.stdin
            return
        with Path(name).open(encoding="utf-8-sig") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"--batch {name}: cannot be read ({error}); give a JSON Lines file in UTF-8"
        ) from error


def answer_lines(
    lines: Iterable[str],
    key: str,
    reply: Callable[[Row], Mapping[str, Any]],
    *,
    repeated: Sequence[str] | None = None,
) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Each line's reply with the complaint about it, if any; blank lines are passed over.

    ``key`` must stand in every line; ``id`` and ``key``, or what else is to be ``repeated``, stand in the
    reply and beside a complaint.
    """
    names = ("id", key) if repeated is None else repeated
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        given: dict[str, Any] = {}
        try:
            row = _row(line, key)
            given = {name: row[name] for name in names if name in row}
            _check(row, key)
            yield {**given, **reply(row)}, None
        except DatelineError as error:
            yield {**given, "error": str(error)}, f"line {number}: {error}"
        except Exception as error:  # noqa: BLE001 -- the lines after it are answered all the same
            told = f"something went wrong inside ({type(error).__name__}: {error})"
            yield {**given, "error": told}, f"line {number}: {told}"


def _row(line: str, key: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"not JSON ({error.msg} at column {error.colno})") from error
    if _HALF.search(json.dumps(row, ensure_ascii=False)):
        raise UsageError(r"holds half a character, an escape such as \ud800 without its other half")
    if not isinstance(row, dict):
        raise UsageError(f'a JSON object is wanted, such as {{"id": 1, "{key}": "…"}}')
    return row


def _check(row: Row, key: str) -> None:
    if not isinstance(row.get(key), str):
        raise UsageError(f'"{key}" is missing or no text')

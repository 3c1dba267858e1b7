"""A timeline to scale in two lines of characters, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from knowledge.model import Entry
from knowledge.presentation.lines import Line, Piece
from knowledge.presentation.picture_axis import known, spread, ticks

__all__ = ["strip"]

_LEAST = 40
"""Columns: on fewer, entries of different years would share one."""


def strip(entries: Sequence[Entry], width: int) -> Iterator[Line]:
    """An axis with a mark for each entry and its scale below; nothing where there is nothing to compare.

    A dot is a day that is told, a ring a limit or a plan, a heavy line a period; a digit counts entries
    that share a column.
    """
    covered = spread(entries)
    if covered is None or width < _LEAST:
        return
    first, last = covered

    def column(day: date) -> int:
        return (width - 1) * (day - first).days // (last - first).days

    yield (Piece("".join(_axis(entries, width, column)), "heading"),)
    scale = [" "] * width
    free = 0
    for day, label in ticks(first, last):
        at = min(max(column(day) - len(label) // 2, 0), width - len(label))
        if at >= free:
            scale[at : at + len(label)] = label
            free = at + len(label) + 1
    yield (Piece("".join(scale).rstrip(), "note"),)


def _axis(entries: Sequence[Entry], width: int, column: Callable[[date], int]) -> list[str]:
    axis = ["─"] * width
    marks: dict[int, list[str]] = {}
    for entry in entries:
        days = known(entry)
        if days is None:
            continue
        start, end = (column(day) for day in days)
        if entry.status == "stated":
            axis[start : end + 1] = "━" * (end + 1 - start)
        marks.setdefault((start + end) // 2, []).append("●" if entry.status == "stated" else "○")
    for at, shown in marks.items():
        axis[at] = shown[0] if len(shown) == 1 else str(min(len(shown), 9))
    return axis

"""Dated values of one thing → a PNG: what was counted when, and by whom it was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.picture_axis import ticks
from knowledge.answering.picture_layout import BOLD, wrapped
from knowledge.answering.picture_pen import (
    COLOURS,
    EDGE,
    FAINT,
    GREY,
    INK,
    OTHER,
    PAPER,
    SMALL,
    TITLE,
    WIDTH,
    drawn,
    write,
)
from knowledge.model import FactSheet, Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["alt_text", "draw"]

_PLOT = 380
_LABEL = 150
"""Pixels that a label takes from left to right."""
_STEP = 62
"""And from top to bottom, its two lines."""


class _Mark(NamedTuple):
    x: float
    y: float
    value: Value


def draw(sheet: FactSheet) -> bytes:
    """The PNG, 1100 pixels wide; the same sheet gives the same bytes. Raises ValueError without a chart."""
    if not sheet.chart:
        raise ValueError(f"the sources hold no three dated values on {sheet.name}")
    heads = wrapped(_title(sheet), TITLE, WIDTH - 2 * EDGE, most=2, name=BOLD)
    top = EDGE + 46 * len(heads) + 20
    marks = _marks(sheet.chart, top + 2 * _STEP, top + 2 * _STEP + _PLOT)
    base = top + 2 * _STEP + _PLOT
    height = base + 60 + EDGE

    def draw_on(axes: Axes) -> None:
        for number, line in enumerate(heads):
            write(axes, EDGE, EDGE + 30 + 46 * number, line, TITLE, name=BOLD)
        _axis(axes, sheet.chart, base)
        _points(axes, marks, base)

    return drawn(height, draw_on)


def alt_text(sheet: FactSheet) -> str:
    """The chart in words, for those who cannot see it; at most 1,000 characters."""
    told = "; ".join(f"{v.day.isoformat()}: {v.text} ({v.told_by})" for v in sheet.chart)
    return f"{_title(sheet)}. {told}"[:1000]


def _title(sheet: FactSheet) -> str:
    places = [value.place for value in sheet.chart if value.place]
    return f"{sheet.name}: {sheet.chart[0].counted}" + (f" in {places[0]}" if places else "")


def _bound(value: Value) -> float:
    known = [bound for bound in (value.low, value.high) if bound is not None]
    return sum(known) / len(known)


def _span(values: Sequence[Value]) -> tuple[date, date]:
    return values[0].day, values[-1].day


def _x(day: date, values: Sequence[Value]) -> float:
    first, last = _span(values)
    room = WIDTH - 2 * EDGE - _LABEL
    return EDGE + _LABEL / 2 + room * (day - first).days / ((last - first).days or 1)


def _marks(values: Sequence[Value], top: float, base: float) -> list[_Mark]:
    most = max(_bound(value) for value in values) or 1.0
    return [_Mark(_x(v.day, values), base - 20 - (base - 20 - top) * _bound(v) / most, v) for v in values]


def _axis(axes: Axes, values: Sequence[Value], base: float) -> None:
    axes.plot((EDGE, WIDTH - EDGE), (base, base), color=INK, lw=1.0)
    for day, label in ticks(*_span(values)):
        x = _x(day, values)
        axes.plot((x, x), (base, base + 8), color=INK, lw=0.8)
        write(axes, x, base + 34, label, SMALL, colour=GREY, align="center")


def _points(axes: Axes, marks: Sequence[_Mark], base: float) -> None:
    """A dot on a stem for each; a triangle where only a limit is told ("over", "fewer than").

    No line joins them: what held between two days no source tells.
    """
    publishers = list(dict.fromkeys(m.value.told_by for m in marks))
    taken: list[tuple[float, float]] = []
    for mark in marks:
        number = publishers.index(mark.value.told_by)
        colour = COLOURS[number] if number < len(COLOURS) else OTHER
        shape = "^" if mark.value.high is None else "v" if mark.value.low is None else "o"
        axes.plot((mark.x, mark.x), (base, mark.y), color=FAINT, lw=1.0, zorder=1)
        axes.plot((mark.x,), (mark.y,), shape, ms=6, mfc=colour, mec=PAPER, mew=0.6, zorder=4)
        y = _free(mark, taken)
        taken.append((mark.x, y))
        if mark.y - y > _STEP:
            axes.plot((mark.x, mark.x), (y + 10, mark.y - 8), color=colour, lw=0.6, zorder=2)
        write(axes, mark.x, y - 24, mark.value.text, SMALL, name=BOLD, align="center")
        write(axes, mark.x, y, mark.value.told_by[:22], SMALL * 0.86, colour=colour, align="center")


def _free(mark: _Mark, taken: Sequence[tuple[float, float]]) -> float:
    """The baseline above a point where no other label stands."""
    y = mark.y - 18
    while any(abs(mark.x - x) < _LABEL and abs(y - other) < _STEP for x, other in taken):
        y -= 8
    return y

"""Dated values of one thing → a PNG: what was counted when, and by whom it was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import FactSheet, Value
from knowledge.presentation.picture_axis import ticks
from knowledge.presentation.picture_layout import BOLD, wrapped
from knowledge.presentation.picture_pen import (
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
from knowledge.text.words import terms

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["alt_text", "draw"]

_PLOT = 380
_MARGIN = 75
"""Pixels from the first and the last point to the edges."""
_STEP = 62
"""Pixels of a label from top to bottom, its two lines."""
_LETTER, _SMALL_LETTER = 11.6, 9.4
"""Pixels of a letter at most, on average, of a value and of its source's name."""
_INSET = 6
"""Pixels that a label reaches over its line, where labels are crowded."""
_ROUND = 12
"""Pixels around a point that no label enters."""
_NAME = 22
"""Letters of a source's name that are shown."""


class _Mark(NamedTuple):
    """A point; lengths go down from the top of the plot."""

    x: float
    y: float
    value: Value


class _Label(NamedTuple):
    """The room of a label: its left and top, its width; it is a step high."""

    x: float
    y: float
    width: float

    def meets(self, other: _Label) -> bool:
        beside = self.x < other.x + other.width and other.x < self.x + self.width
        return beside and abs(self.y - other.y) < _STEP

    def covers(self, mark: _Mark) -> bool:
        beside = self.x - _ROUND < mark.x < self.x + self.width + _ROUND
        return beside and self.y - _ROUND < mark.y < self.y + _STEP + _ROUND


def draw(sheet: FactSheet) -> bytes:
    """The PNG, 1100 pixels wide; the same sheet gives the same bytes. Raises ValueError without a chart."""
    if not sheet.chart:
        raise ValueError(f"the sources hold no three dated values on {sheet.name}")
    heads = wrapped(_title(sheet), TITLE, WIDTH - 2 * EDGE, most=2, name=BOLD)
    marks = _marks(sheet.chart)
    labels = _labels(marks)
    top = EDGE + 46 * len(heads) + 30 - min(label.y for label in labels)
    base = top + _PLOT
    height = base + 84 + EDGE

    def draw_on(axes: Axes) -> None:
        for number, line in enumerate(heads):
            write(axes, EDGE, EDGE + 30 + 46 * number, line, TITLE, name=BOLD)
        _axis(axes, sheet.chart, base)
        _points(axes, marks, labels, top)
        if key := _key(sheet.chart):
            write(axes, EDGE, height - EDGE + 8, key, SMALL * 0.86, colour=GREY)

    return drawn(height, draw_on)


def alt_text(sheet: FactSheet) -> str:
    """The chart in words, for those who cannot see it; at most 1,000 characters."""
    told = "; ".join(f"{v.day.isoformat()}: {v.text} ({v.told_by})" for v in sheet.chart)
    return f"{_title(sheet)}. {told}"[:1000]


def _title(sheet: FactSheet) -> str:
    places = [value.place for value in sheet.chart if value.place]
    counted = sheet.chart[0].counted
    same = terms(counted)[-1:] == terms(sheet.name)[-1:]
    what = sheet.name if same else f"{sheet.name}: {counted}"
    return what + (f" in {places[0]}" if places and places[0] != sheet.name else "")


def _key(values: Sequence[Value]) -> str:
    """What the triangles mean, where there are any."""
    parts = []
    if any(value.high is None for value in values):
        parts.append("▲ at least so many")
    if any(value.low is None for value in values):
        parts.append("▼ at most so many")
    return "   ".join(parts)


def _bound(value: Value) -> float:
    known = [bound for bound in (value.low, value.high) if bound is not None]
    return sum(known) / len(known)


def _span(values: Sequence[Value]) -> tuple[date, date]:
    return values[0].day, values[-1].day


def _x(day: date, values: Sequence[Value]) -> float:
    first, last = _span(values)
    room = WIDTH - 2 * EDGE - 2 * _MARGIN
    return EDGE + _MARGIN + room * (day - first).days / ((last - first).days or 1)


def _marks(values: Sequence[Value]) -> list[_Mark]:
    most = max(_bound(value) for value in values) or 1.0
    return [_Mark(_x(v.day, values), _PLOT - 20 - (_PLOT - 20) * _bound(v) / most, v) for v in values]


def _labels(marks: Sequence[_Mark]) -> list[_Label]:
    """A label for each mark, above it, where it meets no other label and covers no point.

    Crowded labels climb like stairs from the point beside them, so that no line crosses a label: they start
    at their line and the last stands lowest; at the right edge they end at it and the first stands lowest.
    """
    placed: dict[int, _Label] = {}
    turned = [n for n, mark in enumerate(marks) if mark.x + _width(mark) > WIDTH - EDGE]
    for n in (*reversed([n for n in range(len(marks)) if n not in turned]), *turned):
        label = _label(marks[n], marks, ends_at_line=n in turned)
        while any(map(label.meets, placed.values())) or any(map(label.covers, marks)):
            label = label._replace(y=label.y - 6)
        placed[n] = label
    return [placed[n] for n in range(len(marks))]


def _label(mark: _Mark, marks: Sequence[_Mark], *, ends_at_line: bool) -> _Label:
    """Just above the mark, in the middle where there is room."""
    width = _width(mark)
    inset = width / 2 if _is_alone(mark, marks) else width - _INSET if ends_at_line else _INSET
    left = min(max(mark.x - inset, EDGE), WIDTH - EDGE - width)
    return _Label(left, mark.y - _STEP - _ROUND, width)


def _is_alone(mark: _Mark, marks: Sequence[_Mark]) -> bool:
    """Whether its label in the middle above it meets no other such label."""
    others = (other for other in marks if other is not mark)
    return all(abs(mark.x - other.x) > (_width(mark) + _width(other)) / 2 for other in others)


def _width(mark: _Mark) -> float:
    return max(_LETTER * len(mark.value.text), _SMALL_LETTER * len(mark.value.told_by[:_NAME])) + 8


def _axis(axes: Axes, values: Sequence[Value], base: float) -> None:
    axes.plot((EDGE, WIDTH - EDGE), (base, base), color=INK, lw=1.0)
    for day, label in ticks(*_span(values)):
        x = _x(day, values)
        axes.plot((x, x), (base, base + 8), color=INK, lw=0.8)
        write(axes, x, base + 34, label, SMALL, colour=GREY, align="center")


def _points(axes: Axes, marks: Sequence[_Mark], labels: Sequence[_Label], top: float) -> None:
    """A dot on a stem for each; a triangle where only a limit is told ("over", "fewer than").

    No line joins them: what held between two days no source tells. Labels stand on the paper's colour, so
    that the line from another label to its point passes behind.
    """
    publishers = list(dict.fromkeys(m.value.told_by for m in marks))
    for mark, label in zip(marks, labels, strict=True):
        number = publishers.index(mark.value.told_by)
        colour = COLOURS[number] if number < len(COLOURS) else OTHER
        shape = "^" if mark.value.high is None else "v" if mark.value.low is None else "o"
        y, middle = top + mark.y, label.x + label.width / 2
        axes.plot((mark.x, mark.x), (top + _PLOT, y), color=FAINT, lw=1.0, zorder=1)
        axes.plot((mark.x,), (y,), shape, ms=6, mfc=colour, mec=PAPER, mew=0.6, zorder=4)
        if mark.y - label.y > _STEP + 2 * _ROUND:
            axes.plot((mark.x, mark.x), (top + label.y + _STEP, y - 10), color=colour, lw=0.6, zorder=1.5)
        across, down = (label.x, label.x + label.width), top + label.y
        axes.fill_between(across, down, down + _STEP - 2, color=PAPER, lw=0, zorder=2)
        # Stairs are set flush with their lines, other labels in the middle.
        align, at = "center", middle
        if abs(mark.x - label.x - _INSET) < 1:
            align, at = "left", label.x
        elif abs(label.x + label.width - _INSET - mark.x) < 1:
            align, at = "right", label.x + label.width
        write(axes, at, down + 24, mark.value.text, SMALL, name=BOLD, align=align)
        write(axes, at, down + 49, mark.value.told_by[:_NAME], SMALL * 0.86, colour=colour, align=align)

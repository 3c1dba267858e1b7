"""A timeline → a PNG that people like to look at, by matplotlib: an axis to scale, then one row an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.picture_layout import (
    BOLD,
    DPI,
    PLAIN,
    Block,
    Gap,
    Heading,
    Row,
    drawable,
    font_file,
    rows,
    width,
    wrapped,
)
from knowledge.answering.picture_words import alt_text, publishers, title
from knowledge.model import Entry, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["alt_text", "draw"]

WIDTH = 1100
"""Pixels: twice the width at which Discord shows a picture."""
_EDGE = 44
_SPINE = 320
_TEXT = 366
_LINE = 33
_SMALL_LINE = 27
_BODY, _SMALL, _TITLE = 8.6, 6.9, 12.5
"""Sizes in points; shown at half their size in Discord, the body is as large as its own small text."""
_PAPER, _INK, _GREY, _FAINT, _ALARM = "#fbfaf6", "#1d2330", "#6a7180", "#d9d6cc", "#b3261e"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#aa3f8a", "#b8860b", "#3f8fd0", "#7a4f2b", "#4b4f9e")
"""Told apart by colour-blind people too (after Okabe and Ito); sources beyond the eighth share the grey."""
_OTHER = "#8b8f98"


class _Place(NamedTuple):
    """A block with its top edge and its height."""

    top: float
    height: float
    block: Block


def draw(timeline: Timeline) -> bytes:
    """The PNG, 1100 pixels wide; the same timeline gives the same bytes. Up to thirty entries have rows.

    Safe in any thread: nothing global is touched.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    heads = wrapped(title(timeline), _TITLE, WIDTH - 2 * _EDGE, most=3, name=BOLD)
    colours = _source_colours(timeline.events)
    legend = _legend(colours, timeline.events)
    top = _EDGE + 46 * len(heads) + 34
    axis = 150 if _spread(timeline.events) else 0
    places = list(_stacked(timeline, top + axis))
    bottom = places[-1].top + places[-1].height if places else top + axis + _LINE
    height = bottom + 24 + 34 * len(legend) + _EDGE - 8

    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=_PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()

    _head(axes, heads, timeline)
    if axis:
        _overview(axes, timeline.events, colours, top)
    _body(axes, timeline, places, colours)
    _draw_legend(axes, legend, bottom + 24)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, facecolor=_PAPER, metadata={"Software": None})
    return out.getvalue()


def _stacked(timeline: Timeline, top: float) -> Iterator[_Place]:
    blocks = rows(
        timeline.events, size=_BODY, room=WIDTH - _EDGE - _TEXT, small=_SMALL, left=_SPINE - 48 - _EDGE
    )
    for block in blocks:
        height = _height(block)
        yield _Place(top, height, block)
        top += height


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return 62
    if isinstance(block, Gap):
        return 46
    right = _LINE * len(block.lines) + _SMALL_LINE * len(block.conflict)
    left = _LINE * len(block.when) + _SMALL_LINE * bool(block.note)
    return max(right, left) + 24


def _write(
    axes: Axes, x: float, y: float, text: str, size: float, *, colour: str = _INK, name: str = PLAIN,
    align: str = "left",
) -> None:  # fmt: skip
    """One line; ``y`` is its baseline."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=font_file(name), size=size)
    axes.text(
        x, y, text, fontproperties=font, color=colour, ha=align, va="baseline", parse_math=False,
        clip_on=False,
    )  # fmt: skip


def _head(axes: Axes, heads: Sequence[str], timeline: Timeline) -> None:
    y = float(_EDGE + 30)
    for line in heads:
        _write(axes, _EDGE, y, line, _TITLE, name=BOLD)
        y += 46
    events, sources = len(timeline.events), len({c.source for e in timeline.events for c in e.citations})
    told = f"{events} event{'' if events == 1 else 's'} from {sources} source{'' if sources == 1 else 's'}"
    _write(axes, _EDGE, y - 8, told if events else "No dated events", _SMALL, colour=_GREY)


# --- the axis to scale -------------------------------------------------------------------------------------


def _known(entry: Entry) -> tuple[date, date] | None:
    """First and last day, one standing for the other where it is open."""
    days = [date.fromisoformat(d) for d in (entry.start, entry.end) if d]
    return (days[0], days[-1]) if days else None


def _spread(entries: Sequence[Entry]) -> tuple[date, date] | None:
    """The days that the axis covers; None when there is nothing to compare."""
    known = [k for e in entries if (k := _known(e))]
    if len(known) < 3:
        return None
    first, last = min(k[0] for k in known), max(k[1] for k in known)
    return (first, last) if (last - first).days >= 3 else None


def _overview(axes: Axes, entries: Sequence[Entry], colours: dict[str, str], top: float) -> None:
    """Every entry as a mark over one straight axis; marks that would touch are piled up."""
    spread = _spread(entries)
    assert spread
    first, last = spread
    base = top + 84

    def x(day: date) -> float:
        return _EDGE + 10 + (WIDTH - 2 * _EDGE - 20) * (day - first).days / ((last - first).days or 1)

    axes.plot((_EDGE, WIDTH - _EDGE), (base, base), color=_INK, lw=1.0, solid_capstyle="round")
    piles: dict[int, int] = {}
    marks = [(entry, known) for entry in entries if (known := _known(entry))]
    columns = [round((x(k[0]) + x(k[1])) / 2 / 15) for _, k in marks]
    step = min(15.0, 66 / max(columns.count(c) for c in set(columns)))
    for (entry, known), column in zip(marks, columns, strict=True):
        piles[column] = piles.get(column, 0) + 1
        y = base - 14 - step * (piles[column] - 1)
        colour = _colour(entry, colours)
        a, b = x(known[0]), x(known[1])
        if b - a > 15:
            axes.plot((a, b), (y, y), color=colour, lw=1.6, alpha=0.55, solid_capstyle="round", zorder=2)
        _dot(axes, column * 15.0 if b - a <= 15 else (a + b) / 2, y, entry, colour, size=3.6)
    for day, label in _ticks(first, last):
        axes.plot((x(day), x(day)), (base, base + 8), color=_INK, lw=0.8)
        _write(axes, x(day), base + 34, label, _SMALL, colour=_GREY, align="center")


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """At most eight round days with labels that fit beside each other and inside the picture."""
    span = (last - first).days
    margin = timedelta(days=span * 4 // 100)
    if span > 2 * 366:
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if span / 365 / s <= 8)
        start = -(-first.year // step) * step
        days = [(date(y, 1, 1), str(y)) for y in range(max(1, start), last.year + 1, step)]
    elif span > 62:
        step = 1 if span < 240 else 3
        names = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()
        days = [
            (date(y, m, 1), f"{names[m - 1]} {y}")
            for y in range(first.year, last.year + 1)
            for m in range(1, 13, step)
        ]
    else:
        step = max(1, -(-span // 5))
        days = [
            (d, f"{d.day}.{d.month}.{d.year}")
            for i in range(0, span + 1, step)
            if (d := first + timedelta(days=i))
        ]
    return [(d, label) for d, label in days if first + margin <= d <= last - margin] or [
        (first + (last - first) / 2, str((first + (last - first) / 2).year))
    ]


# --- rows --------------------------------------------------------------------------------------------------


def _body(axes: Axes, timeline: Timeline, places: Sequence[_Place], colours: dict[str, str]) -> None:
    if not places:
        reason = timeline.reason or "The sources tell of no dated event on this."
        y = float(_EDGE + 170)
        for line in wrapped(reason, _BODY, WIDTH - 2 * _EDGE, most=2):
            _write(axes, _EDGE, y, line, _BODY, colour=_GREY)
            y += _LINE
        return
    axes.plot(
        (_SPINE, _SPINE), (places[0].top + 30, places[-1].top + places[-1].height - 8),
        color=_FAINT, lw=2.2, solid_capstyle="round", zorder=1,
    )  # fmt: skip
    for place in places:
        if isinstance(place.block, Heading):
            _heading(axes, place, place.block)
        elif isinstance(place.block, Gap):
            _write(axes, _TEXT, place.top + 26, place.block.text, _SMALL, colour=_GREY)
            axes.plot((_SPINE,), (place.top + 18,), "o", ms=2.4, color=_GREY, zorder=3)
        else:
            _draw_row(axes, place, place.block, colours)


def _heading(axes: Axes, place: _Place, block: Heading) -> None:
    from matplotlib.patches import FancyBboxPatch

    half = width(block.text, _BODY, BOLD) / 2 + 14
    y = place.top + 32
    axes.add_patch(
        FancyBboxPatch(
            (_SPINE - half, y - 19), 2 * half, 38, boxstyle="round,pad=0,rounding_size=12", lw=0,
            facecolor=_INK, zorder=4, mutation_aspect=1,
        )
    )  # fmt: skip
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=font_file(BOLD), size=_BODY)
    axes.text(
        _SPINE, y + 9, block.text, fontproperties=font, color=_PAPER, ha="center", va="baseline",
        parse_math=False, zorder=5,
    )  # fmt: skip


def _draw_row(axes: Axes, place: _Place, row: Row, colours: dict[str, str]) -> None:
    y = place.top + 34
    for line in row.when:
        _write(axes, _SPINE - 36, y, line, _BODY, name=BOLD, align="right")
        y += _LINE
    if row.note:
        _write(axes, _SPINE - 36, y - 3, row.note, _SMALL, colour=_GREY, align="right")
    y = place.top + 34
    for line in row.lines:
        _write(axes, _TEXT, y, line, _BODY)
        y += _LINE
    for line in row.conflict:
        _write(axes, _TEXT, y - 3, line, _SMALL, colour=_ALARM)
        y += _SMALL_LINE
    _mark(axes, place, row.entry, colours)


def _mark(axes: Axes, place: _Place, entry: Entry, colours: dict[str, str]) -> None:
    """A dot for each source; for a limit, a bar along the spine that runs up, or down, to it."""
    y = place.top + 24
    seen = [_of(p, colours) for p in publishers(entry.citations)]
    if entry.status == "bound" or entry.start is None or entry.end is None:
        ends = (y, place.top + place.height - 6) if entry.end is None else (y, place.top - 4)
        axes.plot((_SPINE, _SPINE), ends, color=seen[0], lw=3.4, alpha=0.55, solid_capstyle="butt", zorder=2)
    _dot(axes, _SPINE, y, entry, seen[0], size=6.4)
    for i, colour in enumerate(dict.fromkeys(seen[1:4]), 1):
        axes.plot((_SPINE,), (y + 21 * i,), "o", ms=4.6, mfc=colour, mec=_PAPER, mew=0.8, zorder=4)


def _dot(axes: Axes, x: float, y: float, entry: Entry, colour: str, *, size: float) -> None:
    """Full for what happened, hollow for a plan, a triangle towards the past or the future for a limit."""
    shape = "o"
    if entry.status == "bound" or entry.start is None:
        shape = "v" if entry.end is None else "^"
    face = _PAPER if entry.status == "planned" else colour
    axes.plot(
        (x,), (y,), shape, ms=size, mfc=face, mec=colour, mew=size / 4.5 if face == _PAPER else 0.4, zorder=4
    )


# --- colours -----------------------------------------------------------------------------------------------


def _source_colours(entries: Sequence[Entry]) -> dict[str, str]:
    """A colour for each publisher in the order of first appearance, as far as the colours go."""
    seen = dict.fromkeys(p for entry in entries for p in publishers(entry.citations))
    return dict(zip(seen, _COLOURS, strict=False))


def _of(publisher: str, colours: dict[str, str]) -> str:
    return colours.get(publisher, _OTHER)


def _colour(entry: Entry, colours: dict[str, str]) -> str:
    return _of(publishers(entry.citations)[0], colours)


class _Key(NamedTuple):
    """One item of the legend; ``mark`` is a status, or None for a source."""

    x: float
    text: str
    colour: str
    mark: str | None


def _legend(colours: dict[str, str], entries: Sequence[Entry]) -> list[list[_Key]]:
    """Lines of items: the sources, then the shapes that occur."""
    others = len({p for e in entries for p in publishers(e.citations)} - set(colours))
    items: list[tuple[str, str, str | None]] = [(p, c, None) for p, c in colours.items()]
    if others:
        items.append((f"{others} other source{'' if others == 1 else 's'}", _OTHER, None))
    shapes = {"stated": "happened", "planned": "planned", "bound": "limit: not later than this"}
    found = {entry.status for entry in entries}
    items += [(text, _INK, status) for status, text in shapes.items() if status in found and len(found) > 1]
    lines: list[list[_Key]] = []
    x = float(WIDTH)
    for text, colour, mark in items:
        label = wrapped(text, _SMALL, WIDTH - 2 * _EDGE - 40, most=1)[0]
        needed = width(label, _SMALL) + 34
        starts_shapes = mark is not None and lines and lines[-1][-1].mark is None
        if x + needed > WIDTH - _EDGE or starts_shapes:
            lines.append([])
            x = float(_EDGE)
        lines[-1].append(_Key(x, label, colour, mark))
        x += needed + 30
    return lines


def _draw_legend(axes: Axes, lines: Sequence[Sequence[_Key]], top: float) -> None:
    if not lines:
        return
    axes.plot((_EDGE, WIDTH - _EDGE), (top - 8, top - 8), color=_FAINT, lw=0.8)
    for i, line in enumerate(lines):
        y = top + 26 + 34 * i
        for key in line:
            shape = "^" if key.mark == "bound" else "o"
            face = _PAPER if key.mark == "planned" else key.colour
            axes.plot((key.x + 9,), (y - 9,), shape, ms=5, mfc=face, mec=key.colour, mew=1.2)
            _write(axes, key.x + 28, y, drawable(key.text), _SMALL, colour=_GREY)

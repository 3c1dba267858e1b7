"""A timeline → a PNG that people like to look at, by matplotlib: an axis to scale, then one row an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import Entry, Timeline
from knowledge.presentation.picture_axis import overview, spread
from knowledge.presentation.picture_layout import (
    BOLD,
    Block,
    Heading,
    Row,
    drawable,
    font_file,
    rows,
    width,
    wrapped,
)
from knowledge.presentation.picture_pen import (
    ALARM,
    BODY,
    EDGE,
    FAINT,
    GREY,
    INK,
    OTHER,
    PAPER,
    SMALL,
    TITLE,
    WIDTH,
    colour_of,
    dot,
    drawn,
    source_colours,
    write,
)
from knowledge.text.wording import alt_text, publishers, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["WIDTH", "alt_text", "draw"]

_SPINE = 320
_TEXT = 366
_LINE = 33
_SMALL_LINE = 27


class _Place(NamedTuple):
    """A block with its top edge and its height."""

    top: float
    height: float
    block: Block


def draw(timeline: Timeline) -> bytes:
    """The PNG, 1100 pixels wide; the same timeline gives the same bytes. Up to thirty entries have rows.

    Safe in any thread: nothing global is touched.
    """
    heads = wrapped(title(timeline), TITLE, WIDTH - 2 * EDGE, most=3, name=BOLD)
    colours = source_colours(timeline.events)
    legend = _legend(colours, timeline.events)
    top = EDGE + 46 * len(heads) + 34
    axis = 150 if spread(timeline.events) else 0
    places = list(_stacked(timeline, top + axis))
    bottom = places[-1].top + places[-1].height if places else top + axis + _LINE
    height = bottom + 24 + 34 * len(legend) + EDGE - 8

    def draw_on(axes: Axes) -> None:
        _head(axes, heads, timeline)
        if axis:
            overview(axes, timeline.events, colours, top)
        _body(axes, timeline, places, colours)
        _draw_legend(axes, legend, bottom + 24)

    return drawn(height, draw_on)


def _stacked(timeline: Timeline, top: float) -> Iterator[_Place]:
    blocks = rows(timeline.events, size=BODY, room=WIDTH - EDGE - _TEXT, small=SMALL, left=_SPINE - 48 - EDGE)
    for block in blocks:
        height = _height(block)
        yield _Place(top, height, block)
        top += height


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return 62
    right = _LINE * len(block.lines) + _SMALL_LINE * len(block.conflict)
    left = _LINE * len(block.when) + _SMALL_LINE * bool(block.note)
    dots = 21 * min(3, len(publishers(block.entry.citations)) - 1)
    return max(right, left, dots + 24) + 24


def _head(axes: Axes, heads: Sequence[str], timeline: Timeline) -> None:
    y = float(EDGE + 30)
    for line in heads:
        write(axes, EDGE, y, line, TITLE, name=BOLD)
        y += 46
    events, sources = len(timeline.events), len({c.source for e in timeline.events for c in e.citations})
    told = f"{events} event{'' if events == 1 else 's'} from {sources} source{'' if sources == 1 else 's'}"
    write(axes, EDGE, y - 8, told if events else "No dated events", SMALL, colour=GREY)


def _body(axes: Axes, timeline: Timeline, places: Sequence[_Place], colours: dict[str, str]) -> None:
    if not places:
        reason = timeline.reason or "The sources tell of no dated event on this."
        y = float(EDGE + 170)
        for line in wrapped(reason, BODY, WIDTH - 2 * EDGE, most=2):
            write(axes, EDGE, y, line, BODY, colour=GREY)
            y += _LINE
        return
    axes.plot(
        (_SPINE, _SPINE), (places[0].top + 30, places[-1].top + places[-1].height - 8),
        color=FAINT, lw=2.2, solid_capstyle="round", zorder=1,
    )  # fmt: skip
    for place in places:
        if isinstance(place.block, Heading):
            _heading(axes, place, place.block)
            _note(axes, place, place.block)
        else:
            _draw_row(axes, place, place.block, colours)


def _heading(axes: Axes, place: _Place, block: Heading) -> None:
    from matplotlib.patches import FancyBboxPatch

    half = width(block.text, BODY, BOLD) / 2 + 14
    y = place.top + 32
    axes.add_patch(
        FancyBboxPatch(
            (_SPINE - half, y - 19), 2 * half, 38, boxstyle="round,pad=0,rounding_size=12", lw=0,
            facecolor=INK, zorder=4, mutation_aspect=1,
        )
    )  # fmt: skip
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=font_file(BOLD), size=BODY)
    axes.text(
        _SPINE, y + 9, block.text, fontproperties=font, color=PAPER, ha="center", va="baseline",
        parse_math=False, zorder=5,
    )  # fmt: skip


def _note(axes: Axes, place: _Place, block: Heading) -> None:
    """What a year leaves out, beside its name."""
    if block.note:
        left = _SPINE + width(block.text, BODY, BOLD) / 2 + 32
        write(axes, left, place.top + 41, block.note, SMALL, colour=GREY)


def _draw_row(axes: Axes, place: _Place, row: Row, colours: dict[str, str]) -> None:
    y = place.top + 34
    for line in row.when:
        write(axes, _SPINE - 36, y, line, BODY, name=BOLD, align="right")
        y += _LINE
    if row.note:
        write(axes, _SPINE - 36, y - 3, row.note, SMALL, colour=GREY, align="right")
    y = place.top + 34
    for line in row.lines:
        write(axes, _TEXT, y, line, BODY)
        y += _LINE
    for line in row.conflict:
        write(axes, _TEXT, y - 3, line, SMALL, colour=ALARM)
        y += _SMALL_LINE
    _mark(axes, place, row.entry, colours)


def _mark(axes: Axes, place: _Place, entry: Entry, colours: dict[str, str]) -> None:
    """A dot for each source; for a limit, a bar along the spine that runs up, or down, to it."""
    y = place.top + 24
    seen = [colour_of(p, colours) for p in publishers(entry.citations)]
    if entry.status == "bound" or entry.start is None or entry.end is None:
        ends = (y, place.top + place.height - 6) if entry.end is None else (y, place.top - 4)
        axes.plot((_SPINE, _SPINE), ends, color=seen[0], lw=3.4, alpha=0.55, solid_capstyle="butt", zorder=2)
    dot(axes, _SPINE, y, entry, seen[0], size=6.4)
    for i, colour in enumerate(dict.fromkeys(seen[1:4]), 1):
        axes.plot((_SPINE,), (y + 21 * i,), "o", ms=4.6, mfc=colour, mec=PAPER, mew=0.8, zorder=4)


class _Key(NamedTuple):
    """One item of the legend; ``mark`` is a status, or None for a source."""

    x: float
    text: str
    colour: str
    mark: str | None


def _legend(colours: dict[str, str], entries: Sequence[Entry]) -> list[list[_Key]]:
    """Lines of items: the sources, then the shapes that occur."""
    lines: list[list[_Key]] = []
    x = float(WIDTH)
    for text, colour, mark in _items(colours, entries):
        label = wrapped(text, SMALL, WIDTH - 2 * EDGE - 40, most=1)[0]
        needed = width(label, SMALL) + 34
        starts_shapes = mark is not None and lines and lines[-1][-1].mark is None
        if x + needed > WIDTH - EDGE or starts_shapes:
            lines.append([])
            x = float(EDGE)
        lines[-1].append(_Key(x, label, colour, mark))
        x += needed + 30
    return lines


_SHAPES = {"stated": "happened", "planned": "planned", "bound": "known only within these limits"}


def _items(colours: dict[str, str], entries: Sequence[Entry]) -> Iterator[tuple[str, str, str | None]]:
    """What the legend explains: its words, its colour, its shape; shapes only where there are several."""
    for publisher, colour in colours.items():
        yield publisher, colour, None
    others = len({p for e in entries for p in publishers(e.citations)} - set(colours))
    if others:
        yield f"{others} other source{'' if others == 1 else 's'}", OTHER, None
    found = {entry.status for entry in entries}
    if len(found) > 1:
        yield from ((text, INK, status) for status, text in _SHAPES.items() if status in found)


def _draw_legend(axes: Axes, lines: Sequence[Sequence[_Key]], top: float) -> None:
    if not lines:
        return
    axes.plot((EDGE, WIDTH - EDGE), (top - 8, top - 8), color=FAINT, lw=0.8)
    for i, line in enumerate(lines):
        y = top + 26 + 34 * i
        for key in line:
            shape = "^" if key.mark == "bound" else "o"
            face = PAPER if key.mark == "planned" else key.colour
            axes.plot((key.x + 9,), (y - 9,), shape, ms=5, mfc=face, mec=key.colour, mew=1.2)
            write(axes, key.x + 28, y, drawable(key.text), SMALL, colour=GREY)

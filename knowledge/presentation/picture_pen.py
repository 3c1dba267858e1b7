"""The hand that draws: sizes, colours, one line of text, one mark. Lengths are pixels from the top left."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from knowledge.model import Entry
from knowledge.presentation.picture_layout import DPI, PLAIN, font_file
from knowledge.text.wording import publishers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "ALARM", "BODY", "EDGE", "FAINT", "GREY", "INK", "OTHER", "PAPER", "SMALL", "TITLE", "WIDTH", "colour",
    "colour_of", "dot", "drawn", "source_colours", "write",
]  # fmt: skip

WIDTH = 1100
"""Twice the width at which Discord shows a picture."""
EDGE = 44
BODY, SMALL, TITLE = 8.6, 6.9, 12.5
"""Sizes in points; shown at half its size in Discord, the body is as large as Discord's own small text."""
PAPER, INK, GREY, FAINT, ALARM = "#fbfaf6", "#1d2330", "#6a7180", "#d9d6cc", "#b3261e"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#aa3f8a", "#b8860b", "#3f8fd0", "#7a4f2b", "#4b4f9e")
"""Told apart by colour-blind people too (after Okabe and Ito); sources beyond the eighth share the grey."""
OTHER = "#8b8f98"


def drawn(height: float, draw: Callable[[Axes], None]) -> bytes:
    """What ``draw`` puts on a sheet of this height, as a PNG; the same drawing gives the same bytes.

    Safe in any thread: nothing global is touched.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    draw(axes)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, facecolor=PAPER, metadata={"Software": None})
    return out.getvalue()


def write(
    axes: Axes, x: float, y: float, text: str, size: float, *, colour: str = INK, name: str = PLAIN,
    align: str = "left",
) -> None:  # fmt: skip
    """One line; ``y`` is its baseline."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=font_file(name), size=size)
    axes.text(
        x, y, text, fontproperties=font, color=colour, ha=align, va="baseline", parse_math=False,
        clip_on=False,
    )  # fmt: skip


def dot(axes: Axes, x: float, y: float, entry: Entry, colour: str, *, size: float) -> None:
    """Full for what happened, hollow for a plan, a triangle towards the past or the future for a limit."""
    shape = "o"
    if entry.status == "bound" or entry.start is None:
        shape = "v" if entry.end is None else "^"
    face = PAPER if entry.status == "planned" else colour
    axes.plot(
        (x,), (y,), shape, ms=size, mfc=face, mec=colour, mew=size / 4.5 if face == PAPER else 0.4, zorder=4
    )


def source_colours(entries: Sequence[Entry]) -> dict[str, str]:
    """A colour for each publisher in the order of first appearance, as far as the colours go."""
    seen = dict.fromkeys(p for entry in entries for p in publishers(entry.citations))
    return dict(zip(seen, COLOURS, strict=False))


def colour_of(publisher: str, colours: dict[str, str]) -> str:
    """Its own, or the grey of all others."""
    return colours.get(publisher, OTHER)


def colour(entry: Entry, colours: dict[str, str]) -> str:
    """Of the first publisher that tells it."""
    return colour_of(publishers(entry.citations)[0], colours)

"""The axis at the top of a timeline's picture: every entry to scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from knowledge.lexicon.classes import calendar
from knowledge.model import Entry
from knowledge.presentation.picture_pen import COLOURS, EDGE, GREY, INK, SMALL, WIDTH, colour, dot, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["known", "overview", "spread", "ticks"]

_CROWD = 400
"""So many marks on the axis run into each other."""
_PAST = 48
"""Length of the bar before a limit on the axis; it says "before", not how long."""


def known(entry: Entry) -> tuple[date, date] | None:
    """First and last day, one standing for the other where it is open."""
    days = [date.fromisoformat(d) for d in (entry.start, entry.end) if d]
    return (days[0], days[-1]) if days else None


def spread(entries: Sequence[Entry]) -> tuple[date, date] | None:
    """The days that the axis covers; None when there is nothing to compare."""
    dated = [k for e in entries if (k := known(e))]
    if len(dated) < 3:
        return None
    first, last = min(k[0] for k in dated), max(k[1] for k in dated)
    return (first, last) if (last - first).days >= 3 else None


def overview(axes: Axes, entries: Sequence[Entry], colours: dict[str, str], top: float) -> None:
    """Every entry as a mark over one straight axis; marks that would touch are piled up."""
    covered = spread(entries)
    assert covered is not None
    first, last = covered
    base = top + 84

    def x(day: date) -> float:
        return EDGE + 10 + (WIDTH - 2 * EDGE - 20) * (day - first).days / ((last - first).days or 1)

    axes.plot((EDGE, WIDTH - EDGE), (base, base), color=INK, lw=1.0, solid_capstyle="round")
    marks = [(entry, days) for entry in entries if (days := known(entry))]
    columns = [round((x(k[0]) + x(k[1])) / 2 / 15) for _, k in marks]
    if len(marks) > _CROWD:
        _density(axes, columns, base)
    else:
        _marks(axes, [(entry, x(k[0]), x(k[1])) for entry, k in marks], columns, colours, base)
    for day, label in ticks(first, last):
        axes.plot((x(day), x(day)), (base, base + 8), color=INK, lw=0.8)
        write(axes, x(day), base + 34, label, SMALL, colour=GREY, align="center")


def _marks(
    axes: Axes,
    marks: Sequence[tuple[Entry, float, float]],
    columns: Sequence[int],
    colours: dict[str, str],
    base: float,
) -> None:
    """A dot for each entry, with a bar for what lasts, or is known only within limits."""
    step = min(15.0, 66 / max(Counter(columns).values()))
    piles: Counter[int] = Counter()
    for (entry, first, last), column in zip(marks, columns, strict=True):
        piles[column] += 1
        y = base - 14 - step * (piles[column] - 1)
        paint = colour(entry, colours)
        # a limit has a bar that comes out of the past
        start = first if entry.start else max(EDGE + 10, last - _PAST)
        if last - start > 15:
            axes.plot((start, last), (y, y), color=paint, lw=1.6, alpha=0.55, zorder=2)
        at = (start + last) / 2 if entry.start and last - start > 15 else column * 15.0
        dot(axes, at, y, entry, paint, size=3.6)


def _density(axes: Axes, columns: Sequence[int], base: float) -> None:
    """How many entries each stretch of the axis has, where single marks could not be told apart."""
    counts = Counter(columns)
    most = max(counts.values())
    for column, count in sorted(counts.items()):
        top = base - 4 - 66 * count / most
        axes.plot((column * 15.0,) * 2, (base - 3, top), color=COLOURS[0], lw=3.6, solid_capstyle="butt")


def ticks(first: date, last: date) -> list[tuple[date, str]]:
    """At most eight round days with labels that fit beside each other and inside the picture."""
    span = last - first
    margin = timedelta(days=span.days * 4 // 100)
    made = _years if span.days > 2 * 366 else _months if span.days > 62 else _days
    found = [(day, label) for day, label in made(first, last) if first + margin <= day <= last - margin]
    middle = first + span / 2
    return found or [(middle, str(middle.year))]


def _years(first: date, last: date) -> Iterator[tuple[date, str]]:
    span = (last - first).days
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if span / 365 / s <= 8)
    start = -(-first.year // step) * step
    for year in range(max(1, start), last.year + 1, step):
        yield date(year, 1, 1), str(year)


def _months(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Every month of less than eight, else every third."""
    names = calendar().brief_months
    for year in range(first.year, last.year + 1):
        for month in range(1, 13, 1 if (last - first).days < 240 else 3):
            yield date(year, month, 1), f"{names[month - 1]} {year}"


def _days(first: date, last: date) -> Iterator[tuple[date, str]]:
    span = (last - first).days
    for i in range(0, span + 1, max(1, -(-span // 5))):
        day = first + timedelta(days=i)
        yield day, f"{day.day}.{day.month}.{day.year}"

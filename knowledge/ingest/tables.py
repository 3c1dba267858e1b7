"""Tables of a page: which hold data and which only arrange text, and data as rows that can be quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from lxml.etree import _Element as Element

__all__ = ["is_data", "row_text", "rows", "rows_of_cells"]

PROSE = 25
"""Words of a cell from which it holds text to be read rather than a value."""
COLUMNS = 3
"""Columns from which a first row without a number names them, though it is not marked as a head."""
MOST = 1000
"""Columns and rows that a cell may span, as in the HTML Standard."""

_PARTS = frozenset(("thead", "tbody", "tfoot"))


def is_data(table: Element) -> bool:
    """Whether it has rows and columns of values; one that holds headings, tables or prose arranges a page."""
    if _arranges(table):
        return False
    grid = _cells(table)
    wide = sum(len(row) > 1 for row in grid)
    if wide < 2 or wide < len(grid) * 0.6:
        return False
    long = sum(len("".join(cell.itertext()).split()) > PROSE for cell in chain.from_iterable(grid))
    return long == 0 or (long <= wide and table.find(".//th") is not None)


def _arranges(table: Element) -> bool:
    """Whether it holds parts of a page, other tables among them, or says that it only arranges."""
    holds_parts = next(table.iter("article", "main", "h1", "h2", "h3", "form"), None) is not None
    return holds_parts or sum(1 for _ in table.iter("table")) > 1 or table.get("role") == "presentation"


def rows(table: Element, line: Callable[[Element], str]) -> list[str]:
    """Each row in one line, values after the names of their columns where there are any."""
    grid = _grid(table)
    texts = {cell: line(cell) for row in grid for cell in row}
    headed = bool(grid) and all(cell.tag == "th" for cell in grid[0])
    once = [[texts[cell] for cell in (row[:1] if len(set(row)) == 1 else row)] for row in grid]
    return list(filter(None, rows_of_cells(once, headed=headed)))


def rows_of_cells(grid: Sequence[Sequence[str]], *, headed: bool = False) -> list[str]:
    """A table's rows as lines; ``headed`` where its mark-up says that the first row names the columns."""
    grid = [row for row in grid if any(row)]
    if len(grid) > 1 and (headed or _names_columns(grid)):
        return [row_text(grid[0], row) if len(row) > 1 else row[0] for row in grid[1:]]
    return [row_text((), row) for row in grid]


def row_text(names: Sequence[str], values: Sequence[str]) -> str:
    """A row as text.

    >>> row_text(("Port", "Boats"), ("Osk", "12")), row_text((), ("Osk", "12"))
    ('Port: Osk; Boats: 12', 'Osk: 12')
    """
    if not names:
        first, *rest = [value for value in values if value] or [""]
        return f"{first.rstrip(':')}: {'; '.join(rest)}" if rest else first
    padded = [*names, *[""] * len(values)]
    pairs = [(name, value) for name, value in zip(padded, values, strict=False) if value]
    return "; ".join(f"{name.rstrip(':')}: {value}" if name else value for name, value in pairs)


def _names_columns(grid: Sequence[Sequence[str]]) -> bool:
    """Of a wide table, whether the first row is the only one without a number."""
    numbered = [any(text[:1].isdigit() for text in row) for row in grid]
    return len(grid[0]) >= COLUMNS and all(grid[0]) and not numbered[0] and all(numbered[1:])


def _cells(table: Element) -> list[list[Element]]:
    """The cells of each row of this table, and of no table inside it."""
    found = []
    for part in table:
        if part.tag == "tr":
            found.append(part)
        elif part.tag in _PARTS:
            found += [row for row in part if row.tag == "tr"]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in found]
    return [row for row in cells if row]


def _grid(table: Element) -> list[list[Element]]:
    """The rows with each cell in every place that it spans, so that values stay under their names."""
    grid: list[list[Element]] = []
    below: dict[int, tuple[Element, int]] = {}  # by column: a cell that reaches down, and how many rows more
    for cells in _cells(table):
        row: list[Element] = []
        waiting = iter(cells)
        while True:
            if len(row) in below:
                cell, more = below.pop(len(row))
                if more > 1:
                    below[len(row)] = cell, more - 1
                row.append(cell)
                continue
            cell = next(waiting, None)
            if cell is None:
                break
            for _ in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan")) > 1:
                    below[len(row)] = cell, down - 1
                row.append(cell)
        grid.append(row)
    return grid


def _span(cell: Element, name: str) -> int:
    given = cell.get(name, "1").strip()
    return min(int(given), MOST) if given.isdecimal() and int(given) > 0 else 1

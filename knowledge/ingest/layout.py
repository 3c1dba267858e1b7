"""Lines as they stand on the pages of a PDF → its paragraphs in the order of reading, and its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from knowledge.ingest.blocks import ends_sentence
from knowledge.ingest.page import LeftOut
from knowledge.lexicon.classes import alternatives, quantities

__all__ = ["Laid", "Line", "Sheet", "UnreadableColumnsError", "laid"]

MARGIN = 0.12
"""Share of the height of a page at whose top and bottom running heads and numbers stand."""
GUTTER = 1.0
"""Font sizes of white space between two columns."""
COLUMN = 3
"""Lines that make a column."""
SPACED = 1.35
"""Times the usual distance of two lines from which a new paragraph begins."""
INDENT = 0.8
"""Font sizes by which the first line of a paragraph is moved in."""
SHORT = 0.85
"""Share of the width of its column below which a line that ends a sentence ends its paragraph."""
HALF = 0.6
"""The same for a line that ends no sentence, such as a byline."""
LARGER = 1.15
"""Times the size of the running text from which a line is a title."""
MIXED = 5
"""Rows of two long pieces side by side from which columns were not told apart."""

_NUMBER = re.compile(
    r"(?:page\s*)?[-–—(]?\s*\d{1,4}\s*[-–—)]?(?:\s*(?:of|/|von|de)\s*\d{1,4})?$", re.IGNORECASE
)
_PRINTED_BY_BROWSER = re.compile(r"https?://\S+|file:/\S+|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},\s*\d{1,2}:\d\d")
_KEEPS_HYPHEN = re.compile(
    r"\b(?:self|well|long|short|high|low|non|ex|anti|pro|mid|half|cross|part|full|all|so|vice|co|far"
    rf"|{alternatives(quantities().small[2:11], quantities().tens)}|\d+|[A-Z]\w*)$"
)


class Line(NamedTuple):
    """A piece of a line: its text, its box in points from the lower left corner, and its font size."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


class Sheet(NamedTuple):
    """A page of a document."""

    width: float
    height: float
    lines: Sequence[Line]


class Laid(NamedTuple):
    """A document in the order of reading; the title is one of the paragraphs, or None."""

    paragraphs: list[str]
    title: str | None
    left_out: list[LeftOut]


class UnreadableColumnsError(ValueError):
    """The columns of a page cannot be told apart, so that its sentences would be mixed."""


def laid(sheets: Sequence[Sheet]) -> Laid:
    """Raises UnreadableColumnsError."""
    heads = _running(sheets)
    columns: list[list[Line]] = []
    left_out: list[LeftOut] = []
    for sheet in sheets:
        ruled = [(line, _margin_rule(line, sheet, heads)) for line in sheet.lines]
        left_out += [LeftOut(line.text, rule) for line, rule in ruled if rule]
        columns += _columns([line for line, rule in ruled if line.text and not rule])
    runs = _over_columns(columns)
    texts = _hyphenated([text for text, _ in runs])
    return Laid(texts, _title(texts, [size for _, size in runs], _usual_size(columns)), left_out)


def _hyphenated(texts: Sequence[str]) -> list[str]:
    """With the hyphens of words that stand with one elsewhere in the document."""
    known = {word for text in texts for word in re.findall(r"\w+-\w+", text)}
    return [_with_hyphens(text, known) for text in texts]


def _over_columns(columns: Sequence[list[Line]]) -> list[tuple[str, float]]:
    """The text of every paragraph and its size, those put together that go on in the next column."""
    found: list[tuple[str, float]] = []
    for lines in (lines for column in columns for lines in _paragraphs(column)):
        text, size = _joined(lines), lines[0].size
        if found and _goes_on(found[-1], text, size):
            found[-1] = (_join(found[-1][0], text), size)
        else:
            found.append((text, size))
    return found


def _running(sheets: Sequence[Sheet]) -> set[str]:
    """What stands at the top or bottom of several pages, numbers aside."""
    seen = Counter(
        key for sheet in sheets for key in {_key(line) for line in sheet.lines if _in_margin(line, sheet)}
    )
    return {key for key, count in seen.items() if count > 1 and count >= len(sheets) * 0.4}


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).casefold()


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.bottom > sheet.height * (1 - MARGIN) or line.top < sheet.height * MARGIN


def _margin_rule(line: Line, sheet: Sheet, running: set[str]) -> str | None:
    if not _in_margin(line, sheet):
        return None
    if _NUMBER.match(line.text):
        return "page number"
    if _key(line) in running:
        return "running head"
    return "printed by the browser" if _PRINTED_BY_BROWSER.match(line.text) else None


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Areas of a page in the order of reading, cut apart at white space: gutters before gaps.

    The method is the recursive XY cut of Nagy and Seth (1984). Raises UnreadableColumnsError.
    """
    if len(lines) < 2:
        return [lines] if lines else []
    size = median(line.size for line in lines)
    for left, right in _cuts(lines, lambda line: (line.left, line.right), GUTTER * size):
        if len(left) >= COLUMN and len(right) >= COLUMN and _is_column(left) and _is_column(right):
            return [*_columns(left), *_columns(right)]
    halves = max(
        _cuts(lines, lambda line: (-line.top, -line.bottom), 0.0),
        key=lambda cut: min(line.bottom for line in cut[0]) - max(line.top for line in cut[1]),
        default=None,
    )
    if halves and _has_gutter(lines, size):
        return [*_columns(halves[0]), *_columns(halves[1])]
    _check_mixed(lines)
    return [sorted(lines, key=lambda line: (-round((line.top + line.bottom) / size), line.left))]


def _is_column(lines: list[Line]) -> bool:
    """Whether its lines hold running text rather than the values of a table."""
    return sum(len(line.text.split()) for line in lines) >= 2 * len(lines)


def _has_gutter(lines: list[Line], size: float) -> bool:
    """Whether several lines stand beside others, so that the area is worth cutting further."""
    return (
        sum(
            _is_beside(a, b, size)
            for a, b in pairwise(sorted(lines, key=lambda line: (-line.top, line.left)))
        )
        >= COLUMN
    )


def _is_beside(a: Line, b: Line, size: float) -> bool:
    overlap = min(a.top, b.top) - max(a.bottom, b.bottom)
    return overlap > 0.5 * size and (b.left > a.right or a.left > b.right)


def _cuts(
    lines: list[Line], ends: Callable[[Line], tuple[float, float]], gap: float
) -> Iterator[tuple[list[Line], list[Line]]]:
    """Every way to part the lines by a strip of white space, the widest first."""
    spans = sorted(lines, key=ends)
    found, reach = [], ends(spans[0])[1]
    for n, line in enumerate(spans[1:], 1):
        start, end = ends(line)
        if start - reach > gap:
            found.append((start - reach, n))
        reach = max(reach, end)
    for _, n in sorted(found, reverse=True):
        yield spans[:n], spans[n:]


def _check_mixed(lines: list[Line]) -> None:
    ordered = sorted(lines, key=lambda line: (-line.top, line.left))
    beside = [(a, b) for a, b in pairwise(ordered) if _is_beside(a, b, a.size)]
    long = [pair for pair in beside if min(len(one.text.split()) for one in pair) >= 4]
    if len(long) >= MIXED:
        raise UnreadableColumnsError(
            "has columns that cannot be told apart; save the article as text or HTML"
        )


def _usual_size(columns: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for column in columns:
        for line in column:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _paragraphs(column: list[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, by distance, indent, size, and lines that end early."""
    rows = _rows(column)
    steps = [above.bottom - below.bottom for above, below in pairwise(rows) if above.size == below.size]
    usual = min(median(steps) if steps else 0.0, median(line.size for line in rows) * 1.6)
    sides = min(line.left for line in rows), max(line.right for line in rows)
    run = rows[:1]
    for above, line in pairwise(rows):
        is_spaced = above.bottom - line.bottom > usual * SPACED
        if is_spaced or abs(above.size - line.size) > 0.05 * line.size or _is_new(above, line, *sides):
            yield run
            run = []
        run.append(line)
    yield run


def _is_new(above: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line is indented, or the one above it ends early, within the sides of their column."""
    if line.left - left > INDENT * line.size and above.left - left < INDENT * line.size:
        return True
    filled = (above.right - left) / max(right - left, 1.0)
    return filled < (SHORT if ends_sentence(above.text) else HALF) and not line.text[:1].islower()


def _rows(column: list[Line]) -> list[Line]:
    """Pieces of one line put together."""
    rows: list[Line] = []
    for line in column:
        if rows and min(rows[-1].top, line.top) - max(rows[-1].bottom, line.bottom) > 0.5 * min(
            rows[-1].size, line.size
        ):
            last = rows[-1]
            rows[-1] = Line(
                f"{last.text} {line.text}",
                min(last.left, line.left),
                min(last.bottom, line.bottom),
                max(last.right, line.right),
                max(last.top, line.top),
                max(last.size, line.size),
            )
        else:
            rows.append(line)
    return rows


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = _join(text, line.text)
    return text


def _join(text: str, more: str) -> str:
    """Two lines as one; a word that was divided stays marked until all is read."""
    if text.endswith(("-", "\u00ad")) and more[:1].isalnum() and text[-2:-1].isalnum():
        return f"{text[:-1]}\u00ad{more}"
    return f"{text} {more}"


def _with_hyphens(text: str, known: set[str]) -> str:
    """Divided words made whole; a hyphen stays where the document has it elsewhere, or such words do."""

    def mended(match: re.Match[str]) -> str:
        first, second = match["first"], match["second"]
        whole = f"{first}-{second}"
        keeps = whole in known or (_KEEPS_HYPHEN.search(first) and (first.islower() or second[:1].isupper()))
        return whole if keeps or second[:1].isupper() or second[:1].isdigit() else first + second

    return re.sub(r"(?P<first>\w+)\u00ad(?P<second>\w+)", mended, text).replace("\u00ad", "")


def _goes_on(last: tuple[str, float], text: str, size: float) -> bool:
    """Whether a paragraph that a page or column broke goes on: it ends no sentence, or this begins none."""
    return (
        last[1] == size
        and not ends_sentence(last[0])
        and (text[:1].islower() or last[0].endswith("\u00ad") or len(last[0].split()) > 12)
    )


def _title(texts: list[str], sizes: list[float], usual: float) -> str | None:
    """The first of the largest lines, where they are larger than the running text."""
    head = [(size, -n) for n, size in enumerate(sizes[:12]) if len(texts[n].split()) > 1]
    if not head:
        return None
    size, n = max(head)
    return texts[-n] if size >= usual * LARGER else None

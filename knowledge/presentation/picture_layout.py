"""Where everything of a timeline's picture goes: texts measured and wrapped, entries chosen, rows stacked.

All lengths are pixels of the picture, from its top left corner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import Entry
from knowledge.text.wording import days

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

__all__ = [
    "BOLD", "DPI", "PLAIN", "Block", "Heading", "Row", "chosen", "drawable", "font_file", "rows",
    "width", "wrapped",
]  # fmt: skip

DPI = 200
PLAIN = "DejaVuSans.ttf"
BOLD = "DejaVuSans-Bold.ttf"
_MOST = 30
"""Entries in one picture: more cannot be read at Discord's width."""
_FEWER = 24
"""Entries in a picture that leaves some out: the lines that say so need room too."""
_RIGHT_TO_LEFT = {"R", "AL"}
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\u00ad]")


class Row(NamedTuple):
    """One entry: its number in the timeline, its days, its status in a word, its lines of text."""

    at: int
    entry: Entry
    when: tuple[str, ...]
    note: str
    lines: tuple[str, ...]
    conflict: tuple[str, ...]


class Heading(NamedTuple):
    """A year, or "Undated", over the rows that begin in it; ``note`` counts what is left out."""

    text: str
    note: str


Block = Row | Heading


def font_file(name: str) -> Path:
    """The font that comes with matplotlib, so that every machine draws the same bytes."""
    import matplotlib as mpl

    return Path(mpl.get_data_path(), "fonts", "ttf", name)


def _font(name: str, size: float) -> FT2Font:
    from matplotlib.font_manager import get_font

    font = get_font(str(font_file(name)))
    font.set_size(size, DPI)
    return font


def width(text: str, size: float, name: str = PLAIN) -> float:
    """Pixels that the text takes in a line, ``size`` in points."""
    font = _font(name, size)
    font.set_text(text, 0.0)
    w, _ = font.get_width_height()
    return float(w) / 64


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    """Code points that both fonts can draw."""
    from matplotlib.font_manager import get_font

    plain, bold = (get_font(str(font_file(name))).get_charmap() for name in (PLAIN, BOLD))
    return frozenset(plain) & frozenset(bold)


def drawable(text: str) -> str:
    """The text on one line with every run of characters that the fonts cannot draw as one "▯".

    Scripts written from right to left are among them: drawn letter by letter they would be wrong.
    """
    glyphs = _glyphs()
    line = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())
    kept = "".join(
        c if ord(c) in glyphs and unicodedata.bidirectional(c) not in _RIGHT_TO_LEFT else "\0" for c in line
    )
    return re.sub(r"\0(?:[\0 ]*\0)?", "▯", kept)


def wrapped(text: str, size: float, room: float, *, most: int, name: str = PLAIN) -> tuple[str, ...]:
    """At most ``most`` lines that fit into ``room``; words longer than a line are parted, the rest is "…"."""
    pieces = [piece for word in drawable(text).split() for piece in _parted(word, size, room, name)]
    lines: list[str] = []
    for at, piece in enumerate(pieces):
        if lines and width(f"{lines[-1]} {piece}", size, name) <= room:
            lines[-1] = f"{lines[-1]} {piece}"
        elif len(lines) < most:
            lines.append(piece)
        else:
            lines[-1] = _ended(lines[-1], size, room, name)
            break
        del at
    return tuple(lines) or ("",)


def _ended(line: str, size: float, room: float, name: str) -> str:
    """The line with "…" after its last word that leaves room for it."""
    kept = line
    while " " in kept and width(kept + "…", size, name) > room:
        kept = kept.rsplit(" ", 1)[0]
    while kept and width(kept + "…", size, name) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,;:–—-") + "…"


def _parted(word: str, size: float, room: float, name: str) -> list[str]:
    """The word, or pieces of it that each fit into a line."""
    if width(word, size, name) <= room:
        return [word]
    pieces, rest = [], word
    while rest and width(rest, size, name) > room:
        least, most = 1, len(rest)
        while least < most:  # the longest beginning that fits; a single letter always goes
            middle = (least + most + 1) // 2
            least, most = (middle, most) if width(rest[:middle], size, name) <= room else (least, middle - 1)
        pieces.append(rest[:least])
        rest = rest[least:]
    return [*pieces, rest] if rest else pieces


def chosen(entries: Sequence[Entry]) -> tuple[int, ...]:
    """Places of the entries that are drawn, in order: all of them up to thirty.

    Of more, those that most sources tell, spread over the whole: one out of each stretch of equal length.
    """
    n = len(entries)
    if n <= _MOST:
        return tuple(range(n))
    edges = [n * i // _FEWER for i in range(_FEWER + 1)]
    return tuple(max(range(a, b), key=lambda i: (_weight(entries[i]), -i)) for a, b in pairwise(edges))


def _weight(entry: Entry) -> tuple[int, bool, int]:
    return entry.voices, entry.status != "bound", len(entry.citations)


def rows(
    entries: Sequence[Entry], *, size: float, room: float, small: float, left: float
) -> tuple[Block, ...]:
    """The blocks from top to bottom: a heading for each new year, which counts what is left out, and rows."""
    drawn = frozenset(chosen(entries))
    lines = 6 if len(drawn) <= 6 else 4 if len(drawn) <= 12 else 3
    blocks: list[Block] = []
    for years, places in _sections(entries, drawn):
        here = [i for i in places if i in drawn]
        blocks.append(Heading(years, _left_out(len(places), len(here))))
        blocks += [
            _row(i, entries[i], size=size, room=room, small=small, left=left, lines=lines) for i in here
        ]
    return tuple(blocks)


def _sections(entries: Sequence[Entry], drawn: frozenset[int]) -> list[tuple[str, list[int]]]:
    """Places of the entries under their years, in order; neighbouring years with nothing drawn as one."""
    years = _years(entries)
    found: list[tuple[list[str], list[int]]] = []
    for i, year in enumerate(years):
        if found and found[-1][0][-1] == year:
            found[-1][1].append(i)
        else:
            found.append(([year], [i]))
    joined: list[tuple[list[str], list[int]]] = []
    for names, places in found:
        empty = not drawn.intersection(places)
        if joined and empty and not drawn.intersection(joined[-1][1]):
            joined[-1] = ([*joined[-1][0], *names], [*joined[-1][1], *places])
        else:
            joined.append((names, places))
    return [(n[0] if len(n) == 1 else f"{min(n)}–{max(n)}", places) for n, places in joined]


def _left_out(events: int, here: int) -> str:
    if events == here:
        return ""
    told = f"{events} event{'' if events == 1 else 's'}"
    return f"{told}, {here} of them here" if here else f"{told}, not shown here"


def _row(at: int, entry: Entry, *, size: float, room: float, small: float, left: float, lines: int) -> Row:
    note = {
        "stated": "",
        "bound": "at the latest" if not entry.start else "in this time",
        "planned": "planned",
    }
    conflict = wrapped(f"Sources differ: {entry.conflict}", small, room, most=2) if entry.conflict else ()
    return Row(
        at=at,
        entry=entry,
        when=_when(entry, size, left),
        note=f"{note[entry.status]}, alleged".lstrip(", ") if entry.alleged else note[entry.status],
        lines=wrapped(entry.text, size, room, most=lines),
        conflict=conflict,
    )


def _years(entries: Sequence[Entry]) -> list[str]:
    """The year that each entry stands under: of its start or its limit.

    A plan with a deadline stands under the deadline's year where that does not break the order.
    """
    years: list[str] = []
    for entry in reversed(entries):
        day = entry.start or entry.end
        year = day[:4] if day else "Undated"
        deadline = entry.end[:4] if entry.end and entry.status == "planned" else year
        years.append(deadline if not years or years[-1] >= deadline else year)
    return years[::-1]


def _when(entry: Entry, size: float, room: float) -> tuple[str, ...]:
    """The days in lines that fit; of two ends, each on its own line."""
    text = days(entry)
    parts = [text] if width(text, size, BOLD) <= room else text.replace(" – ", " –\n").split("\n")
    return tuple(line for part in parts for line in wrapped(part, size, room, most=3, name=BOLD))

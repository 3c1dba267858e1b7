"""A card's texts as Discord's Markdown, escaped: what is quoted can neither format nor ping.

Lengths are counted in UTF-16 units, which is never less than Discord counts.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from bot.cards.card import Piece, Text
from bot.cards.directions import settled
from bot.messages.dates import Dates, written

__all__ = ["cut", "escape", "length", "markdown", "stamp"]

# What opens or closes something anywhere, and what does so at the start of a line (headings, lists);
# Discord does not show a backslash before either.
_ANYWHERE = re.compile(r"([\\*_~`|\[\]<>@])")
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
"""Where Discord itself sees a link: it shows and follows a backslash that stands inside."""
_IN_ADDRESS = re.compile(r"([\\*`|\[\]])")
_AT_THE_START = re.compile(r"^(\s*)(#|-|\+|\d+(?=[.)]))", re.MULTILINE)
_LINE_BREAK = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
# Where it would be the same day for the reader: from UTC-10 (Hawaii) to UTC+13 (New Zealand's summer).
_SAME_DAY_ALMOST_EVERYWHERE = time(10, tzinfo=UTC)
_PREFIX = {"plain": "", "quote": "> ", "heading": "### ", "small": "-# "}


def length(words: str) -> int:
    """Length in UTF-16 units.

    >>> length("a😀")
    3
    """
    return len(words) + sum(character > "\uffff" for character in words)


def cut(words: str, limit: int) -> str:
    """The words, or their beginning with an ellipsis, in at most ``limit`` units.

    >>> cut("ten thousand people", 8)
    'ten tho…'
    """
    if length(words) <= limit:
        return words
    kept, used = [], 1
    for character in words:
        used += 1 + (character > "\uffff")
        if used > limit:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if limit else ""


def escape(words: str) -> str:
    r"""Words that Discord shows as they are; addresses stay such that they can be followed.

    >>> escape("*no* @everyone")
    '\\*no\\* \\@everyone'
    >>> escape("see https://port.example/help_desk, not help_desk")
    'see https://port.example/help_desk, not help\\_desk'
    """
    pieces = _ADDRESS.split(words.replace("\x00", "\ufffd"))
    marked = (_IN_ADDRESS if at % 2 else _ANYWHERE for at in range(len(pieces)))
    words = "".join(marks.sub(r"\\\1", piece) for marks, piece in zip(marked, pieces, strict=True))
    return _AT_THE_START.sub(_guarded, words)


def _guarded(found: re.Match[str]) -> str:
    space, mark = found.groups()
    # A backslash before a digit would be shown: the invisible word joiner keeps "1." from being a list.
    return f"{space}\u2060{mark}" if mark.isdigit() else f"{space}\\{mark}"


def stamp(day: date) -> str:
    """A day in the reader's own way, as Discord's clients write it."""
    return f"<t:{int(datetime.combine(day, _SAME_DAY_ALMOST_EVERYWHERE).timestamp())}:D>"


def markdown(paragraph: Text, dates: Dates, limit: int) -> str:
    """The paragraph in at most ``limit`` units; the end is left out where it does not fit.

    Marks are never cut in the middle: a piece is shortened first and then marked.
    """
    prefix = _PREFIX[paragraph.kind]
    out, left = prefix, limit - len(prefix)
    for piece in paragraph.pieces:
        one = _piece(piece, dates, left, prefix)
        out += one
        left -= length(one)
        if left <= 0:
            break
    return out if len(out) > len(prefix) else ""


def _piece(piece: Piece, dates: Dates, room: int, prefix: str) -> str:
    if piece.url is not None:
        return _link(piece.text, piece.url, room)
    if piece.day is not None:
        shown = stamp(piece.day) if dates == "reader" else escape(written(piece.day, dates))
    elif piece.channel is not None:
        shown = f"<#{piece.channel}>"
    elif piece.person is None:
        return _styled(piece, room, prefix)
    else:
        shown = f"<@{piece.person}>"  # a name to read: nobody is notified, since no message may mention
    return shown if len(shown) <= room else ""


def _styled(piece: Piece, room: int, prefix: str) -> str:
    marks = 4 if piece.strong and piece.text.strip() else 0
    body = _escaped(piece.text, room - marks, prefix)
    # Marks that touch white space do not format everywhere.
    return re.sub(r"^((?:\s|> )*)(.*\S)(\s*)$", r"\1**\2**\3", body, flags=re.DOTALL) if marks else body


def _escaped(words: str, room: int, prefix: str) -> str:
    words, newline = settled(words), "\n> " if prefix == "> " else " "
    lines = _LINE_BREAK.split(words) if prefix else [words]
    whole = newline.join(escape(line) for line in lines)
    if length(whole) <= room:
        return whole
    out, used = [], 1
    for character in " ".join(lines):
        one = escape(character)
        used += length(one)
        if used > room:
            break
        out.append(one)
    return "".join(out).rstrip() + "…" if room > 0 else ""


def _link(label: str, url: str, room: int) -> str:
    # Escapes are off inside a label, so what could close it is left out.
    plain = re.sub(r"[\[\]()<>*_~`|@#\\\r\n]", " ", settled(label)).strip() or "link"
    whole = f"[{plain}](<{url}>)"
    if url.startswith(("https://", "http://")) and not re.search(r"[\s<>\\]", url) and length(whole) <= room:
        return whole
    return _escaped(label, room, "x")

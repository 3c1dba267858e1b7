"""Lines → paragraphs: each line one, or each run of lines that were wrapped by width."""

from __future__ import annotations

import re
from functools import reduce
from itertools import groupby, pairwise
from statistics import median

__all__ = ["ends_sentence", "is_heading", "paragraphs_of", "word_count"]

_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\s*(\[\d+\])?$|[:;,][”\"’']?$")
_CONTINUES = re.compile(r"[a-z,;)\]]")
_ITEM = re.compile(r"[a-z]\)|[a-z]\. |https?://|www\.")
_UNFINISHED = re.compile(r"(?:,|[,.!?…][\"'”’»])$")
"""A comma, or the end of what is quoted: in small letters, more of the sentence follows."""
_DIVIDED = re.compile(r"(\w+)-$")
_FIRST = re.compile(r"(?!(?:and|or|to)\b)\w+")
"""The first word of a line, but for those that follow a hyphen and a space ("pre- and post-war")."""
_WRAP = (45, 100)
"""Columns at which people and programs wrap plain text."""
_SET_IN = re.compile(r"(?: {2,8}|\t)[A-Z“\"‘'(]")
OFTEN = 1 / 3
MANY = 6
"""Breaks within paragraphs from which their lengths alone tell that lines were wrapped."""
SLACK = 8
"""Columns by which wrapped lines stay below the width, since people wrap by eye."""
FULL = 0.6
"""Share of the width below which a wrapped line is the last of its paragraph."""


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs in order, bare of white space around; what goes on in small letters is not parted."""
    lines = [line.strip(" \t\v\f\xa0") for line in _parted(text.split("\n"))]
    return _unwrapped(lines) if _is_wrapped(lines) else _joined(lines)


def _parted(lines: list[str]) -> list[str]:
    """With a blank line above each line that is set in, where paragraphs begin so and go on at the margin."""
    inside = [n for n, line in enumerate(lines) if _SET_IN.match(line)]
    whole = [n for n, line in enumerate(lines) if line.strip()]
    goes_on = sum(n + 1 in whole and n + 1 not in inside for n in inside)
    if len(inside) < 2 or goes_on * 2 < len(inside):
        return lines
    return [part for n, line in enumerate(lines) for part in ([""] if n in inside else []) + [line]]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line breaks fall by width: within paragraphs, all lines but the last are about equally long."""
    inner = [(a, b) for a, b in pairwise(lines) if a and b]
    whole = [line for line in lines if line]
    if not inner or len(inner) < len(whole) * 0.4:
        return False
    lengths = [len(a) for a, _ in inner]
    width = max(lengths)
    if not _WRAP[0] <= width <= _WRAP[1] or median(lengths) <= width * 0.75:
        return False
    unfinished = sum(not ends_sentence(a) for a, _ in inner)
    return unfinished > len(inner) * 0.5 if len(inner) >= MANY else _is_block_text(lines, width)


def _is_block_text(lines: list[str], width: int) -> bool:
    """The same for a short text: paragraphs stand apart by blank lines, and some of them go on in a line."""
    inner = [(a, b) for a, b in pairwise(lines) if a and b]
    goes_on = any(_goes_on(b) and not ends_sentence(a) for a, b in inner)
    return goes_on and "" in lines and all(_fits_no_more(a, b, width) for a, b in inner)


def _fits_no_more(above: str, line: str, width: int) -> bool:
    """Whether a line could not have held the first word of the next."""
    return len(above) + 1 + len(line.split(maxsplit=1)[0]) > width - SLACK


def _unwrapped(lines: list[str]) -> list[str]:
    full = max(map(len, lines)) * FULL
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        if (
            found[-1] and len(line) < full and not _DIVIDED.search(line)
        ):  # a short line ends its paragraph, a byline or a date is one
            found.append([])
    words = set(re.findall(r"\w+", " ".join(lines)))
    return [reduce(lambda text, line: _onto(text, line, words), run) for run in found if run]


def _onto(text: str, line: str, words: set[str]) -> str:
    """The text with one more line; a hyphen between stays where no whole word stands elsewhere."""
    divided, rest = _DIVIDED.search(text), _FIRST.match(line)
    if divided is None or rest is None:
        return f"{text} {line}"
    return (text[:-1] if divided[1] + rest[0] in words else text) + line


def _joined(lines: list[str]) -> list[str]:
    """One paragraph a line, but for lines that only go on what the line right above began."""
    found: list[str] = []
    for is_blank, run in groupby(lines, key=lambda line: not line):
        found += [] if is_blank else _run(list(run))
    return found


def _run(lines: list[str]) -> list[str]:
    """Where lines often go on in small letters they were wrapped, and a name at the start goes on too."""
    width = max(map(len, lines))
    if width >= _WRAP[0] and "".join(lines).isupper() and _ENDS.search(lines[-1]):
        return _in_capitals(lines, width)
    unfinished = [_goes_on(line) for above, line in pairwise(lines) if _is_open(above)]
    wrapped = len(unfinished) > 1 and sum(unfinished) >= len(unfinished) * OFTEN
    found = lines[:1]
    for line in lines[1:]:
        open_ended = _is_open(found[-1])
        if (open_ended and wrapped) or ((open_ended or _UNFINISHED.search(found[-1])) and _goes_on(line)):
            found[-1] += " " + line
        else:
            found.append(line)
    return found


def _in_capitals(lines: list[str], width: int) -> list[str]:
    """No small letter tells what goes on: a line that could not hold the next word was wrapped."""
    found = lines[:1]
    for above, line in pairwise(lines):
        if _fits_no_more(above, line, width):
            found[-1] += " " + line
        else:
            found.append(line)
    return found


def _is_open(line: str) -> bool:
    return line.endswith((",", ";")) or not ends_sentence(line)


def _goes_on(line: str) -> bool:
    return bool(_CONTINUES.match(line)) and not _ITEM.match(line)


def ends_sentence(block: str) -> bool:
    """Whether the block ends as prose does, closing quotation marks and brackets allowed."""
    return bool(_ENDS.search(block))


def word_count(block: str) -> int:
    """Words between white space."""
    return len(block.split())


def is_heading(block: str) -> bool:
    """Short, and not ended as prose: a headline, a cross-heading, a label."""
    if ends_sentence(block) and not block.endswith("?"):
        return False
    words = block.split()
    if block.endswith("?"):
        return len(words) <= 8 and not block.startswith(("“", '"', "‘", "'"))
    return len(words) <= 18 and len(block) <= 130

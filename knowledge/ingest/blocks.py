"""A page's text → its blocks: one for each line, or for each run of hard-wrapped lines."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

__all__ = ["Block", "blocks", "ends_sentence", "is_heading", "word_count"]

_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\s*(\[\d+\])?$|[:;,][”\"’']?$")
_WRAP = (45, 100)
"""Columns at which people and programs wrap plain text."""
FULL = 0.6
"""Share of the width below which a wrapped line is the last of its paragraph."""

Block = str


def blocks(text: str) -> list[Block]:
    """The blocks in order, white space around them taken off, empty ones left out."""
    lines = [line.strip(" \t\n\v\f\ufeff\u200b") for line in text.split("\n")]
    return _unwrapped(lines) if _is_wrapped(lines) else [line for line in lines if line]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line breaks fall by width: within paragraphs, all lines but the last are about equally long."""
    inner = [len(a) for a, b in pairwise(lines) if a and b]
    whole = [len(line) for line in lines if line]
    if len(inner) < 6 or len(inner) < len(whole) * 0.4:
        return False
    width = max(inner)
    unfinished = sum(not ends_sentence(a) for a, b in pairwise(lines) if a and b)
    return _WRAP[0] <= width <= _WRAP[1] and median(inner) > width * 0.75 and unfinished > len(inner) * 0.5


def _unwrapped(lines: list[str]) -> list[Block]:
    full = max(map(len, lines)) * FULL
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        if found[-1] and len(line) < full:  # a short line ends its paragraph, a byline or a date is one
            found.append([])
    return [" ".join(run) for run in found if run]


def ends_sentence(block: Block) -> bool:
    """Whether the block ends as prose does, closing quotation marks and brackets allowed."""
    return bool(_ENDS.search(block))


def word_count(block: Block) -> int:
    """Words between white space."""
    return len(block.split())


def is_heading(block: Block) -> bool:
    """Short, and not ended as prose: a headline, a cross-heading, a label."""
    if ends_sentence(block) and not block.endswith("?"):
        return False
    words = block.split()
    if block.endswith("?"):
        return len(words) <= 8 and not block.startswith(("“", '"', "‘", "'"))
    return len(words) <= 18 and len(block) <= 130

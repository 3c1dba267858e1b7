"""A plain-text page → masthead and body paragraphs, furniture left out."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.ingest.blocks import Block, blocks, ends_sentence, is_heading, word_count
from knowledge.ingest.furniture import (
    answers_in_person,
    furniture,
    is_appeal_heading,
    speaks_to_reader,
    starts_tail,
)
from knowledge.ingest.masthead import Masthead, masthead

__all__ = ["Page", "body", "read_page"]

ECHO = 60
"""Code points in common from which a line repeats another."""


class Page(NamedTuple):
    """What a page says of itself, and its paragraphs."""

    head: Masthead
    paragraphs: list[str]


def read_page(text: str) -> Page:
    """Masthead and paragraphs of a page's text."""
    found = blocks(text)
    head = masthead(found)
    return Page(head, body(found[head.body :], head))


def body(page: list[Block], head: Masthead | None = None) -> list[str]:
    """The paragraphs among the blocks below a masthead."""
    kept: list[str] = []
    appealing = False
    for n, block in enumerate(page):
        if starts_tail(block) and len(kept) >= 2 and not _goes_on(page[n + 1 :]):
            break
        if furniture(block):
            continue
        if is_appeal_heading(block) or (appealing and speaks_to_reader(block)):
            appealing = True
            continue
        appealing = False
        if _is_appeal(block, page, n) or _is_caption(block, page, n) or _repeats(block, kept, head):
            continue
        if not _is_cross_heading(block, kept, "".join(page[n + 1 : n + 2])):
            kept.append(block)
    return _without_tail(kept)


def _goes_on(rest: list[Block]) -> bool:
    """Whether the article continues below a box: prose that is no furniture, more than a comment's worth."""
    prose = [
        b
        for b in rest
        if word_count(b) >= 20 and ends_sentence(b) and not furniture(b) and not speaks_to_reader(b)
    ]
    return len(prose) >= 3


def _is_appeal(block: Block, page: list[Block], n: int) -> bool:
    """Publisher's prose about itself beside more of its kind."""
    around = page[max(0, n - 1) : n] + page[n + 1 : n + 2]
    return speaks_to_reader(block) and any(
        speaks_to_reader(b) or furniture(b) or is_appeal_heading(b) for b in around
    )


def _is_caption(block: Block, page: list[Block], n: int) -> bool:
    """A line that stands again beside itself with the photographer's credit."""
    return any(
        other.startswith(block[:ECHO]) and furniture(other) in ("credited_caption", "slashed_credit")
        for other in page[max(0, n - 1) : n] + page[n + 1 : n + 2]
    )


def _repeats(block: Block, kept: list[str], head: Masthead | None) -> bool:
    """A teaser that tells the lead again, or title and deck below the masthead."""
    if head and block in (head.title, head.deck):
        return True
    start = block[:ECHO].rstrip(".… ")
    return (
        len(start) >= min(ECHO - 5, len(block))
        and len(start) > 25
        and any(other.startswith(start) for other in kept)
    )


def _is_cross_heading(block: Block, kept: list[str], after: str) -> bool:
    """A heading between paragraphs; items of a list, speech, and an interviewer's question are none."""
    if not is_heading(block) or (block.endswith("?") and answers_in_person(after)):
        return False
    if block.startswith(("• ", "- ", "* ", "– ", "“", '"')) or block[:2].rstrip(".)").isdigit():
        return not (kept and (kept[-1].endswith(":") or kept[-1].startswith(block[0])))
    return True


def _without_tail(kept: list[str]) -> list[str]:
    """Without a publisher's last words to the reader."""
    while (
        len(kept) > 2 and speaks_to_reader(kept[-1]) and word_count(kept[-1]) < 40 and not _quotes(kept[-1])
    ):
        kept = kept[:-1]
    return kept


def _quotes(block: str) -> bool:
    return any(mark in block for mark in '“”"«')

"""Blocks of a page → whether it lists teasers of other articles rather than telling one."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.ingest.blocks import word_count
from knowledge.ingest.dom import Block

__all__ = ["is_section"]

TEASERS = 5
"""Headings that are links, from which a page may be a list of articles."""
FEW = 3
"""The same where no text stands but below one of them; and words up to which a line tells nothing."""
A_TEASER = 60
"""Words of text to each of them up to which it is."""
LINKED = 0.8
MOSTLY = 0.6
"""The same of a line that tells the hour or the section beside its link."""
NEAR = 8
"""Blocks between a title and the text below it: byline, day, caption."""


def is_section(blocks: Sequence[Block], rules: Sequence[str | None]) -> bool:
    """Whether the text stands in teasers: most of its headings are links, and little follows each."""
    body = [n for n, rule in enumerate(rules) if rule is None]
    if not body:
        return False
    if _is_all_teasers(blocks, body):
        return True
    if _tells_at_once(blocks, body[0]):
        return False
    within = range(max(0, body[0] - 2), body[-1] + 1)
    heads = [n for n in within if _is_head(blocks[n])]
    linked = sum(blocks[n].linked >= LINKED for n in heads)
    words = sum(word_count(blocks[n].text) for n in body)
    return linked >= TEASERS and linked >= len(heads) * LINKED and words <= A_TEASER * linked


def _is_all_teasers(blocks: Sequence[Block], body: Sequence[int]) -> bool:
    """Whether the page has several links that are headlines with a short text below, and no other text.

    The text may be that of one of them alone: where all are alike, any may be taken for the article.
    """
    cards = {n + 1 for n in range(len(blocks) - 1) if _is_card(blocks[n], blocks[n + 1])}
    told = [n for n in body if not _is_link(blocks[n]) and word_count(blocks[n].text) > FEW]
    return len(cards) >= FEW and bool(told) and cards.issuperset(told)


def _is_card(head: Block, text: Block) -> bool:
    tells = text.kind == "paragraph" and text.linked < MOSTLY and FEW < word_count(text.text) <= A_TEASER
    return tells and _is_link(head) and head.element.tag != "h1"


def _is_link(block: Block) -> bool:
    return block.linked >= MOSTLY and 3 <= word_count(block.text) <= 24


def _tells_at_once(blocks: Sequence[Block], first: int) -> bool:
    """Whether the text begins right under the title of the page rather than under a teaser's."""
    above = next((b for b in reversed(blocks[max(0, first - NEAR) : first]) if b.kind == "heading"), None)
    return above is not None and above.element.tag == "h1" and above.linked < LINKED


def _is_head(block: Block) -> bool:
    """A heading, or a line of its own that is a link of a headline's length."""
    return block.kind == "heading" or (block.linked >= LINKED and 4 <= word_count(block.text) <= 20)

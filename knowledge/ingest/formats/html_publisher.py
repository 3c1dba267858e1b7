"""An HTML page that declares no publisher → the name that it shows: above the title, as a sign, below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from knowledge.ingest.blocks import word_count
from knowledge.ingest.dom import Block, Element
from knowledge.ingest.markup import rule_of
from knowledge.ingest.nameplate import copyright_holder, dateline, imprint, is_paper, nameplate
from knowledge.ingest.printed_date import find_all, is_date_line

__all__ = ["shown_publisher"]

LONGEST = 20
"""Words of a line that holds the name of a paper beside its day, volume and price."""
AT_TOP = 3
"""Blocks of a page that are its top."""
NEAR = 6
"""Blocks below the title in which the paper may be named beside the day."""
HALF = 0.5
SIGNS = 5
"""Pictures of a page among which its sign is looked for."""

_MARK = re.compile(
    r"\b(?:mast-?head|(?:site|page)-?(?:name|title|header|brand)|logo|brand(?:ing)?|name-?plate|paper|flag|wordmark)\b"
)
_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?$")


def shown_publisher(
    root: Element, blocks: Sequence[Block], top: int, paragraphs: Sequence[str]
) -> str | None:
    """The first name found; ``top`` is the block of the title, ``paragraphs`` are the article's."""
    wire = dateline(paragraphs)
    notices = copyright_holder(block.text for block in reversed(blocks))
    below = (_printed_below(block.text) for block in blocks[top : top + NEAR])
    found = chain(_above(blocks[:top]), _signs(root), below, (notices, wire.agency if wire else None))
    return next((name for name in found if name), None)


def _above(blocks: Sequence[Block]) -> Iterator[str | None]:
    """Lines above the title that are marked as the paper's name, or stand at the very top or beside a day."""
    for n, block in enumerate(blocks):
        marked = _is_marked(block.element)
        beside = any(is_date_line(other.text) for other in blocks[max(0, n - 1) : n + 2])
        at_top = n < AT_TOP or beside or bool(find_all(block.text))
        leads_elsewhere = block.linked > HALF and not _leads_home(block.element)
        short = word_count(block.text) <= LONGEST and rule_of(block.element) != "navigation"
        if short and (marked or at_top) and not leads_elsewhere:
            yield nameplate(block.text, marked=marked)


def _printed_below(text: str) -> str | None:
    return imprint(text) or (text if is_paper(text) else None)


def _leads_home(element: Element) -> bool:
    near = (*element.iter("a"), *element.iterancestors("a"))
    return any(_HOME.match(link.get("href") or "-") for link in near)


def _signs(root: Element) -> Iterator[str | None]:
    """What stands for a picture that is the sign of a page."""
    for picture in list(root.iter("img"))[:SIGNS]:
        words = re.sub(
            r"\s*\b(?:logo|home(?: ?page)?)\b\s*", " ", picture.get("alt") or "", flags=re.IGNORECASE
        )
        if words.strip() and word_count(words) <= LONGEST:
            yield nameplate(words.strip(), marked=_leads_home(picture) or _is_marked(picture))


def _is_marked(element: Element) -> bool:
    near = (element, *list(element.iterancestors())[:2])
    return any(_MARK.search(f"{e.get('class') or ''} {e.get('id') or ''}".lower()) for e in near)

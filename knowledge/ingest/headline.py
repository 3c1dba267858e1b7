"""The top of a page of text → which of its lines is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ingest.blocks import ends_sentence, word_count
from knowledge.ingest.byline import is_byline, stripped
from knowledge.ingest.furniture import furniture
from knowledge.ingest.printed_date import find_all, is_date_line
from knowledge.lexicon.classes import calendar

__all__ = ["HEADLINE", "could_be_title", "headline_below", "is_of_a_day", "lost_its_stop", "title_at"]

BULLETIN = 14
"""Words of the longest line that tells whose news of which day follow."""
NEXT = 3
"""Lines below the day among which that headline is: an edition or a byline may stand above it."""
HEADLINE = 5
"""Words from which a line below the day may be the headline, and the line above it the paper's name."""
_HOUR = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|h\b|hours)?|\b(?:gmt|utc|at|o['’]clock)\b", re.IGNORECASE
)
_EDITION = re.compile(
    r"\b(?:bulletin|newscast|edition|headlines|digest|news (?:at|summary|update|in brief))\b"
)
_PAPER = re.compile(r"[A-Z][\w.'’-]+(?: (?:(?:of|and|the) )*[A-Z&][\w.'’-]*){0,4}$")
_TO_SITE = re.compile(
    r"notifications|newsletter|subscri|cookies|sign (in|up)|log in|your (account|inbox)", re.IGNORECASE
)
_QUOTED_END = re.compile(r"[.…][\"'”’»)\]]+$")
_TELLS = re.compile(
    r"(?:the|an?|it|he|she|they|this|these) (?:(?!(?:who|whom|whose|that|which|when|where)\b)[\w'’-]+ ){1,8}?"
    r"(?:was|were|had)\b(?! (?:to|no)\b)|(?:it|he|she|they) (?:was|were|had)\b",
    re.IGNORECASE,
)


def title_at(page: Sequence[str], top: Sequence[str], anchors: list[int]) -> int | None:
    """The first headline above the first anchor; a section label or a menu is none."""
    above = top[: min(anchors)] if anchors and min(anchors) > 0 else top
    candidates = [n for n, block in enumerate(above) if could_be_title(block)]
    if not any(map(ends_sentence, page)):  # a bulletin of bare lines: the first is its title
        candidates = candidates[:1]
    return max(candidates, key=lambda n: (min(word_count(above[n]), 6), -n), default=_lone(page, anchors))


def _lone(page: Sequence[str], anchors: list[int]) -> int | None:
    """The first line of all, where more stands below it and it is no sentence."""
    first = next((n for n, block in enumerate(page) if not furniture(block)), None)
    if first is None or first in anchors or first + 1 == len(page):
        return None
    return first if _could_be_lone_title(page[first]) else None


def _could_be_lone_title(block: str) -> bool:
    tells = ends_sentence(block) or lost_its_stop(block)
    return word_count(block) <= 30 and not tells and not is_byline(block)


def headline_below(top: Sequence[str], title: int | None, dated: list[int]) -> int | None:
    """The headline right below the day, where nothing but the name of a paper stands above it."""
    first = next((n for n, block in enumerate(top) if not furniture(block)), None)
    if first is None or title != first or not dated or dated[0] < first:
        return None
    if not all(map(furniture, top[first + 1 : dated[0]])):
        return None
    words, under = max(HEADLINE, word_count(top[first]) + 1), dated[0] + 1
    below = (n for n in range(under, min(under + NEXT, len(top))) if word_count(top[n]) >= words)
    found = next(below, None) if _PAPER.match(stripped(top[first])) else None
    return found if found is not None and could_be_title(top[found]) else None


def could_be_title(block: str) -> bool:
    """Whether a line is long and bare enough, and neither a sentence nor of another part of the page."""
    bare = stripped(block)
    if is_of_a_day(bare):
        return is_date_line(bare) is None
    prose = ends_sentence(bare) and not bare.endswith(("?", "!", "'", "’", "”", '"'))
    return (
        3 <= word_count(bare) <= 28
        and not prose
        and not lost_its_stop(bare)
        and not _QUOTED_END.search(bare)
        and furniture(block) is None
        and not is_byline(block)
        and is_date_line(bare) is None
        and not block.startswith(("- ", "• ", "* ", "| "))
        and not _TO_SITE.search(bare)
    )


def lost_its_stop(block: str) -> bool:
    """Whether it begins like a sentence; a headline leaves articles out and stands in the present.

    >>> lost_its_stop("The bridge over the Orn was closed for a week"), lost_its_stop("Orn bridge closed")
    (True, False)
    """
    return _TELLS.match(block) is not None


def is_of_a_day(block: str) -> bool:
    """Whether a line ends with a day and its weekday, or that of an edition, or the hour after them."""
    days = find_all(block)
    if len(days) != 1 or days[0].day is None or word_count(block) > BULLETIN:
        return False
    weekday = tuple(calendar().weekdays)[days[0].day.weekday()]
    before, after = block[: days[0].start].rstrip(" ,").casefold(), block[days[0].end :]
    of_a_day = before.endswith(weekday) or _EDITION.search(before)
    return bool(of_a_day) and not _HOUR.sub("", after).strip(" ,.–—-")

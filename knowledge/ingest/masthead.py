"""The top of a page → publisher, title, deck, byline and publication date."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from knowledge.ingest.blocks import Block, ends_sentence, is_heading, word_count
from knowledge.ingest.furniture import furniture, is_appeal_heading, speaks_to_reader, starts_tail
from knowledge.ingest.printed_date import is_date_line

__all__ = ["Masthead", "is_byline", "masthead"]

DEPTH = 40
"""Blocks within which a masthead ends."""

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: (?:de|da|di|du|van|von|der|den|al|el|bin|la|le|[A-ZÀ-ÖØ-Þ][\w.'’-]*)){1,4}"
_BY = re.compile(
    r"(?:by|words by|written by|reported by|author\s*[:：])\s+(?P<who>(?i:the )?[A-ZÀ-ÖØ-Þ].{1,90})$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[\w&' ]{2,40} (?:Staff|Reporters?|Correspondents?|Bureau|Newsroom|Desk|Agency|Team|Editors?|Writers?)"
    r"(?: Writers?| Reporters?)?$"
    r"|(?:Staff|Agencies|Reuters|AFP|AP|dpa|Associated Press|News Agencies)(?: (?:writer|reporter)s?)?$",
    re.IGNORECASE,
)
_POSTED = re.compile(rf"\d\d by (?P<who>{_NAME})$")
_BARE_NAME = re.compile(rf"{_NAME}(?:(?:,| and| &) {_NAME})*$")
_OFFICE = re.compile(
    r",? (?:(?:chief |senior |political |foreign |business |health |science |staff |special )*"
    r"(?:correspondent|reporter|editor|writer|columnist|contributor)|in [A-Z][a-z]+).*$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:in|section|category|posted in)\s*[:：]?\s+[A-Z]\w+(?: \w+){0,2}$", re.IGNORECASE)
_PLACE = re.compile(r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,3}$")
_PAPER = re.compile(r"[A-Z][\w.'’-]+(?: (?:(?:of|and|the) )*[A-Z&][\w.'’-]*){0,4}$")
HEADLINE = 5
"""Words from which a line below the day may be the headline, and the line above it the paper's name."""


class Masthead(NamedTuple):
    """What stands above the body; ``body`` is the number of the first block that may belong to it."""

    title: str | None
    deck: str | None
    author: str | None
    published: date | None
    body: int
    publisher: str | None = None


def masthead(page: list[Block]) -> Masthead:
    """Read from a date line or a byline upwards; without any, from the first headline down."""
    top = page[: _first_prose(page)]
    dated = [
        (n, printed)
        for n, block in enumerate(page[: len(top) + 3])
        if (printed := is_date_line(_bare(block)))
    ]
    bylines = [n for n, block in enumerate(top) if is_byline(block) or _dated_byline(block)]
    title = _title(top, [n for n, _ in dated] + bylines)
    if title is None:
        title = _lone_title(page)
    paper, below = None, _headline_below(top, title, [n for n, _ in dated])
    if below is not None:
        paper, title = title, below
    deck = _deck(page, title, [n for n, _ in dated] + bylines) if title is not None else None
    bylines = [n for n in bylines if title is None or n > title or _BY.match(_bare(page[n]))]
    bare_names = [n for n in _bare_names(top, title, [n for n, _ in dated]) if n not in bylines]
    ends = [n for n, _ in dated] + bylines + bare_names + [n for n in (title, deck) if n is not None]
    after = _past_labels(page, max(ends, default=-1) + 1, {n for n, _ in dated})
    if deck is None and title is not None and _is_late_deck(page, after):
        deck, after = after, _past_labels(page, after + 1, {n for n, _ in dated})
    return Masthead(
        title=page[title] if title is not None else None,
        deck=page[deck] if deck is not None else None,
        author=_author(page, bylines + bare_names),
        published=dated[0][1].day if dated else None,
        body=after,
        publisher=_bare(page[paper]) if paper is not None else None,
    )


def is_byline(block: Block) -> bool:
    """Whether the block names its writer: "By …", or a newsroom."""
    bare = _bare(block)
    return len(bare) < 110 and not ends_sentence(bare) and bool(_BY.match(bare) or _STAFF.match(bare))


def _dated_byline(block: Block) -> bool:
    """A byline that shares its line with the date ("By Ann Lee | 3 March 2021")."""
    bare = _bare(block)
    opens = re.match(r"by [A-Z]", bare, re.IGNORECASE) or _POSTED.search(bare)
    return len(bare) < 140 and bool(opens) and not ends_sentence(bare)


def _bare(block: Block) -> str:
    return block.strip(" \t|•·*>–—-")


def _first_prose(page: list[Block]) -> int:
    """Where a run of prose begins: two paragraphs of some length, furniture aside, or one very long one."""
    seen: list[int] = []
    for n, block in enumerate(page[:DEPTH]):
        if furniture(block) or speaks_to_reader(block) or is_appeal_heading(block):
            continue
        long = word_count(block) >= 14 and ends_sentence(block)
        if long and word_count(block) >= 45:
            return n if not seen or n - seen[-1] > 2 else seen[0]
        if long:
            seen.append(n)
        if len(seen) == 3:
            return seen[1] if seen[1] - seen[0] > 1 and seen[2] - seen[1] == 1 else seen[0]
    return seen[0] if seen else min(len(page), 3)


def _title(top: list[Block], anchors: list[int]) -> int | None:
    """The first headline above the first anchor; a section label or a menu is none."""
    above = top[: min(anchors)] if anchors and min(anchors) > 0 else top
    candidates = [n for n, block in enumerate(above) if _could_be_title(block)]
    return max(candidates, key=lambda n: (min(word_count(above[n]), 6), -n)) if candidates else None


def _lone_title(page: list[Block]) -> int | None:
    return next(
        (n for n, block in enumerate(page[:8]) if not furniture(block) and word_count(block) <= 30), None
    )


def _headline_below(top: list[Block], title: int | None, dated: list[int]) -> int | None:
    """The headline right below the day, where nothing but the name of a paper stands above it."""
    if title != 0 or not dated or dated[0] != 1 or not _PAPER.match(_bare(top[0])):
        return None
    words = max(HEADLINE, word_count(top[0]) + 1)
    below = next((n for n in range(2, len(top)) if not is_byline(top[n])), None)
    fits = below is not None and _could_be_title(top[below]) and word_count(top[below]) >= words
    return below if fits else None


def _could_be_title(block: Block) -> bool:
    bare = _bare(block)
    return (
        3 <= word_count(bare) <= 28
        and (not ends_sentence(bare) or bare.endswith(("?", "!", "'", "’", "”", '"')))
        and furniture(block) is None
        and not is_byline(block)
        and is_date_line(bare) is None
        and not block.startswith(("- ", "• ", "* ", "| "))
        and not _TO_SITE.search(bare)
    )


_TO_SITE = re.compile(
    r"notifications|newsletter|subscri|cookies|sign (in|up)|log in|your (account|inbox)", re.IGNORECASE
)


def _deck(page: list[Block], title: int, anchors: list[int]) -> int | None:
    """The block right under the title, when an anchor of the masthead stands below it."""
    deck = title + 1
    below = [n for n in anchors if n > title] + [
        n for n in range(title + 1, min(title + 6, len(page))) if furniture(page[n]) == "reading_time"
    ]
    if deck >= len(page) or not below or min(below) <= deck:
        return None
    block = page[deck]
    fits = 4 <= word_count(block) <= 60 and furniture(block) is None and not is_byline(block)
    near = min(below) - deck <= 3 and not any(word_count(page[n]) > 25 for n in range(deck + 1, min(below)))
    return deck if fits and near else None


def _is_late_deck(page: list[Block], n: int) -> bool:
    """Whether the first block below the masthead is a second headline, and no part of the prose."""
    if n == 0 or n + 1 >= len(page) or is_appeal_heading(page[n]) or starts_tail(page[n]):
        return False
    return is_heading(page[n]) and word_count(page[n]) >= HEADLINE and _could_be_title(page[n])


def _bare_names(top: list[Block], title: int | None, dated: list[int]) -> list[int]:
    """A line that is a person's name alone, between title and date or next to the date."""
    if title is None or not dated:
        return []
    span = range(title + 1, min(max(dated) + 2, len(top)))
    return [
        n
        for n in span
        if 2 <= word_count(top[n]) <= 8
        and _BARE_NAME.match(_bare(top[n]))
        and not _SECTION.match(_bare(top[n]))
        and not _is_city(top, n, dated)
    ]


def _is_city(top: list[Block], n: int, dated: list[int]) -> bool:
    """Of two bare names above a date, the second is the place ("Ann Lee" / "New York")."""
    return (
        n > 0
        and n + 1 in dated
        and bool(_BARE_NAME.match(_bare(top[n - 1])))
        and word_count(top[n - 1]) <= 8
        and not is_heading_line(top[n - 1])
    )


def is_heading_line(block: Block) -> bool:
    """Long enough for a headline."""
    return is_heading(block) and word_count(block) > 5


def _author(page: list[Block], lines: list[int]) -> str | None:
    for n in sorted(lines):
        bare = _bare(page[n])
        if posted := _POSTED.search(bare):
            return posted["who"]
        if re.match(r"by ", bare, re.IGNORECASE):
            bare = re.split(r"\s[|•·–—]\s|\s{2,}|, (?=\w+day\b)", bare)[0]
        match = _BY.match(bare)
        who = _OFFICE.sub("", re.sub(r"^by ", "", match["who"] if match else bare, flags=re.IGNORECASE))
        if who.strip(" ,"):
            return who.strip(" ,")
    return None


def _past_labels(page: list[Block], n: int, dated: set[int]) -> int:
    """Skips the place line, section labels and furniture between masthead and body."""
    while n < len(page) and (
        n in dated
        or furniture(page[n])
        or _SECTION.match(_bare(page[n]))
        or (word_count(page[n]) <= 3 and _PLACE.match(page[n]))
    ):
        n += 1
    return n

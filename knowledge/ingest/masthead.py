"""The top of a page of text → its title, deck, byline and day, and which block each stands in.

Nothing goes because something stands below it: a block is a part of the masthead only by a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from knowledge.ingest.blocks import ends_sentence, is_heading, word_count
from knowledge.ingest.byline import (
    author_in,
    is_byline,
    is_dated_byline,
    is_names,
    paper_in,
    says_by,
    stripped,
)
from knowledge.ingest.furniture import furniture, is_appeal_heading, speaks_to_reader, starts_tail
from knowledge.ingest.headline import (
    HEADLINE,
    could_be_title,
    headline_below,
    is_of_a_day,
    lost_its_stop,
    title_at,
)
from knowledge.ingest.nameplate import imprint, is_paper
from knowledge.ingest.printed_date import is_date_line

__all__ = ["Masthead", "masthead"]

DEPTH = 40
"""Blocks within which a masthead ends."""
LABEL = 5
"""Words up to which a line above the title, or between it and the body, names a section or a place."""
LONG, VERY_LONG = 14, 45
"""Words from which a sentence is a paragraph of prose, and from which it is so without another near it."""
BETWEEN = 25
"""Words up to which a line may stand between the deck and the byline or the day."""

_SECTION = re.compile(r"(?:in|section|category|posted in)\s*[:：]?\s+[A-Z]\w+(?: \w+){0,2}$", re.IGNORECASE)
_PLACE = re.compile(r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,3}$")
_DAY_LABEL = re.compile(
    r"(?:first |last |date )?(?:published|posted|updated|modified|issued|created)( on)?\s*[:：]?$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[A-Z][\w.]{0,15}:\s")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands around the title, and the rule for each block that is a part of it."""

    title: str | None = None
    deck: str | None = None
    author: str | None = None
    publisher: str | None = None
    day_lines: tuple[str, ...] = ()
    """Lines that may print the day, each with the label above it."""
    rules: dict[int, str] = field(default_factory=dict)


class _Places(NamedTuple):
    """The blocks of a masthead, by what each is."""

    title: int | None
    paper: int | None
    dated: list[int]
    bylines: list[int]
    deck: int | None

    @property
    def end(self) -> int:
        """The first block below them."""
        single = (n for n in (self.title, self.paper, self.deck) if n is not None)
        return max((*self.dated, *self.bylines, *single), default=-1) + 1


def masthead(page: Sequence[str], known: str | None = None) -> Masthead:
    """Read from a date line or a byline upwards; without any, from the first headline down.

    ``known`` is the title as the catalogue or a heading gives it: then none is looked for.
    """
    places = _places(page, known)
    rules = _rules(page, places)
    deck = next((n for n, rule in rules.items() if rule == "deck"), None)
    days = {*places.dated, *places.bylines, *_dated_title(page, places.title)}
    return Masthead(
        title=known or _line(page, places.title),
        deck=_line(page, deck),
        author=author_in([page[n] for n in places.bylines]),
        publisher=_publisher(page, places, rules),
        day_lines=tuple(_with_label(page, n) for n in sorted(days)),
        rules=rules,
    )


def _places(page: Sequence[str], known: str | None) -> _Places:
    top = page[: _first_prose(page)]
    dated = [n for n, block in enumerate(page[: len(top) + 3]) if _is_dated(stripped(block))]
    bylines = [n for n, block in enumerate(top) if is_byline(block) or is_dated_byline(block)]
    title = _known(page, known) if known else title_at(page, top, dated + bylines)
    paper, below = None, None if known else headline_below(top, title, dated)
    if below is not None:
        paper, title = title, below
    bylines = [n for n in bylines if title is None or n > title or says_by(page[n])]
    deck = _deck(page, title, dated + bylines)
    return _Places(title, paper, dated, sorted({*bylines, *_bare_names(top, title, dated)}), deck)


def _rules(page: Sequence[str], places: _Places) -> dict[int, str]:
    """What each block of the masthead is, with a deck below it and the labels around it."""
    rules = dict.fromkeys(places.dated, "day") | dict.fromkeys(places.bylines, "byline")
    single = ((places.title, "title"), (places.deck, "deck"), (places.paper, "publisher"))
    rules |= {n: rule for n, rule in single if n is not None}
    if places.deck is None and places.title is not None and _is_late_deck(page, places.end):
        rules[places.end] = "deck"
    return rules | _labels(page, rules)


def _line(page: Sequence[str], n: int | None) -> str | None:
    return None if n is None else page[n]


def _publisher(page: Sequence[str], places: _Places, rules: dict[int, str]) -> str | None:
    """The line that names the paper, or else the paper that another line of the masthead names."""
    signs = (n for n, rule in sorted(rules.items()) if rule in ("label", "byline"))
    paper = places.paper
    if paper is None:
        paper = next((n for n in signs if is_paper(stripped(page[n]))), None)
    if paper is not None:
        return stripped(page[paper])
    lines = page[: places.end]
    return next(filter(None, (named(line) for named in (imprint, paper_in) for line in lines)), None)


def _is_dated(bare: str) -> bool:
    return is_date_line(bare) is not None or imprint(bare) is not None


def _dated_title(page: Sequence[str], title: int | None) -> list[int]:
    """The title, where it says of which day it is, as bulletins do ("News at six, Monday 14 March 2016")."""
    return [title] if title is not None and is_of_a_day(page[title]) else []


def _with_label(page: Sequence[str], n: int) -> str:
    """A date line after the line "Updated" is a day of change."""
    above = page[n - 1] if n else ""
    return f"{above} {page[n]}" if _DAY_LABEL.match(stripped(above)) else page[n]


def _first_prose(page: Sequence[str]) -> int:
    """Where a run of prose begins: two paragraphs of some length, furniture aside, or one very long one."""
    seen: list[int] = []
    for n in islice((n for n, block in enumerate(page[:DEPTH]) if _is_prose(block)), 3):
        if word_count(page[n]) >= VERY_LONG:
            return n if not seen or n - seen[-1] > 2 else seen[0]
        seen.append(n)
    if len(seen) == 3 and seen[1] - seen[0] > 1 and seen[2] - seen[1] == 1:
        return seen[1]
    return seen[0] if seen else min(len(page), 3)


def _is_prose(block: str) -> bool:
    if furniture(block) or speaks_to_reader(block) or is_appeal_heading(block):
        return False
    return word_count(block) >= LONG and ends_sentence(block)


def _known(page: Sequence[str], known: str) -> int | None:
    """The block that is the title given elsewhere."""
    wanted = _letters(known)
    return next((n for n, block in enumerate(page[:DEPTH]) if _letters(block) == wanted), None)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _deck(page: Sequence[str], title: int | None, anchors: list[int]) -> int | None:
    """The block right under the title, when an anchor of the masthead stands below it."""
    if title is None:
        return None
    deck, near = title + 1, range(title + 1, min(title + 6, len(page)))
    minutes = (n for n in near if furniture(page[n]) == "reading_time")
    anchor = min((n for n in (*anchors, *minutes) if n > title), default=None)
    if anchor is None or not deck < anchor <= deck + 3:
        return None
    is_bare = all(word_count(page[n]) <= BETWEEN for n in range(deck + 1, anchor))
    return deck if is_bare and _could_be_deck(page[deck]) else None


def _could_be_deck(block: str) -> bool:
    told = lost_its_stop(block) and not ends_sentence(block)
    is_other = is_paper(stripped(block)) or furniture(block) is not None or is_byline(block)
    return 4 <= word_count(block) <= 60 and not told and not is_other


def _is_late_deck(page: Sequence[str], n: int) -> bool:
    """Whether the first block below the masthead is a second headline, and no part of the prose."""
    if n == 0 or n + 1 >= len(page) or is_appeal_heading(page[n]) or starts_tail(page[n]):
        return False
    below_ends = ends_sentence(page[n + 1]) and not _SPEAKER.match(page[n + 1])
    return below_ends and is_heading(page[n]) and word_count(page[n]) >= HEADLINE and could_be_title(page[n])


def _bare_names(top: Sequence[str], title: int | None, dated: list[int]) -> list[int]:
    """A line that is a person's name alone, between title and date or next to the date."""
    if title is None or not dated:
        return []
    return [
        n
        for n in range(title + 1, min(max(dated) + 2, len(top)))
        if 2 <= word_count(top[n]) <= 8
        and is_names(stripped(top[n]))
        and not _SECTION.match(stripped(top[n]))
        and not _is_city(top, n, dated)
    ]


def _is_city(top: Sequence[str], n: int, dated: list[int]) -> bool:
    """Of two bare names above a date, the second is the place ("Ann Lee" / "New York")."""
    above = stripped(top[n - 1]) if n > 0 else ""
    named = is_names(above) and word_count(above) <= 8
    return n + 1 in dated and named and not (is_heading(above) and word_count(above) > HEADLINE)


def _labels(page: Sequence[str], rules: dict[int, str]) -> dict[int, str]:
    """Lines around the masthead that name a section or a place, or stand above a date ("Published")."""
    if not rules:
        return {}
    end = max(rules) + 1
    while end < len(page) and (furniture(page[end]) or _is_section_or_place(page[end])):
        end += 1
    around = [n for n in range(end) if n not in rules and not furniture(page[n])]
    return {n: "label" for n in around if _is_label(page[n])}


def _is_section_or_place(block: str) -> bool:
    is_place = word_count(block) <= 3 and _PLACE.match(block)
    return bool(is_place or _SECTION.match(stripped(block)))


def _is_label(block: str) -> bool:
    return word_count(block) <= LABEL and not ends_sentence(block)

"""The lines around an article → the publisher's name, where the page declares none.

A newspaper prints its name above the title, a site adds it to the title of its pages, an agency puts it into
the dateline ("OSLO, May 2 (Nordic Wire) - …"), and all of them write it after the copyright sign.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from knowledge.ingest.furniture import furniture
from knowledge.ingest.printed_date import find_all, is_date_line
from knowledge.lexicon.classes import alternatives, calendar

__all__ = [
    "Dateline",
    "Titled",
    "copyright_holder",
    "dateline",
    "imprint",
    "is_name",
    "is_paper",
    "nameplate",
    "parts_of",
    "site_alone",
    "titled",
]

_TABLE = tomllib.loads(files("knowledge.ingest").joinpath("furniture.toml").read_text(encoding="utf-8"))
_WORDS = frozenset(_TABLE["nameplate"]["words"].split())
_SECTIONS = frozenset(_TABLE["nameplate"]["sections"].split())

_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’&-]*|&)"
_SMALL = "of|and|the|for|de|del|della|di|do|da|du|la|le|les|el|los|der|des|dos|und|et|van|von|y"
_NAME = re.compile(
    rf"(?!(?:Part|Page|Day|Week|Chapter|Episode) \d)"
    rf"(?:{_WORD}|\d{{1,2}})(?: (?:(?:{_SMALL}) )*(?:{_WORD}|\d{{1,3}}(?:\.\d)?)){{0,6}}(?: \({_WORD}\))?$"
)
_BESIDE = re.compile(
    rf"(?:{alternatives(day.capitalize() for day in (*calendar().weekdays, *calendar().short_weekdays))})\b"
    r"|\bvol\b|\bno\b\.?\s?\d|\bissue\b|\bedition\b|[$£€]|[|•·–—]",
    re.IGNORECASE,
)
"""What stands beside the name in a nameplate: the day, the volume, the price."""
_MARK = r"(?:\s+(?:\||–|—|-|::?|«|»|·|•)|[:-])\s+"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+$")
_MARKS = re.compile(_MARK)
_BEFORE = re.compile(rf"^(?:.*{_MARK})?$", re.DOTALL)
_AFTER = re.compile(rf"^(?:{_MARK}.*)?$", re.DOTALL)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\W\d]*(?:by )?(?P<who>[A-ZÀ-ÖØ-Þ][^.,;|©\d]{2,60})", re.IGNORECASE
)
_COMPANY = re.compile(
    r",? (?:ltd|limited|inc|llc|co|corp|company|gmbh|ag|plc|all rights|media|and its).*$", re.IGNORECASE
)
_DASH = re.compile(r"\s(?:--?|–|—)\s")
_PLACE = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]{2,}(?:[ ,(]|$)")
_AGENCY = re.compile(r"[(/](?P<who>[A-Z][^()/]{1,40})[)/]")
LONGEST_DATELINE = 90
"""Code points of what stands before the dash of a dateline."""
FIRST = 3
"""Paragraphs among which the one with the dateline is: a deck or "For immediate release" may stand above."""


class Titled(NamedTuple):
    """A title without what a site adds to it, and what that is."""

    title: str
    site: str | None


class Dateline(NamedTuple):
    """What a wire puts before the first words of its copy."""

    text: str
    agency: str | None


def titled(title: str, lines: Iterable[str], host: str = "", signs: Collection[str] = ()) -> Titled | None:
    """The title as one of the lines of the page has it, where a site added its name or section.

    ``signs`` are lines where the page may show the name of its site.

    >>> titled("The Vale Mail - News: Bridge reopens", ["Bridge reopens"])
    Titled(title='Bridge reopens', site='The Vale Mail')
    """
    folded = title.casefold()
    for text in sorted(dict.fromkeys(lines), key=len, reverse=True):
        at = folded.find(text.casefold())
        before, after = title[:at], title[at + len(text) :]
        if at < 0 or not text or text == title or not (_BEFORE.match(before) and _AFTER.match(after)):
            continue
        site = _site(_MARKS.split(before), _MARKS.split(after), host, signs)
        if site or at == 0 or len(text) >= len(title) / 2:  # a short line at the end may be the site itself
            return Titled(text, site)
    return None


def parts_of(title: str) -> list[str]:
    """The parts of a title of which a site may have added some, and last the whole."""
    parts = [part.strip() for part in _MARKS.split(title)]
    return [*parts, title] if len(parts) > 1 else [title]


def site_alone(title: str) -> str | None:
    """The name of a paper, where a title is nothing else but names of sections ("Vale Mail - Local News").

    >>> site_alone("The Vale Mail - Local News"), site_alone("The Vale Mail - Bridge reopens")
    ('The Vale Mail', None)
    """
    parts = [part.strip() for part in _MARKS.split(title)]
    papers = [part for part in parts if is_paper(part)]
    return papers[0] if papers and all(part in papers or _is_section(part) for part in parts) else None


def _site(before: Sequence[str], after: Sequence[str], host: str, signs: Collection[str]) -> str | None:
    """What the address or a sign is called like; else what stands last, or first if it is a paper's name."""
    parts = [part.strip() for part in (*reversed(after), *before)]
    return _as_addressed(parts, host) or _as_signed(parts, signs) or _at_an_end(before, after)


def _as_addressed(parts: Sequence[str], host: str) -> str | None:
    """The part that the address holds, marks aside: "Vale Mail" in "www.valemail.example"."""
    address = _letters(host)
    return next((p for p in parts if len(own := _letters(p).casefold()) > 2 and own in address), None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _as_signed(parts: Sequence[str], signs: Collection[str]) -> str | None:
    shown = {sign.casefold() for sign in signs}
    return next((part for part in parts if part.casefold() in shown and is_name(part)), None)


def _at_an_end(before: Sequence[str], after: Sequence[str]) -> str | None:
    named = [part for part in after if part.strip() and not _HOST.match(part.strip())]
    last, first = (named or after)[-1].strip(), before[0].strip()
    if last and is_name(last):
        return last
    in_sections = len(before) > 2 and all(map(_is_section, map(str.strip, before[1:-1])))
    return first if is_paper(first) or (in_sections and is_name(first)) else None


def is_name(text: str) -> bool:
    """Whether it is written like the name of something, and is none of a section of a paper."""
    return bool(_NAME.match(text)) and not _is_section(text)


def is_paper(text: str) -> bool:
    """Whether it is a name with a word by which papers, stations and agencies are called."""
    words = text.casefold().replace(".", " ").split()
    return is_name(text) and len(words) > 1 and not _WORDS.isdisjoint(words)


def _is_section(text: str) -> bool:
    return furniture(text) is not None or all(word in _SECTIONS for word in text.casefold().split())


def nameplate(line: str, *, marked: bool = False) -> str | None:
    """The name in a line above a title; ``marked`` where mark-up says that it is one.

    >>> nameplate("The Vale Mail Vol. 12, No. 2 Saturday, January 13, 2024 $1"), nameplate("Corn 4.47")
    ('The Vale Mail', None)
    """
    days = find_all(line)
    rest = line[days[0].end :] if days and not line[: days[0].start].strip() else line
    rest = rest[: days[0].start] if days and rest is line else rest
    beside = _BESIDE.search(rest)
    name = rest[: beside.start() if beside and beside.start() else None].strip(" ,.|•·–—-:()")
    if is_paper(name):
        return name
    said = (marked or bool(days)) and len(name.split()) > 1
    return name if said and is_name(name) else None


def imprint(line: str, known: str | None = None) -> str | None:
    """The paper in a line that holds its name, which may be known, and a day, and little else.

    >>> imprint("The Vale Mail, 4 May 2019"), imprint("The Vale Mail said on 4 May 2019 that it would close")
    ('The Vale Mail', None)
    """
    if known and known in line:
        return known if is_date_line(line.replace(known, " ", 1)) else None
    name = nameplate(line)
    return name if name and is_paper(name) and is_date_line(line.replace(name, " ", 1)) else None


def copyright_holder(lines: Iterable[str]) -> str | None:
    """Who is named after the copyright sign, where that is called like a paper, not a company."""
    for line in lines:
        if (match := _COPYRIGHT.search(line)) and is_paper(who := _COMPANY.sub("", match["who"]).strip()):
            return who
    return None


def dateline(paragraphs: Sequence[str]) -> Dateline | None:
    """That of the first paragraph that has one."""
    for first in paragraphs[:FIRST]:
        dash = _DASH.search(first[: LONGEST_DATELINE + 4])
        if dash is not None and _PLACE.match(first):
            head = first[: dash.start()]
            agency = _AGENCY.search(head)
            return Dateline(head, agency["who"].strip() if agency else None)
    return None

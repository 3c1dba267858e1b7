"""The lines of an HTML page and what it declares → its headline, and the name that its site adds to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from knowledge.ingest.blocks import word_count
from knowledge.ingest.declared import Declared, site_cut
from knowledge.ingest.dom import Block
from knowledge.ingest.nameplate import Titled, is_name, is_paper, parts_of, site_alone, titled

__all__ = ["title_of"]

AT_TOP = 5
"""Blocks among which a site shows its name."""
NEAR_TOP = 80
"""Blocks among which the title is looked for as a site has it without its own name."""
A_HEADLINE = 3
"""Words of a line that may be a title without being marked as one."""


Named = tuple[str | None, str | None]
"""A headline, and the name that the site adds to it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The lines of a page that may say what is declared to be its title."""

    said: Declared
    heads: Sequence[str]
    lines: Sequence[str]
    signs: Sequence[str]
    """Where a site shows its name."""

    def parted(self, title: str, *more: str) -> Titled | None:
        """A title, cut to the longest of these lines or of ``more`` that it holds."""
        return self.cut(title, [*self.heads, *self.lines, *more])

    def cut(self, title: str, lines: Sequence[str]) -> Titled | None:
        """The same to one of ``lines``."""
        return titled(title, lines, urlsplit(self.said.url or "").netloc, self.signs)


def title_of(blocks: Sequence[Block], said: Declared) -> Named:
    """The headline as it is seen, where it says what is declared, else as declared; and the site's name."""
    heads = [b.text for b in blocks if b.kind == "heading" and b.element.tag == "h1"]
    if not said.title or not (named := site_cut(said.title, said.publisher)):
        return next(iter(heads), None), None
    if (alone := site_alone(said.title)) and all(map(is_paper, heads)):
        return _first_heading(blocks), alone
    return _as_declared(named, said, blocks, heads)


def _as_declared(named: str, said: Declared, blocks: Sequence[Block], heads: Sequence[str]) -> Named:
    """What is seen of the declared title, word for word before in other words; else itself."""
    shown = _Shown(said, heads, _near_top(blocks), [*heads, *(b.text for b in blocks[:AT_TOP])])
    whole = shown.parted(said.page_title or "", named)
    site = whole.site if whole else None
    sign = None if whole else _sign(named, said, blocks)
    return sign or _as_seen(shown, site) or _as_said_alike(shown, named, whole) or (named, site)


def _near_top(blocks: Sequence[Block]) -> list[str]:
    """Lines that may be the title."""
    near = (b for b in blocks[:NEAR_TOP] if b.linked < 1 or b.kind == "heading")
    return [b.text for b in near if word_count(b.text) >= A_HEADLINE]


def _first_heading(blocks: Sequence[Block]) -> str | None:
    """The first heading that leads nowhere and names no paper: the page is called after its site alone."""
    marked = (b.text for b in blocks if b.kind == "heading" and b.linked < 1)
    return next((text for text in marked if not is_paper(text)), None)


def _as_seen(shown: _Shown, site: str | None) -> Named | None:
    """The line that the declared title holds word for word."""
    parted = shown.parted(shown.said.title or "")
    return (parted.title, parted.site or site) if parted else None


def _as_said_alike(shown: _Shown, named: str, whole: Titled | None) -> Named | None:
    """The headline that says in other words what a part of the declared title says."""
    for head in shown.heads:
        if part := next((part for part in parts_of(named) if _is_alike(head, part)), None):
            cut = whole or shown.cut(shown.said.page_title or named, [part])
            return head, cut.site if cut else None
    return None


def _is_alike(head: str, part: str) -> bool:
    """Whether a headline says what the title of the page says, longer or shorter."""
    words, wanted = _letters(head), _letters(part)
    return len(words & wanted) * 2 > max(len(words), len(wanted))


def _letters(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _sign(named: str, said: Declared, blocks: Sequence[Block]) -> tuple[str, str | None] | None:
    """The only headline and the site's name, where a page is called after its site alone."""
    heads = [b.text for b in blocks if b.kind == "heading" and b.element.tag in ("h1", "h2")]
    site = site_alone(named) or named
    if said.title != said.page_title or len(heads) != 1 or not is_name(site):
        return None
    if word_count(heads[0]) < A_HEADLINE or not _words(named).isdisjoint(_words(heads[0])):
        return None
    shown = any(site.casefold() in b.text.casefold() for b in blocks)
    return heads[0], site if shown else None


def _words(text: str) -> set[str]:
    return set(text.casefold().split())

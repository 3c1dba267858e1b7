"""The lines of an HTML page and what it declares → its headline, and the name that its site adds to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from knowledge.ingest.blocks import word_count
from knowledge.ingest.declared import Declared, site_cut
from knowledge.ingest.dom import Block
from knowledge.ingest.nameplate import is_name, is_paper, parts_of, site_alone, titled

__all__ = ["title_of"]

AT_TOP = 5
"""Blocks among which a site shows its name."""
NEAR_TOP = 80
"""Blocks among which the title is looked for as a site has it without its own name."""
A_HEADLINE = 3
"""Words of a line that may be a title without being marked as one."""


def title_of(blocks: Sequence[Block], said: Declared) -> tuple[str | None, str | None]:
    """The headline as it is seen, where it says what is declared, else as declared; and the site's name."""
    named = site_cut(said.title, said.publisher) if said.title else None
    heads = [b.text for b in blocks if b.kind == "heading" and b.element.tag == "h1"]
    if not named:
        return next(iter(heads), None), None
    lines = [
        b.text
        for b in blocks[:NEAR_TOP]
        if (b.linked < 1 or b.kind == "heading") and word_count(b.text) >= A_HEADLINE
    ]
    host = urlsplit(said.url or "").netloc
    signs = [*heads, *(b.text for b in blocks[:AT_TOP])]
    alone = site_alone(said.title or named)
    if alone and all(is_paper(head) for head in heads):
        marked = (b.text for b in blocks if b.kind == "heading" and b.linked < 1 and not is_paper(b.text))
        return next(marked, None), alone
    whole = titled(said.page_title or "", [*heads, *lines, named], host, signs)
    if whole is None and (sign := _sign(named, said, blocks)):
        return sign
    if parted := titled(said.title or named, [*heads, *lines], host, signs):
        return parted.title, parted.site or (whole.site if whole else None)
    for head in heads:
        if part := next((part for part in parts_of(named) if _is_alike(head, part)), None):
            cut = whole or titled(said.page_title or named, [part], host, signs)
            return head, cut.site if cut else None
    return named, whole.site if whole else None


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

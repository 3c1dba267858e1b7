"""The posts of a live blog as its page shows them: pieces of its body that each begin with a time of day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.ingest.blocks import ends_sentence, word_count
from knowledge.ingest.dom import Block, Element
from knowledge.ingest.formats.live import Post
from knowledge.ingest.location import OUTSIDE
from knowledge.ingest.printed_date import is_date_line
from knowledge.ingest.publication import Declaration

__all__ = ["Shown", "is_live", "shown_posts"]

FEW = 2
"""Posts that make a live blog where the page calls itself one."""
MOST = 0.6
"""Share of the words of the body that must stand in posts."""
STAMP = 60
"""Code points of the longest line that is a post's time."""

_LIVE = re.compile(
    r"\blive[\s_-]*(?:blog|updates?|ticker|report|coverage|feed|stream|text)|\bliveblog|\bas[\s-]it[\s-]happened\b"
    r"|\bminute[\s-]by[\s-]minute\b|\bnewsticker\b|^live\b|\blive\s*[:|–—-]|[/_-]live(?:[/_-]|$)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_IN_PLACE_OF_TIME = re.compile(r"(?:time|date|stamp)", re.IGNORECASE)


class Shown(NamedTuple):
    """The posts that a page shows, and which of its blocks they took."""

    posts: tuple[Post, ...]
    taken: frozenset[int]


def is_live(title: str | None, url: str | None, root: Element) -> bool:
    """Whether the page calls itself a live blog: in its title or address, or by a class or type."""
    if any(text and _LIVE.search(text) for text in (title, url)):
        return True
    marks = (e.get(name) or "" for e in root.iter("body", "main", "article", "div", "section", "ol", "ul")
             for name in ("class", "id", "itemtype"))  # fmt: skip
    return any("liveblog" in mark.lower().replace("-", "").replace("_", "") for mark in marks)


class _Body(NamedTuple):
    """The blocks of a page with their rules and, of those that stand in a post, its element."""

    blocks: Sequence[Block]
    rules: Sequence[str | None]
    owner: Mapping[int, Element]

    @property
    def is_mostly_posts(self) -> bool:
        words = {n: word_count(self.blocks[n].text) for n, rule in enumerate(self.rules) if rule is None}
        inside = sum(count for n, count in words.items() if n in self.owner)
        return inside > 0 and inside >= MOST * sum(words.values())


def shown_posts(blocks: Sequence[Block], rules: Sequence[str | None], language: str | None) -> Shown:
    """The posts in order; none where fewer than two, or where most of the body stands outside of them."""
    roots = _post_roots([block.element for block in blocks if _is_stamp(block)])
    body = _Body(blocks, rules, _owners(blocks, roots))
    if len(roots) < FEW or not body.is_mostly_posts:
        return Shown((), frozenset())
    days = _day_headings(body, language)
    posts = (_post(body, root, days.above.get(root)) for root in dict.fromkeys(body.owner.values()))
    found = tuple(post for post in posts if post.paragraphs)
    return Shown(found, frozenset(body.owner) | frozenset(days.shown))


class _Days(NamedTuple):
    """The line above a post that prints the day of all that follow, and the blocks that are such lines."""

    above: Mapping[Element, str]
    shown: tuple[int, ...]


def _is_stamp(block: Block) -> bool:
    """A short line with a time of day, or a ``time`` element, that is no sentence."""
    if len(block.text) > STAMP or ends_sentence(block.text.rstrip(".")) or word_count(block.text) > 10:
        return False
    if any(_clocked(e) and _shows(block, e) for e in _times(block.element)):
        return True
    return bool(_CLOCK.search(block.text)) and (
        block.element.tag in ("time", "h2", "h3", "h4", "header", "dt") or _named_when(block.element)
    )


def _times(element: Element) -> Iterator[Element]:
    yield from element.iter("time")
    yield from (e for e in (element, *element.iterancestors()) if e.tag == "time")


def _shows(block: Block, time: Element) -> bool:
    """Whether a line holds the time, and does not stand beside it as a button does."""
    words = [" ".join(text.split()) for text in time.itertext() if text.strip()]
    inside = time is block.element or time in block.element.iterancestors()
    return inside or not words or any(word in block.text for word in words)


def _clocked(time: Element) -> bool:
    return bool(_CLOCK.search(time.get("datetime") or "") or _CLOCK.search("".join(time.itertext())))


def _named_when(element: Element) -> bool:
    near = (element, *list(element.iterancestors())[:1], *element.iter("span"))
    return any(_IN_PLACE_OF_TIME.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}") for e in near)


def _post_roots(stamps: Sequence[Element]) -> set[Element]:
    """For each stamp the largest element that holds no other, of those that have the same parent as most."""
    above: dict[Element, int] = defaultdict(int)
    for stamp in stamps:
        for element in (stamp, *stamp.iterancestors()):
            above[element] += 1
    parents: dict[Element, list[Element]] = defaultdict(list)
    for stamp in stamps:
        lineage = [stamp, *stamp.iterancestors()]
        at = next((n for n, element in enumerate(lineage) if above[element] > 1), None)
        if at:
            parents[lineage[at]].append(lineage[at - 1])
    found: list[Element] = []
    for beside in parents.values():
        found = max(found, beside, key=len)
    return set(found)


def _owners(blocks: Sequence[Block], roots: set[Element]) -> dict[int, Element]:
    above = (
        (n, element) for n, b in enumerate(blocks) for element in (b.element, *b.element.iterancestors())
    )
    return {n: element for n, element in above if element in roots}


def _day_headings(body: _Body, language: str | None) -> _Days:
    """Lines between the posts that are a date."""
    place = next(iter(body.owner.values())).getparent()
    above: dict[Element, str] = {}
    shown: list[int] = []
    for n, block in enumerate(body.blocks):
        if n in body.owner:
            if shown:
                above.setdefault(body.owner[n], body.blocks[shown[-1]].text)
        elif place in block.element.iterancestors() and _is_day(block.text, language):
            shown.append(n)
    return _Days(above, tuple(shown))


def _is_day(text: str, language: str | None) -> bool:
    return is_date_line(text, language=language) is not None and not _CLOCK.search(text)


def _post(body: _Body, root: Element, day: str | None) -> Post:
    own = [n for n, owner in body.owner.items() if owner is root]
    stamp = next(filter(_is_stamp, map(body.blocks.__getitem__, own)))
    return Post(
        paragraphs=[body.blocks[n].text for n in own if _is_told(body, n)],
        title=_heading([body.blocks[n] for n in own]),
        times=[Declaration("time", time.get("datetime") or "") for time in _times(stamp.element)],
        lines=[stamp.text, day or ""],
        name=root.get("id"),
    )


def _heading(own: Sequence[Block]) -> str | None:
    return next((block.text for block in own if block.kind == "heading" and not _is_stamp(block)), None)


def _is_told(body: _Body, n: int) -> bool:
    block = body.blocks[n]
    return body.rules[n] in (None, OUTSIDE) and block.kind != "heading" and not _is_stamp(block)

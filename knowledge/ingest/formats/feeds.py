"""A feed that was saved (RSS, Atom, RDF) → the article of each entry that holds one, by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.declared import plain
from knowledge.ingest.dom import flow, parsed
from knowledge.ingest.furniture import line_on_page
from knowledge.ingest.page import Given, LeftOut, NoArticleError, Page
from knowledge.ingest.publication import Declaration, Evidence, publication_day

__all__ = ["entry_page", "read"]

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF|channel)[\s>]")

Entry = Mapping[str, Any]


def read(data: bytes, given: Given) -> Iterator[Page | str]:
    """The entries in order; one without text is named. Raises NoArticleError when it is no feed."""
    del given
    if not _ROOT.search(data[:8192]):
        raise NoArticleError("is XML but no feed (RSS or Atom); save the article as HTML or text")
    from feedparser import parse

    feed = parse(data, sanitize_html=False, resolve_relative_uris=False)
    for number, entry in enumerate(feed.entries, 1):
        page = entry_page(entry, feed.feed)
        yield page or f"entry {number} of the feed ({plain(entry.get('title')) or 'no title'}) holds no text"
    if not feed.entries:
        raise NoArticleError("is a feed without entries; save it again, or save the articles as HTML")


def entry_page(entry: Entry, feed: Entry) -> Page | None:
    """An entry as an article, its longest text taken; None where it has none."""
    ruled = [(block, line_on_page(block)) for block in _paragraphs(_longest(entry))]
    paragraphs = [block for block, rule in ruled if rule is None]
    if not paragraphs:
        return None
    title, address = plain(entry.get("title")), entry.get("link") or None
    name = str(entry.get("id") or address or title or paragraphs[0][:40])
    said = Evidence(declared=_declared(entry), url=address, language=feed.get("language"))
    return Page(
        paragraphs=paragraphs,
        title=title,
        author=plain(entry.get("author")),
        publisher=plain(feed.get("title")),
        url=address,
        day=publication_day(said),
        left_out=[LeftOut(block, rule) for block, rule in ruled if rule is not None],
        name=name.replace("#", "-"),
    )


def _longest(entry: Entry) -> str:
    """The longest of the texts that an entry brings, as mark-up."""
    parts = (*entry.get("content", ()), entry.get("summary_detail") or {})
    return max((part.get("value", "") for part in parts), key=len, default="")


def _declared(entry: Entry) -> tuple[Declaration, ...]:
    day = entry.get("published") or entry.get("issued") or entry.get("date")
    return (Declaration("published", day),) if isinstance(day, str) else ()


def _paragraphs(markup: str) -> list[str]:
    if not re.search(r"<[a-zA-Z/!]", markup):
        return [text for text in paragraphs_of(markup) if text]
    root = parsed(markup)
    return [block.text for block in flow(root).blocks if block.kind != "heading"] if root is not None else []

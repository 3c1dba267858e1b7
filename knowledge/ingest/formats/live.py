"""A live blog → its posts, each an article with its own day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.declared import Declared, plain
from knowledge.ingest.dom import flow, parsed
from knowledge.ingest.page import Page
from knowledge.ingest.publication import Declaration, Evidence, publication_day

__all__ = ["posts"]


def posts(page: Declared) -> Iterator[Page]:
    """The posts that the page declares with their words, in order; one without a day has the page's."""
    for number, post in enumerate(page.posts, 1):
        paragraphs = _paragraphs(post)
        if not paragraphs:
            continue
        day = post.get("datePublished") or post.get("dateCreated")
        declared = (Declaration("datePublished", day),) if isinstance(day, str) else page.published
        yield Page(
            paragraphs=paragraphs,
            title=plain(post.get("headline")) or page.title,
            author=page.author,
            publisher=page.publisher,
            url=post["url"] if isinstance(post.get("url"), str) else page.url,
            day=publication_day(Evidence(declared=declared, url=None, language=page.language)),
            name=f"post-{number}",
        )


def _paragraphs(post: Mapping[str, Any]) -> list[str]:
    body = post.get("articleBody")
    if not isinstance(body, str):
        return []
    if re.search(r"<(p|br|div|li)\b", body):
        root = parsed(body)
        return [b.text for b in flow(root).blocks] if root is not None else []
    return paragraphs_of(body)

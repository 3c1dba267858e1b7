"""A live blog → its posts, each an article with its own day: as it declares them, or as it shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.ingest.blocks import paragraphs_of, word_count
from knowledge.ingest.declared import Declared, plain
from knowledge.ingest.dom import Element, flow, parsed
from knowledge.ingest.page import Page, PublicationDay
from knowledge.ingest.publication import Declaration, Evidence, publication_day

__all__ = ["Post", "declared_posts", "page_of", "words_of"]

_NAME = re.compile(r"[^\w.-]+")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Post:
    """A post as a page gives it."""

    paragraphs: Sequence[str]
    title: str | None = None
    times: Sequence[Declaration] = ()
    """What is declared as its time."""
    lines: Sequence[str] = ()
    """Lines that may print its day."""
    name: str | None = None
    """By which the page itself tells it from the others."""
    url: str | None = None


def declared_posts(page: Declared) -> list[Post]:
    """The posts that JSON-LD gives with their words, in order."""
    return [post for node in page.posts if (post := _declared(node)).paragraphs]


def _declared(node: Mapping[str, Any]) -> Post:
    day = node.get("datePublished") or node.get("dateCreated")
    url = node["url"] if isinstance(node.get("url"), str) else None
    return Post(
        paragraphs=_paragraphs(node.get("articleBody")),
        title=plain(node.get("headline")),
        times=(Declaration("datePublished", day),) if isinstance(day, str) else (),
        name=url.partition("#")[2] if url else None,
        url=url,
    )


def _paragraphs(body: object) -> list[str]:
    if not isinstance(body, str):
        return []
    if re.search(r"<(p|br|div|li)\b", body):
        root: Element | None = parsed(body)
        return [b.text for b in flow(root).blocks] if root is not None else []
    return paragraphs_of(body)


def words_of(posts: Sequence[Post]) -> int:
    """How much they tell."""
    return sum(word_count(text) for post in posts for text in post.paragraphs)


def page_of(number: int, post: Post, said: Declared, day: PublicationDay, taken: set[str]) -> Page:
    """The post as an article of the live blog's title, its own as the deck; where it has no day, the blog's.

    ``taken`` holds the names of the posts before it, and gets its own.
    """
    own = publication_day(Evidence(lines=post.lines, declared=post.times, language=said.language))
    name = _NAME.sub("-", post.name or "").strip("-")[:LONGEST_NAME]
    if not name or name in taken:
        name = f"post-{number}"
    taken.add(name)
    return Page(
        paragraphs=post.paragraphs,
        title=said.title,
        deck=post.title,
        author=said.author,
        publisher=said.publisher,
        url=post.url or (f"{said.url}#{post.name}" if said.url and post.name else said.url),
        day=own if own.day else day._replace(reason=f"the day of the live blog, {day.reason}"),
        part=name,
    )

"""An HTML page → its article: its place by ``location``, its words by ``dom``, its day by ``publication``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from knowledge.ingest.blocks import paragraphs_of, word_count
from knowledge.ingest.byline import author_in, is_byline, is_dated_byline, is_person
from knowledge.ingest.declared import declared
from knowledge.ingest.dom import flow, parsed, spaced
from knowledge.ingest.encoding import decoded_page
from knowledge.ingest.formats.html_day import beside_title, evidence_of
from knowledge.ingest.formats.html_placed import Placed, is_marked_byline, placed, without_imprint
from knowledge.ingest.formats.html_publisher import shown_publisher
from knowledge.ingest.formats.live import Post, declared_posts, page_of, words_of
from knowledge.ingest.formats.live_markup import is_live, shown_posts
from knowledge.ingest.location import PROSE
from knowledge.ingest.markup import rule_of
from knowledge.ingest.page import MASTHEAD, Given, LeftOut, NoArticleError, Page
from knowledge.ingest.publication import publication_day
from knowledge.ingest.refusal import REMEDY, seems_to_be
from knowledge.ingest.sections import is_section

__all__ = ["article_of", "read"]

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
_CHANGE = re.compile(r"modif|updat", re.IGNORECASE)
_WRITER = re.compile(r"\b(?:author|writer|reporter|byline|by)\b(?!-(?!name\b))")
A_BYLINE = 10
"""Words of the longest line that names who wrote an article, with an office."""
ECHO = 60
"""Code points in common from which a line repeats another."""
_ELSEWHERE = (None, "related", "navigation", "aside", "footer", "comments", "caption", "advertisement")
"""Rules of blocks that print no day of the page's own; in the body it is the text's."""
ABOVE = 4
"""Blocks above the title that may print the day, as a masthead does."""
A_LINE = 200
"""Code points up to which a line beside the title may print the day."""


def read(data: bytes, given: Given) -> Iterator[Page]:
    """The article of a page, or each post of a live blog. Raises NotTextError, NoArticleError."""
    yield from article_of(decoded_page(data), title=given.title)


def article_of(markup: str, *, url: str | None = None, title: str | None = None) -> Iterator[Page]:
    """The same for text; ``url`` and ``title`` are those of the page, where they are known."""
    root = parsed(markup)
    if root is None:
        raise NoArticleError("holds no article: there is nothing in it")
    saved = _SAVED_FROM.search(markup[:2000])
    said = declared(root)
    said = replace(said, url=said.url or url or (saved[1] if saved else None))
    seen = flow(root)
    page = placed(root, seen.blocks, said, title)
    posts, told = _posts(page)
    if posts:
        yield from _live(page, posts, told, seen.unseen)
    else:
        yield _page(page, seen.unseen)


def _posts(page: Placed) -> tuple[Sequence[Post], Collection[int]]:
    """The posts of a live blog, as they are declared or as they are seen, and the blocks that they take."""
    declared_live = declared_posts(page.declared)
    if not (page.declared.posts or is_live(page.title, page.declared.url, page.root)):
        return (), ()
    shown = shown_posts(page.blocks, page.rules, page.declared.language)
    if words_of(shown.posts) >= words_of(declared_live):
        return shown.posts, shown.taken
    told = {text for post in declared_live for text in post.paragraphs}
    return declared_live, {n for n, block in enumerate(page.blocks) if block.text in told}


def _live(
    page: Placed, posts: Sequence[Post], told: Collection[int], unseen: Sequence[LeftOut]
) -> Iterator[Page]:
    """What stands around the posts, and each post."""
    rules = ["post" if n in told else rule for n, rule in enumerate(page.rules)]
    around = replace(page, rules=rules, declared=replace(page.declared, body=None))
    left_out = _left_out(around, unseen)
    if sum(word_count(page.blocks[n].text) for n in around.body) >= PROSE:
        yield _page(around, unseen)
        left_out = []
    else:
        left_out += [LeftOut(page.blocks[n].text, "beside the posts") for n in around.body]
    day, taken = publication_day(evidence_of(page)), set[str]()
    said = replace(page.declared, title=page.title)
    for number, post in enumerate(posts, 1):
        yield replace(page_of(number, post, said, day, taken), left_out=left_out)
        left_out = []


def _page(page: Placed, unseen: Sequence[LeftOut]) -> Page:
    said = page.declared
    texts = [page.blocks[n].text for n in page.body]
    publisher = said.publisher or shown_publisher(page.root, page.blocks, page.top, texts)
    page = without_imprint(page, publisher)
    paragraphs = [page.blocks[n].text for n in page.body]
    left_out = _left_out(page, unseen)
    if said.body and _is_longer(said.body, paragraphs):
        left_out += [LeftOut(text, "shown in place of the article") for text in paragraphs]
        paragraphs = _declared_body(said.body)
    _refuse(page, paragraphs, unseen)
    return Page(
        paragraphs=paragraphs,
        title=page.title,
        deck=said.deck,
        author=_author(page, publisher),
        publisher=publisher,
        url=said.url,
        day=publication_day(evidence_of(page)),
        left_out=left_out,
    )


def _author(page: Placed, publisher: str | None) -> str | None:
    """Who is declared; where that is the publisher itself, who is named on the page comes first."""
    declared = page.declared.author
    itself = declared is not None and declared == publisher
    return (None if itself else declared) or author_in(_bylines(page), publisher) or declared


def _bylines(page: Placed) -> list[str]:
    beside = [page.blocks[n] for n in beside_title(page)]
    marked = (block.text for block in beside if is_marked_byline(block))
    named = [text for text in marked if is_person(author_in([text]) or "")]
    texts = [spaced(block) for block in beside]
    return [text for text in texts if is_byline(text) or is_dated_byline(text)] + named


def _left_out(page: Placed, unseen: Sequence[LeftOut]) -> list[LeftOut]:
    found = [
        LeftOut(block.text, rule)
        for block, rule in zip(page.blocks, page.rules, strict=True)
        if rule is not None and rule not in MASTHEAD
    ]
    return found + list(unseen)


def _is_longer(body: str, paragraphs: Sequence[str]) -> bool:
    """Whether what is declared as the body says much more than what is seen."""
    return word_count(body) > 2 * sum(map(word_count, paragraphs))


def _declared_body(body: str) -> list[str]:
    """The paragraphs of a body in JSON-LD, which is text or, in some systems, mark-up."""
    if re.search(r"<(p|br|div)\b", body):
        root = parsed(body)
        return [b.text for b in flow(root).blocks] if root is not None else []
    return paragraphs_of(body)


def _refuse(page: Placed, paragraphs: Sequence[str], unseen: Sequence[LeftOut]) -> None:
    """Raises NoArticleError where the page is none, with what it seems to be."""
    what = _instead(page, paragraphs, unseen)
    if what is None and not page.declared.is_article and is_section(page.blocks, page.rules):
        what = "it lists teasers of other articles (a section page)"
    if what is None and not any(map(word_count, paragraphs)):
        what = "there is no running text in it"
    if what is not None:
        raise NoArticleError(f"holds no article: {what}; {REMEDY}")


def _instead(page: Placed, paragraphs: Sequence[str], unseen: Sequence[LeftOut]) -> str | None:
    """What its words say that it is, those of the whole page where no paragraph was found."""
    everything = paragraphs or [b.text for b in page.blocks if rule_of(b.element) is None]
    what = seems_to_be(page.title, everything)
    if what is not None or any(map(word_count, paragraphs)):
        return what
    hidden = [left.text for left in unseen if left.rule == "shown without scripts"]
    return seems_to_be(page.title, hidden or [b.text for b in page.blocks])

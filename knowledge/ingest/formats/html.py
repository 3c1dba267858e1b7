"""An HTML page → its article: its place by ``location``, its words by ``dom``, its day by ``publication``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.ingest.blocks import ends_sentence, paragraphs_of, word_count
from knowledge.ingest.body import rules_of
from knowledge.ingest.declared import Declared, declared
from knowledge.ingest.dom import Block, Element, flow, line, parsed, spaced
from knowledge.ingest.encoding import decoded_page
from knowledge.ingest.formats.html_publisher import shown_publisher
from knowledge.ingest.formats.html_title import title_of
from knowledge.ingest.formats.live import Post, declared_posts, page_of, words_of
from knowledge.ingest.formats.live_markup import is_live, shown_posts
from knowledge.ingest.furniture import furniture, line_on_page
from knowledge.ingest.location import OUTSIDE, PROSE, located, prose_alone
from knowledge.ingest.markup import rule_of
from knowledge.ingest.masthead import author_in, is_byline, is_dated_byline, is_person, masthead
from knowledge.ingest.nameplate import dateline, imprint
from knowledge.ingest.page import MASTHEAD, Given, LeftOut, NoArticleError, Page
from knowledge.ingest.printed_date import find_all, is_date_line
from knowledge.ingest.publication import Declaration, Evidence, publication_day, stated
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


@dataclass(frozen=True, slots=True)
class _Read:
    """A page with the place of each of its blocks."""

    root: Element
    blocks: Sequence[Block]
    rules: Sequence[str | None]
    declared: Declared
    title: str | None

    @property
    def top(self) -> int:
        """The first block below the page's own head: its title, else its text."""
        if "title" in self.rules:
            return self.rules.index("title")
        return self.body[0] if self.body else 0

    @property
    def body(self) -> list[int]:
        return [n for n, rule in enumerate(self.rules) if rule is None]


def article_of(markup: str, *, url: str | None = None, title: str | None = None) -> Iterator[Page]:
    """The same for text; ``url`` and ``title`` are those of the page, where they are known."""
    root = parsed(markup)
    if root is None:
        raise NoArticleError("holds no article: there is nothing in it")
    saved = _SAVED_FROM.search(markup[:2000])
    said = declared(root)
    said = replace(said, url=said.url or url or (saved[1] if saved else None))
    seen = flow(root)
    page = _placed(root, seen.blocks, said, title)
    posts, told = _posts(page)
    if posts:
        yield from _live(page, posts, told, seen.unseen)
    else:
        yield _page(page, seen.unseen)


def _posts(page: _Read) -> tuple[Sequence[Post], Collection[int]]:
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
    page: _Read, posts: Sequence[Post], told: Collection[int], unseen: Sequence[LeftOut]
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
    day, taken = publication_day(_evidence(page)), set[str]()
    said = replace(page.declared, title=page.title)
    for number, post in enumerate(posts, 1):
        yield replace(page_of(number, post, said, day, taken), left_out=left_out)
        left_out = []


def _placed(root: Element, blocks: Sequence[Block], said: Declared, known: str | None) -> _Read:
    rules = located(root, blocks)
    if None not in rules:
        rules = prose_alone(blocks)
    title, site = title_of(blocks, said)
    title, said = known or title, replace(said, publisher=said.publisher or site)
    told: list[str] = []
    begun = False
    for n, block in enumerate(blocks):
        if rules[n] in (None, OUTSIDE, "cross-heading") and _is_title(block.text, title):
            rules[n] = "title"
        elif rules[n] is None and not begun and _names_writer(block):
            rules[n] = "byline"
        elif rules[n] is None:
            day = is_date_line(block.text, language=said.language)
            day = day if not begun or _is_stamp(block.text, said.language) else None
            printed = day or (not begun and imprint(block.text, said.publisher))
            rules[n] = "day" if printed else _repeated(block.text, told) or line_on_page(block.text)
        if rules[n] is None:
            told.append(block.text)
            begun = begun or ends_sentence(block.text)
    return _typed(_Read(root, blocks, _without_masthead(blocks, rules), said, title))


def _typed(page: _Read) -> _Read:
    """The same where the article is typed text (``pre``) or has no title, as nothing marks its masthead."""
    body = page.body
    typed = all(page.blocks[n].element.tag == "pre" for n in body)
    if not typed and page.title is not None:
        return page
    texts = [page.blocks[n].text for n in body]
    head = masthead(texts, page.title if "title" in page.rules else None)
    rules = list(page.rules)
    for n, rule in (rules_of(texts, head, headings=True) if typed else head.rules).items():
        told = rule == "title" and page.title not in (None, texts[n])
        rules[body[n]] = "above the text" if told else rule
    return replace(page, rules=rules, title=page.title or head.title)


def _is_stamp(text: str, language: str | None) -> bool:
    """Whether a line of a day says what day that is, as no paragraph does ("Published 4 May 2020")."""
    return any(one.said in ("published", "changed") for one in stated(text, language=language))


def _names_writer(block: Block) -> bool:
    return is_byline(block.text) or is_dated_byline(block.text) or _is_marked_byline(block)


def _is_marked_byline(block: Block) -> bool:
    """A short line in an element that is called after who wrote it."""
    marked = _WRITER.search(f"{block.element.get('class') or ''} {block.element.get('rel') or ''}".lower())
    return bool(marked) and word_count(block.text) <= A_BYLINE and not ends_sentence(block.text)


def _without_masthead(blocks: Sequence[Block], rules: Sequence[str | None]) -> list[str | None]:
    """The rules, with what stands above the title and is no sentence left out: the paper's name, its day."""
    title = rules.index("title") if "title" in rules else 0
    above = [n for n in range(title) if rules[n] is None]
    if any(ends_sentence(blocks[n].text) or len(blocks[n].text) > A_LINE for n in above):
        return list(rules)
    return ["above the title" if n in above else rule for n, rule in enumerate(rules)]


def _is_title(text: str, title: str | None) -> bool:
    return title is not None and text.casefold().rstrip(". ") == title.casefold().rstrip(". ")


def _repeated(text: str, told: Sequence[str]) -> str | None:
    """A teaser, cut short, of a paragraph above."""
    if not text.endswith(("…", "...")):
        return None
    start = text.rstrip(".… ")
    return "repeated" if len(start) > ECHO and any(other.startswith(start) for other in told) else None


def _page(page: _Read, unseen: Sequence[LeftOut]) -> Page:
    paragraphs = [page.blocks[n].text for n in page.body]
    left_out = _left_out(page, unseen)
    said = page.declared
    if said.body and _is_longer(said.body, paragraphs):
        left_out += [LeftOut(text, "shown in place of the article") for text in paragraphs]
        paragraphs = _declared_body(said.body)
    _refuse(page, paragraphs, unseen)
    publisher = said.publisher or shown_publisher(page.root, page.blocks, page.top, paragraphs)
    return Page(
        paragraphs=paragraphs,
        title=page.title,
        deck=said.deck,
        author=_author(page, publisher),
        publisher=publisher,
        url=said.url,
        day=publication_day(_evidence(page)),
        left_out=left_out,
    )


def _author(page: _Read, publisher: str | None) -> str | None:
    """Who is declared; where that is the publisher itself, who is named on the page comes first."""
    declared = page.declared.author
    itself = declared is not None and declared == publisher
    return (None if itself else declared) or author_in(_bylines(page), publisher) or declared


def _bylines(page: _Read) -> list[str]:
    beside = [page.blocks[n] for n in _beside_title(page)]
    marked = (block.text for block in beside if _is_marked_byline(block))
    named = [text for text in marked if is_person(author_in([text]) or "")]
    texts = [spaced(block) for block in beside]
    return [text for text in texts if is_byline(text) or is_dated_byline(text)] + named


def _left_out(page: _Read, unseen: Sequence[LeftOut]) -> list[LeftOut]:
    found = [
        LeftOut(block.text, rule)
        for block, rule in zip(page.blocks, page.rules, strict=True)
        if rule is not None and rule not in MASTHEAD
    ]
    return found + list(unseen)


def _day_lines(page: _Read) -> list[str]:
    """Lines beside the title; where none holds a day, the only one below that says when it was published."""
    top, near = page.top, _beside_title(page)
    below_first = sorted(near, key=lambda n: n < top)  # above the title many sites print the day of the visit
    beside = [spaced(page.blocks[n]) for n in below_first]
    language = page.declared.language
    if any(find_all(text, language=language) for text in beside):
        return beside
    below = {
        block.text
        for block, rule in zip(page.blocks[page.top :], page.rules[page.top :], strict=True)
        if rule not in _ELSEWHERE and is_date_line(block.text, language=language)
    }
    said = [text for text in below if stated(text, language=language)[0].said == "published"]
    return beside + (said if len(said) == 1 else [])


def _evidence(page: _Read) -> Evidence:
    """All on the page that tells its day."""
    wire = dateline([page.blocks[n].text for n in page.body])
    notices = (block.text for block in page.blocks if furniture(block.text) == "copyright")
    return Evidence(
        lines=_day_lines(page),
        declared=(*page.declared.published, *_times(page)),
        url=page.declared.url,
        language=page.declared.language,
        dateline=wire.text if wire else "",
        copyright=tuple(notices) if wire else (),
        text="\n".join(block.text for block in page.blocks),
    )


def _is_longer(body: str, paragraphs: Sequence[str]) -> bool:
    """Whether what is declared as the body says much more than what is seen."""
    return word_count(body) > 2 * sum(map(word_count, paragraphs))


def _declared_body(body: str) -> list[str]:
    """The paragraphs of a body in JSON-LD, which is text or, in some systems, mark-up."""
    if re.search(r"<(p|br|div)\b", body):
        root = parsed(body)
        return [b.text for b in flow(root).blocks] if root is not None else []
    return paragraphs_of(body)


def _refuse(page: _Read, paragraphs: Sequence[str], unseen: Sequence[LeftOut]) -> None:
    """Raises NoArticleError where the page is none, with what it seems to be."""
    words = sum(map(word_count, paragraphs))
    everything = paragraphs or [b.text for b in page.blocks if rule_of(b.element) is None]
    what = seems_to_be(page.title, everything)
    if what is None and not words:
        hidden = [left.text for left in unseen if left.rule == "shown without scripts"]
        what = seems_to_be(page.title, hidden or [b.text for b in page.blocks])
    if what is None and not page.declared.is_article and is_section(page.blocks, page.rules):
        what = "it lists teasers of other articles (a section page)"
    if what is not None:
        raise NoArticleError(f"holds no article: {what}; {REMEDY}")
    if not words:
        raise NoArticleError(f"holds no article: there is no running text in it; {REMEDY}")


def _beside_title(page: _Read) -> list[int]:
    """The short blocks from the title to the body, and those marked as a byline, in order."""
    body = page.body
    first = body[0] if body else len(page.blocks)
    heads = [
        n for n in range(first) if page.blocks[n].kind == "heading" and page.blocks[n].text == page.title
    ]
    start = heads[-1] if heads else max(0, first - 6)
    found = []
    for n, block in enumerate(page.blocks):
        near = start - ABOVE <= n < first or page.rules[n] == "byline"
        if near and len(block.text) <= A_LINE and page.rules[n] not in _ELSEWHERE:
            found.append(n)
    return found


def _times(page: _Read) -> Iterator[Declaration]:
    """What ``time`` elements beside the title declare, unless they tell of a change."""
    beside = {page.blocks[n].element for n in _beside_title(page)}
    for element in page.root.iter("time"):
        value, around = element.get("datetime"), list(element.iterancestors())
        stands = element.get("pubdate") is not None or not beside.isdisjoint((element, *around))
        if value and stands and not _of_change(element, around[:2]):
            yield Declaration("time", value)


def _of_change(element: Element, around: Sequence[Element]) -> bool:
    names = [e.get(name) or "" for e in (element, *around) for name in ("class", "itemprop")]
    return bool(_CHANGE.search(" ".join((*names, line(around[0]) if around else ""))))

"""The blocks of an HTML page → which are its article, title, byline and day, and why the others are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.ingest.blocks import ends_sentence, word_count
from knowledge.ingest.body import rules_of
from knowledge.ingest.byline import is_byline, is_dated_byline
from knowledge.ingest.declared import Declared
from knowledge.ingest.dom import Block, Element, spaced
from knowledge.ingest.formats.html_title import title_of
from knowledge.ingest.furniture import line_on_page
from knowledge.ingest.location import OUTSIDE, located, prose_alone
from knowledge.ingest.masthead import masthead
from knowledge.ingest.nameplate import imprint
from knowledge.ingest.printed_date import beside_day, find_all, is_date_line
from knowledge.ingest.publication import stated

__all__ = ["A_LINE", "Placed", "is_marked_byline", "placed", "without_imprint"]

_WRITER = re.compile(r"\b(?:author|writer|reporter|byline|by)\b(?!-(?!name\b))")
A_BYLINE = 10
"""Words of the longest line that names who wrote an article, with an office."""
_PULLED = re.compile(r"pull-?_?quote", re.IGNORECASE)
_HOUR = re.compile(r"\W{1,3}(?:at |um |à |kl\.? )?[012]?\d[:.h][0-5]\d\b")
A_PULLED = 4
"""Spaces around the words of the shortest quotation that a box repeats; fewer words occur by chance."""
AN_IMPRINT = 12
"""Words of the longest line in which a publisher names itself below the text."""
ECHO = 60
"""Code points in common from which a line repeats another."""
A_LINE = 200
"""Code points up to which a line beside the title may print the day."""


@dataclass(frozen=True, slots=True)
class Placed:
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
        """The blocks that are the article, in order."""
        return [n for n, rule in enumerate(self.rules) if rule is None]


def placed(root: Element, blocks: Sequence[Block], said: Declared, known: str | None) -> Placed:
    """Each block in its place; ``known`` is the title, where the catalogue gives it."""
    rules = located(root, blocks)
    if None not in rules:
        rules = prose_alone(blocks)
    title, site = title_of(blocks, said)
    title, said = known or title, replace(said, publisher=said.publisher or site)
    rules = _without_labelled(blocks, _read_down(blocks, rules, said, title))
    rules = _without_pulled(blocks, _without_masthead(blocks, rules))
    return _typed(Placed(root, blocks, rules, said, title))


def _read_down(
    blocks: Sequence[Block], rules: Sequence[str | None], said: Declared, title: str | None
) -> list[str | None]:
    """The rules, with those of what each line says: fewer lines are a byline or a day below the prose."""
    found: list[str | None] = []
    told: list[str] = []
    sentences = 0
    for block, located_by in zip(blocks, rules, strict=True):
        if located_by in (None, OUTSIDE, "cross-heading") and _is_title(block.text, title):
            rule: str | None = "title"
        else:
            rule = located_by or _line_rule(block, said, told, sentences)
        found.append(rule)
        if rule is None:
            told.append(block.text)
            sentences += ends_sentence(block.text) and block.element.tag != "dt"
    return found


def _line_rule(block: Block, said: Declared, told: Sequence[str], sentences: int) -> str | None:
    """What a line is beside the text: a byline, a day, what was told above; below so many sentences."""
    if sentences < 2 and _names_writer(block):  # one may be the deck
        return "byline"
    if _prints_day(block, said, sentences):
        return "day"
    return _repeated(block.text, told) or line_on_page(block.text)


def _prints_day(block: Block, said: Declared, sentences: int) -> bool:
    """Whether it is a line of the day: any above the text, below it one that says so, or below a deck."""
    text, language = block.text, said.language
    if is_date_line(spaced(block), language=language) and (not sentences or _is_stamp(text, language)):
        return True
    if not sentences:
        return _says_day(text, language) or imprint(text, said.publisher) is not None
    return sentences == 1 and _is_timed(block, language)


def _typed(page: Placed) -> Placed:
    """The same where the article is typed text (``pre``) or has no title, as nothing marks its masthead."""
    body = page.body
    typed = all(page.blocks[n].element.tag == "pre" for n in body)
    if not typed and page.title is not None:
        return page
    texts = [page.blocks[n].text for n in body]
    head = masthead(texts, page.title if "title" in page.rules else None)
    is_headline = page.title is not None and word_count(page.title) > 1
    title = page.title if is_headline else head.title or page.title
    rules = list(page.rules)
    for n, rule in (rules_of(texts, head, headings=True) if typed else head.rules).items():
        told = rule == "title" and title != texts[n]
        rules[body[n]] = "above the text" if told else rule
    return replace(page, rules=rules, title=title)


def _is_stamp(text: str, language: str | None) -> bool:
    """Whether a line of a day says what day that is, as no paragraph does ("Published 4 May 2020")."""
    return any(one.said in ("published", "changed") for one in stated(text, language=language))


def _says_day(text: str, language: str | None) -> bool:
    """Whether a line ends with a day behind a label ("Autor: Jan Malý | Publikováno: 21. 11. 2023")."""
    days = stated(text, language=language)
    if len(days) != 1 or days[0].said != "published" or word_count(text) > AN_IMPRINT:
        return False
    printed = days[0].printed
    return text[: printed.start].rstrip().endswith(":") and not beside_day(text[printed.end :])


def _is_timed(block: Block, language: str | None) -> bool:
    """Whether a line begins with a day and its hour, and says little else ("3.5.2024 14:20 | Ada Quill")."""
    text = spaced(block)
    days = find_all(text, language=language)
    if not days or days[0].start or block.kind != "paragraph" or ends_sentence(text):
        return False
    return bool(_HOUR.match(text[days[0].end :])) and word_count(text) <= AN_IMPRINT


def _names_writer(block: Block) -> bool:
    return is_byline(block.text) or is_dated_byline(block.text) or is_marked_byline(block)


def is_marked_byline(block: Block) -> bool:
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


def _without_labelled(blocks: Sequence[Block], rules: Sequence[str | None]) -> list[str | None]:
    """The rules, with the whole of a list left out that gives the day among other labels and no prose."""
    found = list(rules)
    dated = [
        b.element for b, rule in zip(blocks, rules, strict=True) if rule == "day" and b.element.tag == "dd"
    ]
    for data in {element.getparent() for element in dated}:
        inside = [n for n, block in enumerate(blocks) if data in block.element.iterancestors()]
        if not any(ends_sentence(blocks[n].text) for n in inside if blocks[n].element.tag != "dt"):
            found = ["day" if n in inside else rule for n, rule in enumerate(found)]
    return found


def _is_title(text: str, title: str | None) -> bool:
    return title is not None and text.casefold().rstrip(". ") == title.casefold().rstrip(". ")


def _repeated(text: str, told: Sequence[str]) -> str | None:
    """A teaser, cut short, of a paragraph above."""
    if not text.endswith(("…", "...")):
        return None
    start = text.rstrip(".… ")
    return "repeated" if len(start) > ECHO and any(other.startswith(start) for other in told) else None


def _without_pulled(blocks: Sequence[Block], rules: Sequence[str | None]) -> list[str | None]:
    """The rules, with what a box only repeats from the article left out: a quotation drawn out of it."""
    told = {n: _letters(blocks[n].text) for n, rule in enumerate(rules) if rule is None}
    boxes = {n: box for n in told if (box := _box(blocks[n].element)) is not None}
    outside = [text for n, text in told.items() if n not in boxes]
    pulled = {n for n in boxes if told[n].count(" ") >= A_PULLED and any(told[n] in text for text in outside)}
    return ["repeated" if n in pulled else rule for n, rule in enumerate(rules)]


def _box(element: Element | None) -> Element | None:
    while element is not None:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "blockquote" or _PULLED.search(names):
            return element
        element = element.getparent()
    return None


def _letters(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


def without_imprint(page: Placed, publisher: str | None) -> Placed:
    """The same without lines below the last sentence that name the publisher: its address, its pages."""
    rules = list(page.rules)
    for n in reversed(page.body):
        text = page.blocks[n].text
        if not (_is_imprint(text, publisher) or _is_signature(text, page.declared.author)):
            break
        rules[n] = "imprint"
    return replace(page, rules=rules)


def _is_signature(text: str, author: str | None) -> bool:
    """Whether a line signs the article with its writer's name ("— Ada Quill, Vale FM")."""
    signed = text[:1] in "—–-" and word_count(text) <= AN_IMPRINT and not ends_sentence(text)
    return signed and author is not None and author.casefold() in text.casefold()


def _is_imprint(text: str, publisher: str | None) -> bool:
    """Whether a line holds the name, is no sentence, and signs no quotation ("— Vale FM (@valefm)")."""
    is_line = word_count(text) <= AN_IMPRINT and not ends_sentence(text) and text[:1] != "—"
    return is_line and publisher is not None and publisher.casefold() in text.casefold()

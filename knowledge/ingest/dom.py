"""An HTML page → its tree, and every piece of text a reader sees on it, in order, with where it stands.

No word goes from inside a sentence: whatever is not known as a block stands in the line, and keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree, html
from lxml.etree import _Element as Element

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.page import LeftOut
from knowledge.ingest.tables import is_data, rows

__all__ = ["Block", "Element", "Flow", "flow", "line", "parsed", "spaced"]

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol
    optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp""".split()
)
"""Elements that begin a line of their own (HTML Standard, section 15.3, "Rendering")."""

NO_TEXT = frozenset(
    """applet audio canvas datalist embed head iframe map math-ml noembed noframes object script select
    style svg template textarea title video""".split()
)
"""Elements whose text is not shown, or is no text of the page."""

UNSEEN = {"noscript": "shown without scripts", "del": "struck out", "s": "struck out", "strike": "struck out"}
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_SCREEN_READERS = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only))(?:\s|$)")
_PRE = frozenset(("pre", "listing", "xmp", "plaintext"))
_HEADING = re.compile(r"h[1-6]$")
_NUMBER = re.compile(r"\s*\[?\s*(?:\d{1,3}|[a-z]|[*†‡§])\s*\]?\s*$")
_BRACKETED = re.compile(r"\s*\[\s*(?:\d{1,3}|[a-z])\s*\]\s*$")
_MARKS = re.compile(r"(?<=[.,;:!?…”\"’)])\s?(?:\[\d{1,3}\])+(?!\S)")
"""Numbers of footnotes that nothing marks, right after a stop or a closed quotation."""
_STOPPED = re.compile(r"[.,;:!?…”\"’)]\s*$")

FOOTNOTE_MARK = "mark of a footnote"

Kind = Literal["paragraph", "heading", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text, and the block element that holds it."""

    text: str
    element: Element
    kind: Kind
    linked: float
    """Share of its letters that are a link's."""
    pressed: float
    """Share of its letters that are a button's."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The blocks of a page in order, and the text that it holds without showing it."""

    blocks: tuple[Block, ...]
    unseen: tuple[LeftOut, ...]


def parsed(text: str) -> Element | None:
    """The tree of a page, as tolerant as browsers are; None when there is none."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    data = text.replace("\x00", "").encode("utf-8", "replace")
    return etree.fromstring(data, parser) if data.strip() else None


def flow(root: Element) -> Flow:
    """What a reader sees below an element."""
    walk = _Walk(root)
    walk.run()
    return Flow(tuple(walk.blocks), tuple(walk.unseen))


def line(element: Element) -> str:
    """All that is seen of an element, in one line."""
    return " ".join(block.text for block in flow(element).blocks)


def spaced(block: Block) -> str:
    """The text of a block with a space between its elements, as they are often set apart by style alone.

    What a list describes has its label before it ("Last updated 14 December 2022").
    """
    label = block.element.getprevious() if block.element.tag == "dd" else None
    if label is not None and label.tag == "dt":
        return f"{line(label)} {block.text}"
    pieces = " ".join(" ".join(_texts(block.element)).split())
    return pieces if pieces.replace(" ", "") == block.text.replace(" ", "") else block.text


class _Walk:
    """One pass over a tree."""

    def __init__(self, root: Element) -> None:
        self.blocks: list[Block] = []
        self.unseen: list[LeftOut] = []
        self._walker = etree.iterwalk(root, events=("start", "end"))
        self._root = root
        self._open: list[Element] = [root]
        self._pieces: list[str] = []
        self._letters, self._linked, self._pressed = 0, 0, 0
        self._in_link, self._in_button, self._in_pre = 0, 0, 0
        self._skipped: Element | None = None

    def run(self) -> None:
        for event, element in self._walker:
            if event == "start":
                self._enter(element)
            elif self._skipped is not None:
                if element is self._skipped:
                    self._skipped = None
                    self._tail(element)
            else:
                self._leave(element)
        self._flush()

    def _enter(self, element: Element) -> None:
        if self._skipped is not None:
            return
        tag = element.tag
        if (rule := _unseen(element)) is not None:
            self._skip(element, rule)
        elif tag in ("sup", "a") and _is_footnote_mark(element, self._pieces[-1] if self._pieces else ""):
            self._skip(element, FOOTNOTE_MARK)
        elif tag == "table" and element is not self._root and is_data(element):
            self._flush()
            self._table(element)
            self._skip(element, "")
        else:
            if tag in BLOCKS:
                self._flush()
                self._open.append(element)
            elif tag == "br":
                self._pieces.append("\n")
            self._count(element, 1)
            self._add(element.text)

    def _leave(self, element: Element) -> None:
        self._count(element, -1)
        if element.tag in BLOCKS:
            self._flush()
            self._open.pop()
        self._tail(element)

    def _tail(self, element: Element) -> None:
        if element is not self._root:
            self._add(element.tail)

    def _skip(self, element: Element, rule: str) -> None:
        self._skipped = element
        self._walker.skip_subtree()
        if rule and (words := " ".join("".join(_texts(element)).split())):
            self.unseen.append(LeftOut(words, rule))

    def _count(self, element: Element, by: int) -> None:
        self._in_link += by * (element.tag == "a")
        self._in_button += by * (element.tag == "button" or element.get("role") == "button")
        self._in_pre += by * (element.tag in _PRE)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._pieces.append(text if self._in_pre else re.sub(r"\s", " ", text))
        letters = sum(map(str.isalnum, text))
        self._letters += letters
        self._linked += letters * bool(self._in_link)
        self._pressed += letters * bool(self._in_button)

    def _flush(self) -> None:
        raw, letters = "".join(self._pieces), max(1, self._letters)
        linked, pressed = self._linked / letters, self._pressed / letters
        self._pieces.clear()
        self._letters = self._linked = self._pressed = 0
        if not raw.strip():
            return
        element = self._open[-1]
        heading = bool(_HEADING.match(element.tag))
        lines = [_even(line) for line in ([raw] if heading else raw.split("\n"))]
        lines = [line.strip() for line in lines] if heading or element.tag not in _PRE else lines
        lines = lines if heading else paragraphs_of("\n".join(lines))
        kind: Kind = "heading" if heading else "paragraph"
        lines = [self._without_marks(text) for text in lines]
        self.blocks += [Block(text, element, kind, linked, pressed) for text in lines if text]

    def _without_marks(self, text: str) -> str:
        self.unseen += [LeftOut(mark[0].strip(), FOOTNOTE_MARK) for mark in _MARKS.finditer(text)]
        return _MARKS.sub("", text)

    def _table(self, table: Element) -> None:
        caption = table.find("caption")
        if caption is not None and (words := line(caption)):
            self.blocks.append(Block(words, caption, "paragraph", 0.0, 0.0))
        for row in rows(table, line):
            self.blocks.append(Block(row, table, "row", 0.0, 0.0))


def _even(line: str) -> str:
    """A line with one space between words, and set in as it was."""
    return line[: len(line) - len(line.lstrip(" \t"))] + " ".join(line.split())


def _is_footnote_mark(element: Element, before: str) -> bool:
    """Whether a raised number, or a link within the page, is no word of the sentence but points to a note."""
    words = "".join(element.itertext())
    if not _NUMBER.match(words):
        return False
    if element.tag == "a":
        return (element.get("href") or "").startswith("#") and bool(_BRACKETED.match(words))
    points = any((a.get("href") or "").startswith("#") for a in element.iter("a"))
    return (
        points or bool(_BRACKETED.match(words)) or bool(_STOPPED.search(before) and words.strip().isdigit())
    )


def _texts(element: Element) -> Iterator[str]:
    """The words below an element that are text at all."""
    if element.tag in NO_TEXT:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _unseen(element: Element) -> str | None:
    """Why an element is not seen; empty for what is no text in the first place; None when it is seen."""
    tag = element.tag
    if not isinstance(tag, str) or tag in NO_TEXT:
        return ""
    if tag in UNSEEN:
        return UNSEEN[tag]
    if element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return "hidden"
    if (style := element.get("style")) and _NOT_SHOWN.search(style):
        return "hidden"
    return "for screen readers" if _FOR_SCREEN_READERS.search(element.get("class") or "") else None

"""The blocks of an HTML page → which are the article, and for each of the others the rule that says no.

The library trafilatura finds where on a page an article stands, and is good at it; what it gives back of the
words has lost some inside sentences. So its text only tells which of our blocks are meant: one is *found*
when most of its runs of four words occur in it. Around what was found, the page itself tells the rest: the
smallest element that holds nearly all of it is the article, and what stands there in line belongs to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from knowledge.ingest.blocks import ends_sentence, word_count
from knowledge.ingest.dom import BLOCKS, Block, Element
from knowledge.ingest.markup import apart, rule_of

__all__ = ["OUTSIDE", "PROSE", "located", "prose_alone"]

OUTSIDE = "outside the article"
RUN = 4
FOUND = 0.5
"""Share of a block's runs of words that must occur in what was found."""
PROSE = 8
"""Words from which a block tells where the article is; shorter ones occur anywhere."""
FEW = 4
"""Words of the shortest sentence that counts as prose."""
NEARLY_ALL = 0.9
IN_LINE = 0.8
"""Share of an element's words that must have been found for the rest of it to belong to the article."""
SENTENCE_IN_LINE = 0.5
"""The same for what reads as prose."""
MOSTLY_LINKED = 0.6
HALF = 0.5

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word; of Chinese and Japanese, a letter."""
_FRAMES = frozenset("article body center div main section td th".split())


@dataclass(frozen=True, slots=True)
class _Measured:
    """The blocks with the share of each that was found, and how much of each element."""

    blocks: Sequence[Block]
    shares: Sequence[float]
    found: Mapping[Element, int]
    """Words found below an element."""
    in_line: Mapping[Element, tuple[int, int]]
    """Of an element's own line, words found and all words."""
    told: Mapping[Element, tuple[int, int]]
    """The same without rows of tables, and without what the mark-up sets apart, such as captions."""
    total: int


def located(root: Element, blocks: Sequence[Block]) -> list[str | None]:
    """For each block None where it belongs to the article, else the name of the rule that leaves it out."""
    return placed(blocks, found_text(root))


def prose_alone(blocks: Sequence[Block]) -> list[str | None]:
    """The same without trafilatura, for pages too short for it: what reads as prose tells the place."""
    prose = [b.text for b in blocks if _reads_as_prose(b) and not any(map(rule_of, _upwards(b.element)))]
    return placed(blocks, " ".join(prose))


def _reads_as_prose(block: Block) -> bool:
    return block.kind == "paragraph" and _reads_as_sentence(block)


def _reads_as_sentence(block: Block) -> bool:
    sentence = ends_sentence(block.text) and word_count(block.text) >= FEW
    return sentence and block.linked < HALF and block.pressed < HALF


def found_text(root: Element) -> str:
    """The words of the article as trafilatura finds them; empty when it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    tree = deepcopy(root)
    for element in [e for e in tree.iter() if isinstance(e.tag, str) and apart(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    found = bare_extraction(tree, with_metadata=False, include_comments=False, favor_precision=True)
    if not isinstance(found, Document) or found.body is None:
        return ""
    return " ".join(str(text) for text in found.body.itertext())


def placed(blocks: Sequence[Block], text: str) -> list[str | None]:
    """The same, with the words of the article given."""
    measured = _measured(blocks, text)
    region = _region(measured)
    if region is None:
        return [OUTSIDE] * len(blocks)
    own: dict[Element, str | None] = {}
    return [_rule(measured, n, region, own) for n in range(len(blocks))]


def _measured(blocks: Sequence[Block], text: str) -> _Measured:
    words = _words(text)
    runs, line = set(_runs(words)), f" {' '.join(words)} "
    shares = [_share(block.text, runs, line) for block in blocks]
    found: Counter[Element] = Counter()
    own: dict[Element, tuple[int, int]] = {}
    told: dict[Element, tuple[int, int]] = {}
    total = 0
    has_rows = any(block.kind == "row" for block in blocks)
    for block, share in zip(blocks, shares, strict=True):
        count = len(_words(block.text))
        is_found = share >= FOUND
        frame = _frame(block)
        for line_of in [own] * (block.kind != "heading") + [told] * (has_rows and _tells(block)):
            had, of = line_of.get(frame, (0, 0))
            line_of[frame] = had + count * is_found, of + count
        if is_found and count >= PROSE:
            total += count
            for element in _upwards(block.element):
                found[element] += count
    return _Measured(blocks, shares, found, own, told, total)


def _tells(block: Block) -> bool:
    return block.kind == "paragraph" and rule_of(block.element) is None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _share(text: str, runs: set[tuple[str, ...]], line: str) -> float:
    words = _words(text)
    if len(words) < RUN:
        return float(f" {' '.join(words)} " in line)
    own = list(_runs(words))
    return sum(run in runs for run in own) / len(own)


def _upwards(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.getparent()


def _frame(block: Block) -> Element:
    """The element in whose line a block stands."""
    is_leaf = next((child for child in block.element if child.tag in BLOCKS), None) is None
    start = block.element.getparent() if is_leaf else block.element
    return next((element for element in _upwards(start) if element.tag in _FRAMES), block.element)


def _region(measured: _Measured) -> Element | None:
    """The smallest element that holds nearly all that was found."""
    held = [element for element, count in measured.found.items() if count >= measured.total * NEARLY_ALL]
    smallest = max(held, key=lambda element: sum(1 for _ in _upwards(element)), default=None)
    return next((element for element in _upwards(smallest) if element.tag in _FRAMES), smallest)


def _rule(measured: _Measured, n: int, region: Element, own: dict[Element, str | None]) -> str | None:
    block = measured.blocks[n]
    above = list(_upwards(block.element))
    if rule := _of_an_element(measured, above, own):
        return rule
    if region not in above:
        return OUTSIDE
    if block.kind == "heading" and not (block.text.endswith(".") and _reads_as_sentence(block)):
        return "cross-heading"
    return None if _is_found(measured, n) or _belongs(measured, n) else _beside(block)


def _of_an_element(
    measured: _Measured, above: Sequence[Element], own: dict[Element, str | None]
) -> str | None:
    """The rule of the first element that has one; none that holds half of what was found is left out."""
    for element in above:
        if element not in own:
            own[element] = rule_of(element) if measured.found[element] <= measured.total * HALF else None
        if rule := own[element]:
            return rule
    return None


def _is_found(measured: _Measured, n: int) -> bool:
    """Whether its words are among those found; those of a short link occur anywhere."""
    block = measured.blocks[n]
    is_link = block.linked >= MOSTLY_LINKED and len(_words(block.text)) < RUN
    return measured.shares[n] >= FOUND and not is_link


def _beside(block: Block) -> str:
    """What a block among the article's own is that is no part of it."""
    if block.linked >= MOSTLY_LINKED:
        return "links"
    return "button" if block.pressed >= HALF else OUTSIDE


def _belongs(measured: _Measured, n: int) -> bool:
    """Whether a block that was not found stands in line with what was."""
    block = measured.blocks[n]
    if block.linked >= MOSTLY_LINKED or block.pressed >= HALF:
        return False
    if any(element.tag == "blockquote" for element in _upwards(block.element)):
        return True  # what is quoted in the article, such as another's short message, is often not found
    lines = measured.told if block.kind == "row" else measured.in_line
    had, of = lines.get(_frame(block), (0, 1))
    return had >= of * (SENTENCE_IN_LINE if _reads_as_prose(block) else IN_LINE)

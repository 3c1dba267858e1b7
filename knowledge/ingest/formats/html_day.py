"""An HTML page with the place of each block → all on it that tells the day of its publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.ingest.blocks import ends_sentence, word_count
from knowledge.ingest.dom import Block, Element, line, spaced
from knowledge.ingest.formats.html_placed import A_LINE, Placed
from knowledge.ingest.furniture import furniture
from knowledge.ingest.nameplate import dateline, nameplate
from knowledge.ingest.printed_date import beside_day, find_all, is_date_line
from knowledge.ingest.publication import Declaration, Evidence, stated

__all__ = ["beside_title", "evidence_of"]

_CHANGE = re.compile(r"modif|updat", re.IGNORECASE)
_TOLD = re.compile(r"\s?(?::|[–—-]\s)")
"""What stands between a day and its news."""
_ELSEWHERE = (None, "related", "navigation", "aside", "footer", "comments", "caption", "advertisement")
"""Rules of blocks that print no day of the page's own; in the body it is the text's."""
NEWS = 3
"""Words after a day above the title from which they tell what happened that day."""
A_STAMP = 14
"""Words of the longest line below a deck that stamps the day."""
ABOVE = 4
"""Blocks above the title that may print the day, as a masthead does."""


def evidence_of(page: Placed) -> Evidence:
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


def _day_lines(page: Placed) -> list[str]:
    """Lines beside the title; where none holds a day, the only one below that says when it was published."""
    top, near, language = page.top, beside_title(page), page.declared.language
    below_first = sorted(near, key=lambda n: n < top)  # above the title many sites print the day of the visit
    lines = ((n, spaced(page.blocks[n])) for n in below_first)
    beside = [text for n, text in lines if n >= top or not _goes_on(text, language)]
    if any(find_all(text, language=language) for text in beside):
        return beside
    below = {
        block.text
        for block, rule in zip(page.blocks[page.top :], page.rules[page.top :], strict=True)
        if rule not in _ELSEWHERE and is_date_line(block.text, language=language)
    }
    said = [text for text in below if stated(text, language=language)[0].said == "published"]
    return beside + (said if len(said) == 1 else [])


def _goes_on(text: str, language: str | None) -> bool:
    """Whether a line says more after its day than a masthead does: news ("2 May 2024: Mill burns")."""
    days = find_all(text, language=language)
    after = text[days[-1].end :] if days else ""
    told = _TOLD.match(after) and word_count(beside_day(after)) >= NEWS
    return bool(told) and nameplate(text) is None and furniture(after) is None


def beside_title(page: Placed) -> list[int]:
    """The short blocks from the title to the body, and those marked as a byline, in order."""
    first = _first_prose(page)
    heads = [
        n for n in range(first) if page.blocks[n].kind == "heading" and page.blocks[n].text == page.title
    ]
    start = heads[-1] if heads else max(0, first - 6)
    found = []
    for n, block in enumerate(page.blocks):
        near = start - ABOVE <= n < first or page.rules[n] == "byline"
        elsewhere = page.rules[n] in _ELSEWHERE and page.rules[n] != "footer"
        elsewhere = elsewhere and not _is_signed(block)
        if near and len(block.text) <= A_LINE and not elsewhere:
            found.append(n)
    return found


def _first_prose(page: Placed) -> int:
    """The first block that is prose; a deck is none, below which the page stamps its day."""
    body = page.body
    prose = [n for n in body if ends_sentence(page.blocks[n].text)]
    if len(prose) > 1 and any(_is_stamp(page, n) for n in range(prose[0] + 1, prose[1])):
        return prose[1]
    return prose[0] if prose else body[0] if body else len(page.blocks)


def _is_stamp(page: Placed, n: int) -> bool:
    """Whether a line begins with a day, and says little else ("3.5.2024 14:20 | Ada Quill")."""
    block, language = page.blocks[n], page.declared.language
    text = spaced(block)
    days = find_all(text, language=language) if page.rules[n] not in _ELSEWHERE[1:] else []
    if not days or block.kind != "paragraph" or ends_sentence(text) or _TOLD.match(text[days[0].end :]):
        return False
    return not beside_day(text[: days[0].start]) and word_count(text) <= A_STAMP


def _is_signed(block: Block) -> bool:
    """Whether what looks like a menu marks a time ("Ada Quill · 28 September · 2 min read")."""
    return furniture(block.text) == "navigation" and block.element.find(".//time") is not None


def _times(page: Placed) -> Iterator[Declaration]:
    """What ``time`` elements beside the title declare, unless they tell of a change."""
    beside = {page.blocks[n].element for n in beside_title(page)}
    for element in page.root.iter("time"):
        value, around = element.get("datetime"), list(element.iterancestors())
        stands = element.get("pubdate") is not None or not beside.isdisjoint((element, *around))
        if value and stands and not _of_change(element, around[:2]):
            yield Declaration("time", value)


def _of_change(element: Element, around: Sequence[Element]) -> bool:
    names = [e.get(name) or "" for e in (element, *around) for name in ("class", "itemprop")]
    return bool(_CHANGE.search(" ".join((*names, line(around[0]) if around else ""))))

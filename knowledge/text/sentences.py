"""A paragraph's sentences as spans: boundaries by the library sentencex, then rules of news text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from knowledge.model import Article, Sentence, Span
from knowledge.text.bounds import runs_on

__all__ = ["sentences", "split"]

_MAY = re.compile(r"\bMay\.\s+(?=[\"“‘]?[A-Z]|\d+\.\s)")
"""The one month that is no abbreviation and that the library takes for one."""
_OPENING = re.compile(r"\s(?:``|[“«‘„(\[])\s*$")
"""A mark that opens what follows; the library gives two grave accents to the sentence before."""
_BRACKETED = re.compile(r"[(\[][\"“‘]?[A-Z0-9][^()\[\]]{1,400}[.!?…][\"”’]*[)\]]\s+(?=[\"“‘«(\[]*[A-Z0-9])")
"""A sentence in brackets, up to what follows it."""
_NEAR = 40
"""Characters before a boundary that tell whether it is one."""
_ODD_SPACE = re.compile(r"[^\S\x00-\x7f]")
_LONGEST = 1000
"""Characters of a sentence. News has none of half that length; a page without a full stop would be one for
ever, and what is looked for in a sentence costs more than its length."""
_PLAIN_END = re.compile(r"[.!?…]+[”’\"')\]]*\s+")


def split(paragraph: str) -> list[Span]:
    """Spans of the sentences in order, white space around them left out, nothing else.

    >>> [(s.start, s.end) for s in split("He met U.S. Pres. Obama. Then he left.")]
    [(0, 24), (25, 38)]
    """
    spans: list[Span] = []
    for piece in _pieces(paragraph):
        text = paragraph[piece.start : piece.end]
        start = piece.start + len(text) - len(text.lstrip())
        end = piece.end - len(text) + len(text.rstrip())
        if start >= end:
            continue
        if spans and runs_on(_before(paragraph, spans[-1]), paragraph[start:end]):
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return [part for span in spans for part in _parts(paragraph, span)]


def _parts(paragraph: str, span: Span) -> Iterator[Span]:
    """The span, cut between two words where it is longer than any sentence."""
    start, end = span
    while end - start > _LONGEST:
        cut = paragraph.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield Span(start, cut)
        start = cut + (paragraph[cut] == " ")
    if start < end:
        yield Span(start, end)


def _before(paragraph: str, sentence: Span) -> str:
    return paragraph[max(sentence.start, sentence.end - _NEAR) : sentence.end]


def _pieces(paragraph: str) -> list[Span]:
    """Boundaries made to follow each other without gap or overlap, whatever the library returns."""
    # The library panics at white space of several bytes before a full stop; one for one, no offset moves.
    found = _ends(_ODD_SPACE.sub(" ", paragraph))
    bare = {*(_bare_of_opening(paragraph, end) for end in found), len(paragraph)}
    ends = sorted(bare | _after_brackets(paragraph, bare))
    starts = [0, *ends[:-1]]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _bare_of_opening(paragraph: str, end: int) -> int:
    """The boundary, moved before a mark that opens the next sentence."""
    start = max(0, end - _NEAR)
    opening = _OPENING.search(paragraph[start:end])
    return start + opening.start() + 1 if opening and end < len(paragraph) else end


def _after_brackets(paragraph: str, ends: set[int]) -> set[int]:
    """Where a sentence ends that stands whole in brackets: they open where another ended, and hold words."""
    closed = {len(paragraph[:end].rstrip()) for end in (0, *ends)}
    found: set[int] = set()
    for match in _BRACKETED.finditer(paragraph):
        if len(paragraph[: match.start()].rstrip()) in closed and len(match[0].split()) > 1:
            found.add(match.end())
            closed.add(len(match[0].rstrip()) + match.start())
    return found


def _ends(paragraph: str) -> list[int]:
    """The library's boundaries or, where it panics all the same, every mark that may end a sentence."""
    try:
        found = [boundary["end_index"] for boundary in get_sentence_boundaries("en", paragraph)]
    except BaseException as error:  # a panic is no ``Exception`` and must not end the program
        if type(error).__name__ != "PanicException":
            raise
        return [match.end() for match in _PLAIN_END.finditer(paragraph)]
    return found + [match.end() for match in _MAY.finditer(paragraph)]


def sentences(article: Article) -> list[Sentence]:
    """All sentences of an article in reading order, not yet numbered by a store (id 0)."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(article.paragraphs, 1):
        for span in split(article.text[start:end]):
            a, b = start + span.start, start + span.end
            found.append(Sentence(0, article.source.id, number, len(found) + 1, a, b, article.text[a:b]))
    return found

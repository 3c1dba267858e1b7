"""Answers, timelines, checks, fact sheets and sources as cards; pure, and ignorant of Discord."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot import messages as m
from bot.card import Block, Button, Card, Piece, Row, Rule, Text, heading, note
from bot.fragment import fragment
from knowledge.model import Answer, Citation, Sentence, Source, Span

__all__ = [
    "answer", "asked", "evidence", "examples", "origin", "passage", "place", "plainly", "published",
    "quotation", "said", "source",
    "source_line", "sources", "trouble",
]  # fmt: skip

LONGEST_QUOTATION = 1200
"""Characters of a quotation that are shown; longer ones keep what surrounds the answering phrase."""
SOURCES_A_PAGE = 8


def answer(a: Answer, ref: int, *, shown: bool = True, voting: bool = True, threads: bool = False) -> Card:
    """The quotation with its source, support and differences; or calm silence with the nearest evidence.

    ``ref`` names the exchange for the buttons; ``shown`` repeats the question, where nobody else sees it.
    """
    head = [note(m.ASKED, a.question)] if shown else []
    if a.understood and a.understood != a.question:
        head.append(note(m.UNDERSTOOD, a.understood))
    body, tone = (_said(a), "answer") if a.status == "answered" else (_silence(a), "silence")
    if a.support.differing:
        tone = "differs"
    return Card((*head, *body, *_buttons(a, ref, voting, threads)), tone)  # type: ignore[arg-type]  # literals


def _said(a: Answer) -> Iterator[Block]:
    if a.correcting:
        yield heading(m.CORRECTING)
    first, *others = a.citations
    yield quotation(first.quote, a.highlight)
    yield origin(first)
    agreeing = a.support.agreeing
    if len(agreeing) > 1:
        yield note(m.AGREE.format(len(agreeing), ", ".join(agreeing)))
    for label, stance in ((m.DIFFERS, "differs"), (m.ALSO, "supports")):
        chosen = [c for c in others if c.stance == stance][:2]
        if chosen:
            yield Rule()
            yield Text((Piece(label, strong=True),))
            yield from _cited(chosen)


def _silence(a: Answer) -> Iterator[Block]:
    yield Text((Piece(a.reason or m.NOTHING_NEAR),))
    if a.evidence:
        yield Rule()
        yield Text((Piece(m.NEAREST, strong=True),))
        yield from _cited(a.evidence[:2])
    if a.suggestions:
        yield Rule()
        yield asked(m.ASK_INSTEAD, a.suggestions)


def asked(title: str, questions: Sequence[str]) -> Text:
    """Two questions that could be asked, under a title."""
    return Text((Piece(title, strong=True), *(Piece(f"\n• {question}") for question in questions[:2])))


def examples(words: str, questions: Sequence[str]) -> Card:
    """A sentence, and questions that could be asked."""
    blocks = (Text((Piece(words),)), *((asked(m.FOR_EXAMPLE, questions),) if questions else ()))
    return Card(blocks)


def _buttons(a: Answer, ref: int, voting: bool, threads: bool) -> Iterator[Row]:
    labels = m.BUTTONS
    if not ref:  # the question could not be kept, so that only this one would work
        yield Row((Button(labels["sources"], "sources"),))
        return
    first = [Button(labels["context"], "context", ref)] if a.citations or a.evidence else []
    if len(a.evidence) > 1:
        first.append(Button(labels["more"], "more", ref))
    yield Row(
        (*first, Button(labels["timeline"], "timeline", ref), Button(labels["sources"], "sources", ref))
    )
    second = [Button(labels["follow"], "follow", ref, style="main")]
    if voting:
        second += [Button(labels["good"], "good", ref), Button(labels["bad"], "bad", ref)]
    if threads:
        second.append(Button(labels["thread"], "thread", ref))
    yield Row(tuple(second))


def _cited(citations: Iterable[Citation]) -> Iterator[Text]:
    for citation in citations:
        yield quotation(citation.quote)
        yield origin(citation)


def quotation(words: str, highlight: Span | None = None) -> Text:
    """The words as they stand, the answering phrase strong; a very long one is cut outside the phrase."""
    if highlight is None:
        shown = words if len(words) <= LONGEST_QUOTATION else words[:LONGEST_QUOTATION] + " […]"
        return Text((Piece("“" + shown + "”"),), "quote")
    start, end = highlight
    before, after = words[:start], words[end:]
    spare = max(0, LONGEST_QUOTATION - (end - start)) // 2
    if len(words) > LONGEST_QUOTATION:
        before = "[…] " + before[len(before) - spare :] if len(before) > spare else before
        after = after[:spare] + " […]" if len(after) > spare else after
    return Text((Piece("“" + before), Piece(words[start:end], strong=True), Piece(after + "”")), "quote")


def origin(c: Citation) -> Text:
    """One line of source: publisher, date, paragraph, whether it is a digest, and a link to the sentence."""
    pieces = [Piece("— "), *place(c)]
    if c.url:
        # A digest's words are not the article's: its link opens the article as a whole.
        target = fragment(c.url, c.quote) if c.kind == "article" else c.url
        pieces += [Piece(" · "), Piece(m.OPEN if c.kind == "article" else m.OPEN_ARTICLE, url=target)]
    return Text(tuple(pieces), "small")


def place(c: Citation) -> list[Piece]:
    """Publisher, date, paragraph, and whether it is a digest, in pieces."""
    pieces = [Piece(c.publisher or c.title), Piece(", ")]
    pieces += published(c.published, inferred=c.published_basis == "inferred")
    pieces.append(Piece(", " + m.PARAGRAPH.format(c.paragraph)))
    return [*pieces, Piece(f" ({m.DIGEST})")] if c.kind == "digest" else pieces


def published(day: date | None, *, inferred: bool = False) -> list[Piece]:
    """The date in pieces, "about" before an inferred one."""
    if day is None:
        return [Piece(m.UNDATED)]
    return [Piece(m.ABOUT), Piece("", day=day)] if inferred else [Piece("", day=day)]


def evidence(question: str, citations: Sequence[Citation]) -> Card:
    """The best sentences in order, each with its source."""
    blocks: list[Block] = [heading(m.MORE), note(m.ASKED, question)]
    for number, citation in enumerate(citations[:8], start=1):
        blocks += [
            Text((Piece(f"{number} · "), *quotation(citation.quote).pieces), "quote"),
            origin(citation),
        ]
    return Card(tuple(blocks) if citations else (Text((Piece(m.NOTHING_NEAR),)),))


def passage(citation: Citation, around: Sequence[Sentence]) -> Card:
    """The cited sentence, strong, between its neighbours."""
    pieces: list[Piece] = []
    paragraph = around[0].paragraph if around else 0
    for sentence in around:
        gap = "" if not pieces else " " if sentence.paragraph == paragraph else "\n"
        paragraph = sentence.paragraph
        pieces.append(Piece(gap + sentence.text if gap else sentence.text, sentence.start == citation.start))
    if not pieces:
        pieces = [Piece(citation.quote, strong=True)]
    return Card((heading(m.CONTEXT), Text(tuple(pieces), "quote"), origin(citation)))


def source_line(s: Source) -> Text:
    """One source: title, publisher, date, and its name for /source."""
    pieces = [Piece(s.title, strong=True), Piece(f"\n{s.publisher or m.UNKNOWN_PUBLISHER}, ")]
    pieces += published(s.published, inferred=s.published_basis == "inferred")
    if s.kind == "digest":
        pieces.append(Piece(f" ({m.DIGEST})"))
    return Text(tuple(pieces))


def sources(found: Sequence[Source], page: int = 0) -> Card:
    """A page of sources, with buttons to turn it."""
    if not found:
        return Card((Text((Piece(m.NO_SOURCES),)),))
    pages = -(-len(found) // SOURCES_A_PAGE)
    page = min(max(page, 0), pages - 1)
    lines = tuple(source_line(s) for s in found[page * SOURCES_A_PAGE :][:SOURCES_A_PAGE])
    return Card((heading(m.SOURCES), *lines, *turning("sources_page", page, pages)))


def turning(action: str, page: int, pages: int, ref: int = 0) -> Iterator[Block]:
    """Page number and buttons, where there is more than one page."""
    if pages > 1:
        yield note(m.PAGE.format(page + 1, pages))
        row = []
        if page > 0:
            row.append(Button(m.BUTTONS["earlier"], action, ref, str(page - 1)))
        if page < pages - 1:
            row.append(Button(m.BUTTONS["later"], action, ref, str(page + 1)))
        yield Row(tuple(row))


def source(s: Source, paragraphs: Sequence[str]) -> Card:
    """One source: all that is known of it, and how it begins."""
    known = [Piece(s.publisher or m.UNKNOWN_PUBLISHER), Piece(", ")]
    known += published(s.published, inferred=s.published_basis == "inferred")
    if s.author:
        known.append(Piece(", " + m.BY_AUTHOR.format(s.author)))
    details = [m.SOURCE_KINDS[s.kind], m.counted(len(paragraphs), "paragraph")]
    if s.published:
        details.append(m.DATED_BY[s.published_basis])
    if s.left_out:
        details.append(m.LEFT_OUT.format(m.counted(s.left_out, "piece")))
    blocks: list[Block] = [heading(s.title), Text(tuple(known)), note(" · ".join(details))]
    if s.published_reason:
        blocks.append(note(s.published_reason))
    if s.url:
        blocks.append(note(Piece(m.OPEN_ARTICLE, url=s.url)))
    if paragraphs:
        blocks.append(quotation(paragraphs[0]))
    blocks.append(note(s.id))
    return Card(tuple(blocks))


def plainly(words: str) -> Card:
    """One calm sentence."""
    return Card((Text((Piece(words),)),))


def trouble(words: str = m.PONG_TROUBLE) -> Card:
    """One calm sentence about something that went wrong."""
    return Card((Text((Piece(words),)),), "trouble")


def said(lines: Iterable[str]) -> Card:
    """Paragraphs of our own words; the first is the heading."""
    first, *rest = lines
    return Card((heading(first), *(Text((Piece(line),)) for line in rest)))

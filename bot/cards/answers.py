"""Answers, the evidence for them and the passage around a citation, as cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot import messages as m
from bot.cards.card import Block, Button, Card, Piece, Row, Rule, Text, heading, note
from bot.cards.citations import origin, quotation
from bot.cards.plain import asked
from bot.cards.tables import events
from bot.cards.ways import under
from knowledge.model import Answer, Citation, Sentence

__all__ = ["answer", "evidence", "passage"]


def answer(a: Answer, ref: int, *, shown: bool = True, voting: bool = True, near: bool = True) -> Card:
    """The quotation with its source, support and differences; or calm silence with the nearest evidence.

    ``ref`` names the exchange for the buttons; ``shown`` repeats the question, where nobody else sees it;
    ``near`` says whether the nearest evidence has to do with the question.
    """
    head = [note(m.ASKED, a.question)] if shown else []
    if a.understood and a.understood != a.question:
        head.append(note(m.UNDERSTOOD, a.understood))
    body, tone = (_said(a), "answer") if a.status == "answered" else (_silence(a, near), "silence")
    if a.support.differing:
        tone = "differs"
    return Card((*head, *body, *_buttons(a, ref, voting, near)), tone)  # type: ignore[arg-type]  # literals


def _said(a: Answer) -> Iterator[Block]:
    if a.timeline is not None:
        yield from events(a.timeline)
        return
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


def _silence(a: Answer, near: bool) -> Iterator[Block]:
    yield Text((Piece(a.reason or m.NOTHING_NEAR),))
    if a.evidence and near:
        yield Rule()
        yield Text((Piece(m.NEAREST, strong=True),))
        yield from _cited(a.evidence[:2])
    if a.suggestions:
        yield Rule()
        yield asked(m.ASK_INSTEAD, a.suggestions)


def _buttons(a: Answer, ref: int, voting: bool, near: bool) -> Iterator[Row]:
    """None under a greeting, which quotes nothing and is nothing to vote on."""
    quotes = bool(a.citations or (a.evidence and near) or a.timeline)
    if not ref:  # the question could not be kept, so that only this one would work
        yield Row((Button(m.BUTTONS["sources"], "sources"),))
    elif quotes or voting:
        yield under(ref, ["context"] if quotes else [], voting=voting)


def _cited(citations: Iterable[Citation]) -> Iterator[Text]:
    for citation in citations:
        yield quotation(citation.quote)
        yield origin(citation)


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

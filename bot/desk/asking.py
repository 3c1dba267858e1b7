"""Questions answered, and what the buttons under an answer show."""

from __future__ import annotations

from typing import Final

from bot import messages as m
from bot import render
from bot.card import Card, Field, Form
from bot.house import CAUTION
from bot.room import Asker, Room
from knowledge.errors import UnknownSourceError
from knowledge.model import Answer, Citation
from knowledge.storage.guild_store import Exchange

__all__ = ["LONGEST_QUESTION", "ask", "context", "follow_form", "more", "question_of", "recalled"]

LONGEST_QUESTION: Final = 500
QUESTIONS: Final = ("ask", "timeline", "check")
"""Exchanges whose words can be asked again; a draft's are the name of a file."""


def ask(
    room: Room, asker: Asker, question: str, *, context: str | None = None, private: bool = False,
    shown: bool = True, threads: bool = False,
) -> Card:  # fmt: skip
    """The answer to a question; ``context``, or else this person's last question here, explains it."""
    question = " ".join(question.split())
    if not question:
        return _greeting(room, asker)
    if len(question) > LONGEST_QUESTION:
        return render.plainly(m.LONG_QUESTION.format(LONGEST_QUESTION))
    before = context or room.recent.before(asker)
    house = room.house(asker.server)
    found = _answer(room, asker, question, before, house.caution)
    if found.evidence:
        room.recent.note(asker, found.understood or question)
    ref = room.keep(
        asker, "ask", question, context=before, private=private,
        answered=found.status == "answered", cited=_cited(found),
    )  # fmt: skip
    return render.answer(found, ref, shown=shown, voting=house.feedback, threads=threads)


def _greeting(room: Room, asker: Asker) -> Card:
    """For a mention without a question: what could be asked."""
    with room.shelves.library(asker.server) as library:
        return render.examples(m.EMPTY_QUESTION, library.ask("").suggestions)


def _answer(
    room: Room, asker: Asker, question: str, before: str | None, caution: str, top: int = 5
) -> Answer:
    with room.shelves.library(asker.server) as library:
        return library.ask(question, context=before, top=top, caution=CAUTION[caution], today=asker.today)


def _cited(a: Answer) -> str:
    first = next(iter(a.citations or a.evidence), None)
    return first.model_dump_json() if first else ""


def recalled(room: Room, asker: Asker, ref: int, kinds: tuple[str, ...] = QUESTIONS) -> Exchange | str:
    """The exchange of these kinds a button belongs to, or the sentence why it does not work any more."""
    exchange = room.store.recall(ref)
    if exchange is None or exchange.kind not in kinds:
        return m.TOO_OLD
    return exchange if exchange.server == asker.server else m.ELSEWHERE


def question_of(room: Room, asker: Asker, ref: int) -> str | None:
    """The question an answer of ours belongs to, as the context of a reply."""
    exchange = recalled(room, asker, ref)
    return exchange.question if isinstance(exchange, Exchange) else None


def follow_form(ref: int) -> Form:
    """The next question, where a reply would not reach us."""
    field = Field("question", m.FOLLOW_FIELD, limit=LONGEST_QUESTION)
    return Form(m.FOLLOW_TITLE, "follow_sent", (field,), ref)


def context(room: Room, asker: Asker, ref: int) -> Card:
    """The passage around the first citation."""
    exchange = recalled(room, asker, ref)
    if isinstance(exchange, str):
        return render.plainly(exchange)
    if not exchange.cited:
        return render.plainly(m.NOTHING_NEAR)
    citation = Citation.model_validate_json(exchange.cited)
    with room.shelves.library(asker.server) as library:
        try:
            text = library.article(citation.source).text
        except UnknownSourceError:
            return render.plainly(m.SOURCE_GONE)
        # A quotation is shown only where it still stands.
        if text[citation.start : citation.end] != citation.quote:
            return render.plainly(m.SOURCE_CHANGED)
        return render.passage(citation, library.passage(citation))


def more(room: Room, asker: Asker, ref: int) -> Card:
    """The best sentences for the question, in order."""
    exchange = recalled(room, asker, ref)
    if isinstance(exchange, str):
        return render.plainly(exchange)
    house = room.house(asker.server)
    found = _answer(room, asker, exchange.question, exchange.context, house.caution, top=8)
    return render.evidence(exchange.question, found.evidence)

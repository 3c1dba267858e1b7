"""Questions answered, and what the buttons under an answer show."""

from __future__ import annotations

from typing import Final

from bot import messages as m
from bot.cards import answers as answer_cards
from bot.cards.card import Card, Field, Form, text
from bot.cards.downloads import download
from bot.cards.plain import examples, plainly
from bot.services.exchanges import recalled
from bot.services.wording import has_to_do, is_question
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.answering.reasons import cause
from knowledge.errors import UnknownSourceError
from knowledge.model import Answer, Citation
from knowledge.storage.guild_store import Exchange

__all__ = [
    "LONGEST_QUESTION", "again", "ask", "citation_file", "cited", "follow", "follow_form", "more", "passage",
    "question_of", "was_private",
]  # fmt: skip

LONGEST_QUESTION: Final = 500


def ask(
    context: Context, asker: Asker, question: str, *, before: str | None = None, private: bool = False,
    shown: bool = True,
) -> Card:  # fmt: skip
    """The answer to a question; ``before``, or else this person's last question here, explains it."""
    question = " ".join(question.split())
    if not question:
        return _greeting(context, asker)
    if len(question) > LONGEST_QUESTION:
        return plainly(m.LONG_QUESTION.format(LONGEST_QUESTION))
    before = before or context.recent.before(asker)
    guild = context.guild_settings(asker.server)
    found = _answer(context, asker, question, before)
    if found.evidence:
        context.recent.note(asker, found.understood or question)
    why = "" if found.status == "answered" else cause(found.reason or "")
    is_open = bool(why) and is_question(found.understood or question)
    kind = "ask" if found.status == "answered" or is_open else "talk"
    ref = context.keep(
        asker, kind, question, context=before,
        private=private, answered=found.status == "answered", cited=_cited(found), reason=why,
    )  # fmt: skip
    return _card(found, ref, voting=guild.feedback and kind == "ask", shown=shown)


def _card(found: Answer, ref: int, *, voting: bool, shown: bool) -> Card:
    near = bool(found.evidence) and has_to_do(found.question, found.evidence[0].quote)
    return answer_cards.answer(found, ref, shown=shown, voting=voting, near=near)


def again(context: Context, asker: Asker, exchange: Exchange) -> Card:
    """The answer to the same question, as it is now, under the same buttons."""
    guild = context.guild_settings(asker.server)
    found = _answer(context, asker, exchange.question, exchange.context)
    voting = guild.feedback and exchange.kind == "ask"
    return _card(found, exchange.id, voting=voting, shown=True)


def cited(context: Context, asker: Asker, exchange: Exchange) -> tuple[Citation, ...]:
    """What the answer rests on, or else the nearest evidence."""
    found = _answer(context, asker, exchange.question, exchange.context)
    return found.citations or found.evidence[:2]


def _greeting(context: Context, asker: Asker) -> Card:
    """For a mention without a question: what could be asked."""
    with context.library(asker) as library:
        return examples(m.EMPTY_QUESTION, library.ask("").suggestions)


def _answer(context: Context, asker: Asker, question: str, before: str | None, top: int = 5) -> Answer:
    caution = context.guild_settings(asker.server).caution_in(asker.places)
    with context.library(asker) as library:
        return library.ask(question, context=before, top=top, caution=caution, today=asker.today)


def _cited(a: Answer) -> str:
    first = next(iter(a.citations or a.evidence), None)
    return first.model_dump_json() if first else ""


def question_of(context: Context, asker: Asker, ref: int) -> str | None:
    """The question an answer of ours belongs to, as the context of a reply."""
    exchange = recalled(context, asker, ref)
    return exchange.question if isinstance(exchange, Exchange) else None


def follow(context: Context, asker: Asker, ref: int, question: str, *, private: bool) -> Card:
    """The answer to a question that goes on from an earlier one."""
    earlier = recalled(context, asker, ref)
    if isinstance(earlier, str):
        return plainly(earlier)
    return ask(context, asker, question, before=earlier.question, private=private)


def was_private(context: Context, asker: Asker, ref: int) -> bool:
    """Whether the asker alone saw the answer; True as well where it is no longer kept."""
    earlier = recalled(context, asker, ref)
    return earlier.private if isinstance(earlier, Exchange) else True


def follow_form(ref: int) -> Form:
    """The next question, where a reply would not reach us."""
    field = Field("question", m.FOLLOW_FIELD, limit=LONGEST_QUESTION)
    return Form(m.FOLLOW_TITLE, "follow_sent", (field,), ref)


def passage(context: Context, asker: Asker, ref: int) -> Card:
    """The passage around the first citation."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    if not exchange.cited:
        return plainly(m.NOTHING_NEAR)
    citation = Citation.model_validate_json(exchange.cited)
    with context.library(asker) as library:
        try:
            text = library.article(citation.source).text
        except UnknownSourceError:
            return plainly(m.SOURCE_GONE)
        # A quotation is shown only where it still stands.
        if text[citation.start : citation.end] != citation.quote:
            return plainly(m.SOURCE_CHANGED)
        return answer_cards.passage(citation, library.passage(citation))


def more(context: Context, asker: Asker, ref: int) -> Card:
    """The best sentences for the question, in order."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    found = _answer(context, asker, exchange.question, exchange.context, top=8)
    return answer_cards.evidence(exchange.question, found.evidence)


def citation_file(context: Context, asker: Asker, ref: int) -> Card:
    """The answer as a line to cite it by, shown and as a file."""
    from knowledge.presentation.files import citation_line

    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    line = citation_line(_answer(context, asker, exchange.question, exchange.context))
    if not line:
        return plainly(m.NONE_CITED)
    return download("citation.txt", f"{line}\n".encode(), text(line))

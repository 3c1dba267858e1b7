"""The first minutes in a server: what it does and may do there, a question to try, how to add articles."""

from __future__ import annotations

from typing import NamedTuple

from bot import messages as m
from bot.cards.card import Block, Button, Card, Row, heading, text
from bot.cards.plain import plainly, said
from bot.services import answers
from bot.state.context import Context
from bot.state.recent import Asker

__all__ = ["Arrival", "greeting", "how_to_add", "try_question", "welcome"]


class Arrival(NamedTuple):
    """Where we have come to, and what of what we need is not allowed in its first channel."""

    server: str
    channel: str
    missing: tuple[str, ...]
    """Discord's names for people."""


def welcome(context: Context, asker: Asker, arrival: Arrival) -> Card:
    """The one message to who invited us; ``asker`` is who and where."""
    with context.library(asker) as library:
        return greeting(arrival, next(iter(library.ask("").suggestions), None))


def greeting(arrival: Arrival, question: str | None) -> Card:
    """The same, with a question that could be asked."""
    blocks: list[Block] = [heading(m.WELCOME), text(m.WELCOME_WHERE.format(arrival.server)), text(m.HELP)]
    blocks.append(text(m.WELCOME_NEXT))
    if arrival.missing:
        blocks.append(text(m.WELCOME_MISSING.format(arrival.channel, ", ".join(arrival.missing))))
    elif arrival.channel:
        blocks.append(text(m.WELCOME_ALLOWED.format(arrival.channel)))
    if question:
        blocks.append(text(m.WELCOME_TRY.format(question)))
    names = ["try_question", "how_to_add"] if question else ["how_to_add"]
    return Card((*blocks, Row(tuple(Button(m.BUTTONS[name], name) for name in names))))


def try_question(context: Context, asker: Asker) -> Card:
    """The answer to the first question that could be asked."""
    with context.library(asker) as library:
        question = next(iter(library.ask("").suggestions), None)
    return answers.ask(context, asker, question) if question else plainly(m.NO_QUESTION_TO_TRY)


def how_to_add() -> Card:
    """How articles are added."""
    return said((m.HOW_TO_ADD, m.HOW_TO_ADD_TEXT))

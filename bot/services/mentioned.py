"""What somebody writes to the bot, with the message that it replies to or forwards → a card."""

from __future__ import annotations

from typing import NamedTuple

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.services import answers, claims
from bot.services.wording import asks_for_proof, is_question
from bot.state.context import Context
from bot.state.recent import Asker

__all__ = ["Mentioned", "reply"]


class Mentioned(NamedTuple):
    """The words of the message, and what is known of the one that it is about."""

    words: str
    about: str | None = None
    """The words of the message it replies to or forwards; empty where Discord hides them; None for none."""
    ours: int = 0
    """The exchange of the answer of ours that it replies to; 0 for none."""


def reply(context: Context, asker: Asker, message: Mentioned) -> Card:
    """An answer to the question; a bare mention and "is that true?" are about the other message."""
    bare = not message.words or asks_for_proof(message.words)
    if message.about is None:
        return _ask(context, asker, message)
    if message.ours:
        return _about_an_answer(context, asker, message)
    if not bare:
        return _ask(context, asker, message, before=message.about or None)
    if not message.about:
        return plainly(m.UNREADABLE_MESSAGE)
    if is_question(message.about) and not asks_for_proof(message.words):
        return _ask(context, asker, message._replace(words=message.about), shown=True)
    return claims.check(context, asker, message.about)


def _about_an_answer(context: Context, asker: Asker, message: Mentioned) -> Card:
    if not message.words:
        # Discord shows us no words of a reply to the answer of a command, unless we are named in it.
        return plainly(m.UNREADABLE_REPLY)
    if asks_for_proof(message.words):
        return answers.passage(context, asker, message.ours)
    return _ask(context, asker, message, before=answers.question_of(context, asker, message.ours))


def _ask(
    context: Context, asker: Asker, message: Mentioned, *, before: str | None = None, shown: bool = False
) -> Card:
    return answers.ask(context, asker, message.words, before=before, shown=shown)

"""/ask: a question answered by quotation; under the answer its passage, more evidence and a follow-up."""

from __future__ import annotations

from bot import messages as m
from bot.cards.card import Card, Option
from bot.commands.command import Action, Call, Command, FormAction, Menu, Parameter
from bot.services import answers, sources
from bot.services.answers import LONGEST_QUESTION
from bot.state.context import Context
from bot.state.recent import Asker


def _ask(call: Call) -> Card:
    return answers.ask(call.context, call.asker, call.field("question"), private=call.private)


def _typed(call: Call) -> Card:
    return answers.ask(call.context, call.asker, call.words, shown=False)


def _asked_by_menu(call: Call) -> Card:
    return answers.ask(call.context, call.asker, call.words, private=True)


def _follow(call: Call) -> Card:
    return answers.follow(call.context, call.asker, call.ref, call.field("question"), private=call.private)


def _typed_follow(call: Call) -> Card:
    before = answers.question_of(call.context, call.asker, call.ref)
    return answers.ask(call.context, call.asker, call.words, before=before, shown=False)


def _offered(context: Context, asker: Asker, words: str) -> list[Option]:
    return [Option(question, question) for question in sources.questions(context, asker, words)]


COMMANDS = (
    Command(
        "ask", _ask, (Parameter("question", LONGEST_QUESTION, offers=_offered),), public=True, typed=_typed
    ),
)
MENUS = (Menu(m.MENU_ANSWER, _asked_by_menu),)
ACTIONS = {
    "context": Action(lambda call: answers.passage(call.context, call.asker, call.ref)),
    "more": Action(lambda call: answers.more(call.context, call.asker, call.ref)),
    "citation_file": Action(lambda call: answers.citation_file(call.context, call.asker, call.ref)),
    # A follow-up is as visible as the answer that it follows.
    "follow_sent": Action(
        _follow, private=lambda call: answers.was_private(call.context, call.asker, call.ref)
    ),
}
FORMS = {"follow_up": FormAction(lambda call: answers.follow_form(call.ref), _typed_follow)}

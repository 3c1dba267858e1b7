"""/articles: a server's own articles, added from a file after a look at them, listed and removed."""

from __future__ import annotations

from pathlib import Path

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly
from bot.commands.command import Action, Call, Command, FormAction, Parameter
from bot.services import articles, drafts
from knowledge.errors import UsageError


def _draft(call: Call) -> Card:
    assert call.file is not None, "a command with a file is called with one"
    name, content = call.file
    return drafts.draft(call.context, call.asker, name, content, progress=call.progress)


def _typed_draft(call: Call) -> Card:
    """``FILE``: a path on this machine."""
    path = Path(call.words).expanduser()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(m.UNREADABLE_FILE.format(path, error.strerror)) from error
    return _draft(call._replace(file=(path.name, content)))


def _typed_correction(call: Call) -> Card:
    """``FIELD VALUE``: puts one field of a draft right, and leaves the others."""
    form = drafts.correction(call.context, call.asker, call.ref)
    if form is None:
        return plainly(m.DRAFT_GONE)
    known = {field.name: field.value for field in form.fields}
    name, _, value = call.words.partition(" ")
    if name not in known:
        return plainly(m.TERMINAL_FIELDS.format(", ".join(known)))
    return drafts.correct(call.context, call.asker, call.ref, known | {name: value.strip()})


def _picked(call: Call) -> Card:
    return articles.ask_removal(call.context, call.asker, "".join(call.values[:1]))


COMMANDS = (
    Command(
        "articles add",
        _draft,
        (Parameter("file", 0),),
        managers=True,
        editors=True,
        behind=True,
        typed=_typed_draft,
    ),
    Command(
        "articles list",
        lambda call: articles.listed(call.context, call.asker),
        managers=True,
        editors=True,
        also=("articles",),
    ),
    Command(
        "articles remove",
        lambda call: articles.ask_removal(call.context, call.asker, call.field("article")),
        (Parameter("article", 200, offers=articles.options),),
        managers=True,
        editors=True,
    ),
    Command(
        "articles changes",
        lambda call: articles.changes(call.context, call.asker),
        managers=True,
        editors=True,
    ),
)
ACTIONS = {
    "draft_add": Action(
        lambda call: drafts.add(call.context, call.asker, call.ref), in_place=True, behind=True
    ),
    "draft_replace": Action(
        lambda call: drafts.add(call.context, call.asker, call.ref, replacing=True),
        in_place=True,
        behind=True,
    ),
    "draft_discard": Action(
        lambda call: drafts.discard(call.context, call.asker, call.ref), in_place=True, behind=True
    ),
    "draft_corrected": Action(
        lambda call: drafts.correct(call.context, call.asker, call.ref, call.fields), in_place=True
    ),
    "reading_cancel": Action(lambda call: drafts.cancel(call.context, call.asker, call.words)),
    "held_page": Action(lambda call: articles.listed(call.context, call.asker, call.page), in_place=True),
    "held_pick": Action(_picked, in_place=True),
    "held_remove": Action(
        lambda call: articles.remove(call.context, call.asker, call.words), in_place=True, behind=True
    ),
}
FORMS = {
    "draft_correct": FormAction(
        lambda call: drafts.correction(call.context, call.asker, call.ref), _typed_correction
    )
}

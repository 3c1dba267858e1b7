"""What the bot tells about itself: help, about, privacy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import messages as m
from bot.cards.card import Block, Button, Card, Piece, Row, Rule, Text, heading, note
from bot.cards.plain import asked, plainly, said
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge import __version__

__all__ = ["about", "forget", "help_card", "helping", "privacy", "typed_help"]


def help_card(context: Context, asker: Asker) -> Card:
    """What the bot does, what could be asked, and its commands; for managers theirs as well."""
    with context.library(asker) as library:
        return helping(asker, library.ask("").suggestions)


def helping(asker: Asker, questions: Sequence[str]) -> Card:
    """The same, from the questions that could be asked."""
    blocks = _help(m.HELP_WAYS, questions, _lines(m.COMMANDS))
    if asker.manages:
        title = Text((Piece(m.HELP_FOR_MODERATORS, strong=True),))
        blocks += [Rule(), title, _listed(_lines(m.MANAGERS_COMMANDS))]
    return Card(tuple(blocks))


def _lines(commands: Mapping[str, m.CommandText]) -> list[tuple[str, str]]:
    return [(f"/{name}", text.help) for name, text in commands.items() if text.help]


def typed_help(context: Context, asker: Asker) -> Card:
    """What the bot does in the terminal, what could be asked, and what can be typed."""
    with context.library(asker) as library:
        questions = library.ask("").suggestions
    lines = [
        (f"/{name} {text.typed}".rstrip(), text.typed_help or text.help)
        for name, text in m.ALL_COMMANDS.items()
        if name not in _groups() and (text.typed_help or text.help)
    ]
    return Card(tuple(_help(m.TERMINAL_WAYS, questions, [*lines, *m.TERMINAL_ACTIONS])))


def _groups() -> set[str]:
    return {name.rpartition(" ")[0] for name in m.MANAGERS_COMMANDS}


def _help(ways: str, questions: Sequence[str], commands: Sequence[tuple[str, str]]) -> list[Block]:
    blocks: list[Block] = [heading(m.HELP_TITLE), Text((Piece(m.HELP),)), Text((Piece(ways),))]
    if questions:
        blocks.append(asked(m.FOR_EXAMPLE, questions))
    return [*blocks, Rule(), _listed(commands)]


def _listed(commands: Sequence[tuple[str, str]]) -> Text:
    pieces: list[Piece] = []
    for name, about_it in commands:
        pieces += [Piece(("\n" if pieces else "") + name, strong=True), Piece(f"  {about_it}")]
    return Text(tuple(pieces))


def about(context: Context, asker: Asker) -> Card:
    """How answers come about, and the limits."""
    with context.library(asker) as library:
        sources = library.sources()
    digests = sum(source.kind == "digest" for source in sources)
    counted = m.ABOUT_COUNT.format(m.counted(len(sources), "source"), digests, __version__)
    return said((m.ABOUT_TITLE, m.ABOUT_TEXT, m.ABOUT_LIMITS, counted))


def privacy(context: Context) -> Card:
    """What is kept and for how long, with the button that deletes."""
    card = said((m.PRIVACY_TITLE, m.PRIVACY.format(days=context.settings.keep_days), m.PRIVACY_DELETE))
    unkept = [note(m.UNKEPT)] if context.unkept else []
    return card._replace(
        blocks=(*card.blocks, *unkept, Row((Button(m.BUTTONS["forget"], "forget", style="bad"),)))
    )


def forget(context: Context, asker: Asker) -> Card:
    """Delete what is kept of a person."""
    context.recent.forget(asker.person)
    count = context.store.forget_person(context.scrambled(asker.person))
    return plainly(m.FORGOTTEN.format(m.counted(count, "question or vote", "questions and votes")))

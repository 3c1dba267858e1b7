"""The sources of a place: listed, looked up, and offered while somebody types."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from bot import messages as m
from bot.cards import sources as source_cards
from bot.cards.card import Card, Option
from bot.cards.plain import plainly
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.model import Source

__all__ = ["names", "questions", "source", "source_options", "sources"]

_LITTLE: Final = 3


def sources(context: Context, asker: Asker, page: int = 0) -> Card:
    """A page of the sources."""
    with context.library(asker) as library:
        away = tuple(PurePath(one).name for one in library.absent)
        return source_cards.sources(library.sources(), page, away=away)


def source(context: Context, asker: Asker, wanted: str) -> Card:
    """One source by its id, or by its title or a part of it."""
    with context.library(asker) as library:
        found = _named(library.sources(), wanted)
        if found is None:
            return plainly(m.NO_SUCH_SOURCE.format(wanted))
        article = library.article(found.id)
    return source_cards.source(found, [article.text[start:end] for start, end in article.paragraphs])


def _named(sources: tuple[Source, ...], wanted: str) -> Source | None:
    wanted = wanted.strip().casefold()
    for exactly in (True, False):
        for one in sources:
            names = (one.id.casefold(), one.title.casefold())
            if wanted in names if exactly else wanted and any(wanted in name for name in names):
                return one
    return None


def source_options(context: Context, asker: Asker, typed: str) -> tuple[Option, ...]:
    """Sources whose title or publisher holds what was typed, for autocomplete."""
    typed = typed.strip().casefold()
    with context.library(asker) as library:
        return tuple(
            Option(s.title, s.id if len(s.id) <= 100 else s.title[:100])
            for s in library.sources()
            if typed in s.title.casefold() or typed in (s.publisher or "").casefold()
        )[:25]


def questions(context: Context, asker: Asker, typed: str) -> tuple[str, ...]:
    """Questions that the sources answer, as long as little is typed; then those about what is typed."""
    with context.library(asker) as library:
        little = len(typed.strip()) <= _LITTLE
        found = library.ask("").suggestions if little else library.questions(typed)
    return tuple(question for question in found if len(question) <= 100)


def names(context: Context, asker: Asker, typed: str) -> tuple[str, ...]:
    """Names in the sources that may be meant by what is typed, for autocomplete."""
    with context.library(asker) as library:
        return library.names(typed.strip())[:25]

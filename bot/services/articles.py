"""A server's own articles: listed, removed, and the list of who changed what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from bot import messages as m
from bot.cards.card import Button, Card, Choices, Option, Piece, Row, Text, heading, note, text
from bot.cards.plain import plainly, turning
from bot.cards.sources import article_line
from bot.operations.indexer import index_server
from bot.state import own_articles
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.storage.guild_store import Audit

__all__ = ["ask_removal", "changes", "listed", "options", "remove", "renew", "switch_seeds"]

A_PAGE: Final = 12


def renew(context: Context, asker: Asker, what: str) -> None:
    """Index and list the change, then let every process open the library anew: nobody waits for the indexing.

    What may fail comes first: what is listed is done.
    """
    index_server(context.pool.own_settings(asker.server), context.indexing, turn=asker.server)
    context.store.audit(asker.server, asker.person, what, int(asker.now))
    context.files.renew(asker.server)


def switch_seeds(context: Context, server: int, *, on: bool, listed: Callable[[], None]) -> None:
    """Take the sources that come along into the server's library, or out of it.

    ``listed`` writes the change down, when the index is ready for it.
    """
    home = context.settings.home
    with context.files.changing(server):
        own_articles.made(home, server)
        index_server(context.pool.own_settings(server, seeds=on), context.indexing, turn=server)
        listed()
        own_articles.seeds(home, server, on=on)
        context.files.renew(server)


def listed(context: Context, asker: Asker, page: int = 0) -> Card:
    """The server's own articles, with a menu to remove one, and what of them is damaged."""
    if not context.edits(asker):
        return plainly(m.NOT_EDITOR)
    home = context.settings.home
    own, broken = list(own_articles.held(home, asker.server)), list(own_articles.broken(home, asker.server))
    damaged = [note(m.HELD_BROKEN.format(line, file)) for file, line in broken[:5]]
    if not own:
        return Card((text(m.NO_HELD), *damaged))
    pages = -(-len(own) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = own[page * A_PAGE :][:A_PAGE]
    menu = Choices("held_pick", m.REMOVE_PROMPT, tuple(_option(one) for one in shown))
    lines = [article_line(one.row) for one in shown]
    return Card((heading(m.HELD), *lines, *damaged, *turning("held_page", page, pages), menu))


def _option(one: own_articles.OwnArticle) -> Option:
    return Option(one.row["title"], one.row["id"], one.row.get("publisher") or "")


def options(context: Context, asker: Asker, typed: str) -> tuple[Option, ...]:
    """The server's own articles whose title holds what was typed; nothing for those who may not manage."""
    if not context.edits(asker):
        return ()
    own = own_articles.held(context.settings.home, asker.server)
    return tuple(_option(one) for one in own if typed.strip().casefold() in one.row["title"].casefold())[:25]


def _own(context: Context, asker: Asker, wanted: str) -> own_articles.OwnArticle | None:
    wanted = wanted.strip()
    for one in own_articles.held(context.settings.home, asker.server):
        if wanted == one.row["id"] or wanted.casefold() == one.row["title"].casefold():
            return one
    return None


def ask_removal(context: Context, asker: Asker, wanted: str) -> Card:
    """Asks whether an article is really to go."""
    if not context.edits(asker):
        return plainly(m.NOT_EDITOR)
    one = _own(context, asker, wanted)
    if one is None:
        return plainly(m.NO_SUCH_ARTICLE.format(wanted))
    button = Button(m.BUTTONS["remove"], "held_remove", 0, one.row["id"], "bad")
    return Card((Text((Piece(m.REMOVE_ASK.format(one.row["title"])),)), Row((button,))))


def remove(context: Context, asker: Asker, wanted: str) -> Card:
    """Take an article out of the sources."""
    if not context.edits(asker):
        return plainly(m.NOT_EDITOR)
    with context.files.changing(asker.server):
        one = _own(context, asker, wanted)
        if one is None:
            return plainly(m.NO_SUCH_ARTICLE.format(wanted))
        title = one.row["title"]
        with own_articles.unless_it_fails(one.file):
            own_articles.without(one)
            renew(context, asker, m.AUDIT_REMOVED.format(title[:200]))
    return plainly(m.REMOVED.format(title))


def changes(context: Context, asker: Asker) -> Card:
    """Who changed what, the latest first."""
    if not context.edits(asker):
        return plainly(m.NOT_EDITOR)
    found = context.store.audits(asker.server, 20)
    if not found:
        return plainly(m.NO_CHANGES)
    lines = [_change(one) for one in found]
    return Card((heading(m.CHANGES), *lines))


def _change(one: Audit) -> Text:
    day = datetime.fromtimestamp(one.at, UTC).date()
    who = Piece("", person=one.person) if one.person else Piece(m.BY_ITSELF)
    return Text((Piece("", day=day), Piece(" · "), who, Piece(f" · {one.what}")))

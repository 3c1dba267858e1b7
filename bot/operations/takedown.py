"""An article taken down everywhere: out of every server's own articles."""

from __future__ import annotations

import time
from typing import NamedTuple

from bot import messages as m
from bot.operations.indexer import index_server
from bot.operations.workers import InThisProcess
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.context import Context, open_context
from knowledge.library import Library

__all__ = ["TakenDown", "take_down"]

_NOBODY = 0


class TakenDown(NamedTuple):
    """From how many servers it went, and the files of the sources for all that still hold it."""

    servers: int
    shared: tuple[str, ...]


def take_down(settings: BotSettings, wanted: str) -> TakenDown:
    """Remove the article with this id, title or address; a running bot goes on without it at once."""
    context = open_context(settings, Library.open)
    try:
        gone = [server for server in context.files.servers() if _from_server(context, server, wanted)]
        with context.pool.library(0) as library:
            shared = tuple(s.id for s in library.sources() if _is(wanted, s.id, s.title, s.url or ""))
        return TakenDown(len(gone), shared)
    finally:
        context.close()


def _from_server(context: Context, server: int, wanted: str) -> bool:
    with context.files.changing(server):
        return _gone(context, server, wanted)


def _gone(context: Context, server: int, wanted: str) -> bool:
    home = context.settings.home
    found = [one for one in own_articles.held(home, server) if _is(wanted, *_names(one.row))]
    for one in found:
        with own_articles.unless_it_fails(one.file):
            own_articles.without(one)
            index_server(context.pool.own_settings(server), InThisProcess())
            what = m.AUDIT_TAKEN_DOWN.format(one.row["title"][:200])
            context.store.audit(server, _NOBODY, what, int(time.time()))
            context.files.renew(server)
    return bool(found)


def _names(row: own_articles.Row) -> tuple[str, str, str]:
    return row["id"], row["title"], row.get("url") or ""


def _is(wanted: str, *names: str) -> bool:
    return wanted.strip().casefold() in {name.casefold() for name in names if name}

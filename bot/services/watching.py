"""One round over the feeds of all servers: looked at, indexed, listed among the changes, gathered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from bot import messages as m
from bot.operations.indexer import index_server
from bot.services.correctable import standing_posts
from bot.services.following import gather
from bot.services.retention import retired
from bot.state import own_articles
from bot.state.clock import believed
from bot.state.context import Context
from bot.state.corrections import Corrections
from bot.state.server_files import ServerFiles
from bot.state.topics import Topics
from knowledge.errors import DatelineError
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import ALL, Ledger
from knowledge.feeds.model import News
from knowledge.feeds.place import folder_of
from knowledge.feeds.running import Rounds
from knowledge.model import Article
from knowledge.storage.documents import Document

__all__ = ["FeedWatch"]

TITLES: Final = 3
EDITIONS: Final = 10
"""Of one round in one server, that are listed each by itself."""
_log = logging.getLogger(__name__)


class _Published(ArticleFolder):
    """A folder of which every process is to know, before the ledger says that something is kept there."""

    def __init__(self, folder: Path, server: int, files: ServerFiles) -> None:
        super().__init__(folder)
        self._server, self._files = server, files

    def put(self, file: str, article: Article) -> None:
        """Raises StorageError, also where somebody else has changed the server's articles just now."""
        with self._files.changing(self._server):
            super().put(file, article)
            self._files.publish(self._server)


class FeedWatch:
    """``round`` in a thread, one at a time; ``close`` in the end. One of all processes does the work."""

    def __init__(self, context: Context, *, now: Callable[[], float] = time.time) -> None:
        self._context, self._now = context, now
        self._ledger, self._topics = Ledger(context.store), Topics(context.store)
        settings = context.settings.library
        self._rounds = Rounds(
            self._ledger,
            context.web,
            folders=lambda server: _Published(folder_of(settings, server), server, context.files),
            now=now,
        )
        self._named: tuple[str, ...] = ()

    def round(self) -> None:
        """Look at what is due, then tell of what came. What fails is tried again in the next round."""
        if not (self._context.settings.library.feeds or self._ledger.followers() or self._ledger.news()):
            return
        with self._context.store.alone("feeds") as ours:
            if not ours:
                return
            if self._named != self._context.settings.library.feeds:
                self._follow_settings()
            for server in {server for servers in self._ledger.followers().values() for server in servers}:
                self._context.files.level(server)  # another process may have done the work before
            self._tell(frozenset())  # what a round before was cut off in
            self._tell(self._rounds.round().servers)

    def _tell(self, changed: frozenset[int]) -> None:
        for server in sorted({document.server for document, _ in self._ledger.news()} | changed):
            self._renewed(server)
        self._settle()

    def _follow_settings(self) -> None:
        settings = self._context.settings.library
        for problem in self._rounds.follow(settings):
            _log.warning("%s", problem)
        self._named = settings.feeds

    def close(self) -> None:
        """Let go of connections."""
        self._rounds.close()

    def _renewed(self, server: int) -> None:
        """Index what came, old articles let go of, then let every process open the library anew."""
        context = self._context
        try:
            if server == ALL:
                context.pool.refresh()
                return
            with context.files.changing(server):
                own_articles.made(context.settings.home, server)
                if believed(context, self._now()):
                    retired(context, server, self._now())
                index_server(context.pool.own_settings(server), context.indexing, turn=server)
                context.files.renew(server)
        except DatelineError as error:
            _log.warning("what feeds brought server %d is not indexed yet: %s", server, error)

    def _settle(self) -> None:
        """Each piece of news is listed, corrected and gathered, then counts as told."""
        by_server: dict[int, list[tuple[Document, News]]] = {}
        for document, news in self._ledger.news():
            by_server.setdefault(document.server, []).append((document, news))
        for_all = [news for _, news in by_server.get(ALL, ())]
        everybody = self._topics.servers() | self._topics.correctable() if for_all else frozenset()
        for server in sorted({*by_server, *everybody} - {ALL}):
            self._context.files.level(server)  # it may be another process\'s that answers there
            own = [news for _, news in by_server.get(server, ())]
            self._listed(server, own)
            self._gathered(server, [*own, *for_all])
            for document, _ in by_server.get(server, ()):
                self._ledger.told(document)
        for document, _ in by_server.get(ALL, ()):
            self._ledger.told(document)

    def _gathered(self, server: int, news: Sequence[News]) -> None:
        posts = standing_posts(self._context, server)
        Corrections(self._context.store).gather(server, news, posts, self._now())
        if not any(one.kind == "new" and not one.backlog for one in news):
            return
        for topic in self._topics.of(server):
            with self._context.pool.library(server) as library:
                library.refresh()
                gather(library, self._topics, topic, news, self._now())

    def _listed(self, server: int, news: Sequence[News]) -> None:
        """Among the changes of the server."""
        new = [one for one in news if one.kind == "new"]
        lines = [_came(new)] if new else []
        lines += [_edition(one) for one in news if one.kind == "edition"][:EDITIONS]
        lines += [m.AUDIT_WITHDRAWN.format(one.title[:150]) for one in news if one.kind == "withdrawn"]
        lines += [m.AUDIT_MOVED.format(one.title[:150], one.url) for one in news if one.kind == "moved"][
            :EDITIONS
        ]
        for line in lines:
            # By the moment of the news: told again after it was cut off, it is the same line.
            self._context.store.audit(server, 0, line, int(max(one.at for one in news)))


def _came(new: Sequence[News]) -> str:
    titles = "; ".join(one.title for one in new[:TITLES])
    return m.AUDIT_NEW.format(m.counted(len(new), "article"), titles[:300])


def _edition(news: News) -> str:
    change = next((one for one in news.changes if one.before and one.after), None)
    if change is None:
        return m.AUDIT_EDITION_PLAIN.format(news.title[:150])
    return m.AUDIT_EDITION.format(news.title[:100], change.before[:200], change.after[:200])

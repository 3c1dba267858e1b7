"""What a feed lists → the articles of one server: new ones, new editions, and what was moved or withdrawn.

The order of the writes makes each step safe to be cut off: that an article was met is written last. Cut off
in between, all of it is done once more and comes to the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from knowledge.errors import FetchError
from knowledge.feeds.editions import changes, compared
from knowledge.feeds.fetching import UNKNOWN, Fetched, Stamp
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.listing import Item
from knowledge.feeds.locations import host_of, same_page
from knowledge.feeds.model import Feed, Kept, News, NewsKind, Seen
from knowledge.feeds.pages import article_in_feed, article_in_page, digest, identity_of
from knowledge.feeds.schedule import recheck
from knowledge.model import Article

__all__ = ["Delivery", "Get"]

Get = Callable[[str, Stamp], Awaitable[Fetched]]
"""Gives what is behind a URL, or raises FetchError."""
TRIES: Final = 3
"""How often a page is asked for that cannot be had."""
RETRY: Final = 1_800.0
"""Seconds to the second try; then four times as many."""
PLACED: Final = ""
"""The checksum of an article that has its place in the folder, and may not be written yet."""
WITHDRAWN: Final = 2
"""Looks in succession at which a page is missing, before its article is taken for withdrawn."""


class _Come(NamedTuple):
    """An article as it came, and by what it is asked for again."""

    article: Article
    url: str | None
    stamp: Stamp = UNKNOWN
    by_page: bool = True
    """Whether it was read of its page, and not of the feed."""


class Delivery:
    """To one server, of one feed, in one round."""

    def __init__(
        self,
        ledger: Ledger,
        folder: ArticleFolder,
        server: int,
        feed: Feed,
        *,
        get: Get,
        now: Callable[[], float],
    ) -> None:
        self._ledger, self._folder, self._server, self._feed = ledger, folder, server, feed
        self._get, self._now = get, now
        self._backlog = not ledger.first_round_done(server, feed.url)
        self.changed = False
        """Whether any article came, changed or went."""

    async def item(self, item: Item) -> bool:
        """Bring an item as far as it goes now; whether it was new or had changed."""
        seen = self._ledger.seen(self._server, self._feed.url, item.id)
        edition = digest(item.edition)
        if seen is None:
            known = self._ledger.article_at(self._server, item.url) if item.url else None
            if known is not None:  # another feed brought it, or its site lists it anew
                self._met(item, Seen(edition=edition, article=known))
                return False
        elif not _to_do(seen, edition, self._now()):
            return False
        await self._fetched(item, edition, seen)
        return True

    async def _fetched(self, item: Item, edition: str, seen: Seen | None) -> None:
        try:
            come = await self._come(item)
        except FetchError as error:
            self._not_read(item, edition, seen, error)
            return
        known = self._known(come) or (seen.article if seen else None)
        identity = known or come.article.source.id
        article = self._put(come, identity, self._ledger.kept(self._server, identity))
        self._met(item, Seen(edition=edition, article=article))

    async def _come(self, item: Item) -> _Come:
        identity, publisher = identity_of(item, self._feed.url), self._feed.title
        if item.whole or item.url is None:
            return _Come(
                article_in_feed(item, identity=identity, publisher=publisher), item.url, by_page=False
            )
        found = await self._get(item.url, UNKNOWN)
        read = asyncio.to_thread(article_in_page, found, item, identity=identity, publisher=publisher)
        return _Come(await read, found.url, found.stamp)

    def _not_read(self, item: Item, edition: str, seen: Seen | None, error: FetchError) -> None:
        tries = (seen.tries if seen and seen.edition == edition else 0) + 1
        again = tries < TRIES and not error.lasting
        due = self._now() + max(error.wait, RETRY * 4 ** (tries - 1)) if again else None
        self._met(
            item,
            Seen(
                edition=edition, article=seen.article if seen else None, why=error.why, tries=tries, due=due,
                url=item.url, title=item.title,
            ),
        )  # fmt: skip

    def _known(self, come: _Come) -> str | None:
        """The article that this is already: by the address it was found at, or by its very text."""
        at = self._ledger.article_at(self._server, come.url) if come.url else None
        if at is not None:
            return at
        host = host_of(come.url or self._feed.url)
        same = self._ledger.article_of_text(self._server, host, digest(come.article.text))
        return same if same and self._ledger.kept(self._server, same) else None

    def _put(self, come: _Come, identity: str, kept: Kept | None) -> str:
        """Keep the article under its id, and what happened to it as news."""
        now = self._now()
        article = _under(come.article, identity)
        text = digest(f"{article.source.title}\n{article.text}")
        if kept is None or kept.text == PLACED:
            kept = kept or Kept(
                url=come.url, feed=self._feed.url, file=ArticleFolder.file_for(self._feed.url, now),
                text=PLACED, came=now, due=recheck(now, 0, now), by_page=come.by_page,
            )  # fmt: skip
            # Its place is kept first: cut off after it was written, another feed would give it a second one.
            self._ledger.put_kept(self._server, identity, kept)
            kept = kept.model_copy(update={"text": text})
            self._write(kept, article, self._news("new", article))
        elif kept.text != text or come.by_page > kept.by_page:
            kept = self._edited(kept, article, text, by_page=come.by_page)
        elif come.url and kept.url and same_page(come.url) != same_page(kept.url):
            self._write(kept, article, self._news("moved", article))
        self._remember(identity, kept, come)
        return identity

    def _edited(self, kept: Kept, article: Article, text: str, *, by_page: bool) -> Kept:
        """Another edition; or the same one as a feed has it and as its page does, which differ around it."""
        edited = kept.model_copy(update={"text": text, "by_page": by_page})
        before = self._folder.article(kept.file, article.source.id)
        changed = changes(before, article) if before else ()
        if before is not None and kept.by_page != by_page:
            changed, whole = compared(before, article)
            if by_page and whole and not changed:  # from now on its page tells what changes
                self._folder.put(kept.file, article)
                self.changed = True
                return edited
            if by_page and not whole:  # a teaser, or what the feed only speaks of
                return kept.model_copy(update={"due": None})
            if not changed:
                return kept
        self._write(edited, article, self._news("edition", article).model_copy(update={"changes": changed}))
        return edited

    def _write(self, kept: Kept, article: Article, news: News) -> None:
        if news.kind == "edition":
            # What changed can only be told while the edition before is there.
            self._ledger.tell(self._server, news, kept.text)
        self._folder.put(kept.file, article)
        self._ledger.tell(self._server, news, kept.text)
        self.changed = True

    def _news(self, kind: NewsKind, article: Article) -> News:
        source = article.source
        return News(
            kind=kind, article=source.id, title=source.title, publisher=source.publisher, url=source.url,
            feed=self._feed.url, at=self._now(), backlog=self._backlog and kind == "new",
        )  # fmt: skip

    def _remember(self, identity: str, kept: Kept, come: _Come) -> None:
        now = self._now()
        self._ledger.put_kept(
            self._server, identity,
            kept.model_copy(
                update={
                    "url": come.url, "etag": come.stamp.etag, "modified": come.stamp.modified, "missing": 0,
                }
            ),
        )  # fmt: skip
        if come.url:
            self._ledger.put_address(self._server, come.url, identity, now)
        host = host_of(come.url or self._feed.url)
        self._ledger.put_text(self._server, host, digest(come.article.text), identity, now)

    def _met(self, item: Item, seen: Seen) -> None:
        if item.url and seen.article:
            self._ledger.put_address(self._server, item.url, seen.article, self._now())
        self._ledger.put_seen(self._server, self._feed.url, item.id, seen, self._now())

    async def look_again(self, identity: str, kept: Kept) -> None:
        """Ask whether an article's page has changed, moved or gone; not while the feed itself tells."""
        assert kept.url is not None, "only pages are looked at again"
        looked = kept.model_copy(update={"looks": kept.looks + 1})
        now = self._now()
        looked = looked.model_copy(update={"due": recheck(kept.came, looked.looks, now)})
        if not kept.by_page and self._ledger.lists(self._feed.url, kept.url):
            self._ledger.put_kept(self._server, identity, looked)
            return
        try:
            found = await self._get(kept.url, Stamp(kept.etag, kept.modified))
        except FetchError as error:
            self._missing(identity, looked, error)
            return
        article = None if found.unchanged else await self._again(found, identity)
        if article is None:
            self._ledger.put_kept(self._server, identity, looked)
        else:
            self._put(_Come(self._dated(article, looked), found.url, found.stamp), identity, looked)

    async def _again(self, found: Fetched, identity: str) -> Article | None:
        """A page that reads as none for once takes nothing away."""
        item, publisher = Item(found.url, found.url), self._feed.title
        try:
            return await asyncio.to_thread(
                article_in_page, found, item, identity=identity, publisher=publisher
            )
        except FetchError:
            return None

    def _dated(self, article: Article, kept: Kept) -> Article:
        """With the day that the feed told, where the page tells none."""
        before = self._folder.article(kept.file, article.source.id)
        if before is None or article.source.published_basis not in ("none", "inferred"):
            return article
        same = {"published", "published_basis", "published_reason"}
        told = {name: getattr(before.source, name) for name in same}
        return article.model_copy(update={"source": article.source.model_copy(update=told)})

    def _missing(self, identity: str, kept: Kept, error: FetchError) -> None:
        if not error.gone:
            # Not the page's fault: as if it had not been looked at.
            later = kept.model_copy(
                update={"looks": kept.looks - 1, "due": self._now() + max(error.wait, RETRY)}
            )
            self._ledger.put_kept(self._server, identity, later)
            return
        if not kept.by_page and host_of(kept.url or "") != host_of(self._feed.url):
            # Perhaps only what the feed speaks of: it takes nothing away.
            self._ledger.put_kept(self._server, identity, kept.model_copy(update={"due": None}))
            return
        missing = kept.missing + 1
        if missing < WITHDRAWN:
            soon = self._now() + RETRY
            self._ledger.put_kept(
                self._server, identity, kept.model_copy(update={"missing": missing, "due": soon})
            )
            return
        article = self._folder.article(kept.file, identity)
        if article is not None:
            self._ledger.tell(self._server, self._news("withdrawn", article))
        self._folder.remove(kept.file, identity)
        self._ledger.drop_kept(self._server, identity)
        self.changed = True


def _to_do(seen: Seen, edition: str, now: float) -> bool:
    return seen.edition != edition or (seen.due is not None and seen.due <= now)


def _under(article: Article, identity: str) -> Article:
    if article.source.id == identity:
        return article
    return article.model_copy(update={"source": article.source.model_copy(update={"id": identity})})

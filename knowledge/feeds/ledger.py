"""Feeds, who follows them, and what each server has of them, in the bot's state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from pydantic import BaseModel

from knowledge.feeds.locations import same_page
from knowledge.feeds.model import Feed, Kept, News, Seen, Trouble
from knowledge.feeds.pages import digest
from knowledge.storage.documents import Document, Documents

__all__ = ["Ledger"]

FEED: Final = "feed"
FOLLOWED: Final = "followed feed"
ITEM: Final = "feed item"
PAGE: Final = "feed page"
TEXT: Final = "feed text"
KEPT: Final = "feed article"
LISTED: Final = "feed listing"
TROUBLE: Final = "feed trouble"
RECHECK: Final = "feed recheck"
NEWS: Final = "news"
ALL: Final = 0
"""The server under whose number lies what is of no single one."""

Value = TypeVar("Value", bound=BaseModel)


class Ledger:
    """Typed ways to documents. Every write is one row and safe between processes."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents

    def feed(self, url: str) -> Feed | None:
        """A feed by its address."""
        return _value(Feed, self.documents.document(FEED, ALL, url))

    def feeds(self) -> tuple[Feed, ...]:
        """All feeds that anybody follows."""
        return tuple(Feed.model_validate_json(one.value) for one in self.documents.documents(FEED))

    def put_feed(self, feed: Feed) -> None:
        """Keep a feed as it is now."""
        self.documents.put_document(FEED, ALL, feed.url, feed.model_dump_json(), int(feed.due))

    def put_listed(self, feed: str, pages: Iterable[str], at: float) -> None:
        """Keep which pages a feed lists by now."""
        value = " ".join(sorted({digest(same_page(url)) for url in pages}))
        known = self.documents.document(LISTED, ALL, feed)
        if known is None or known.value != value:
            self.documents.put_document(LISTED, ALL, feed, value, int(at))

    def lists(self, feed: str, page: str) -> bool:
        """Whether the feed listed the page when it was read last."""
        found = self.documents.document(LISTED, ALL, feed)
        return found is not None and digest(same_page(page)) in found.value.split(" ")

    def followed(self, server: int) -> tuple[Feed, ...]:
        """The feeds of a server."""
        own = self.documents.documents(FOLLOWED, server=server)
        return tuple(feed for one in own if (feed := self.feed(one.key)) is not None)

    def followers(self) -> dict[str, tuple[int, ...]]:
        """The servers of each feed."""
        found: dict[str, tuple[int, ...]] = {}
        for one in self.documents.documents(FOLLOWED):
            found[one.key] = (*found.get(one.key, ()), one.server)
        return found

    def follow(self, server: int, feed: Feed, at: float) -> bool:
        """Let a server follow a feed; whether it did not yet. The feed is looked at whole the next time."""
        known = self.feed(feed.url) or feed
        fresh = {"etag": None, "modified": None, "due": at, "paused": None, "failures": 0, "why": None}
        self.put_feed(known.model_copy(update=fresh))
        return self.documents.first_document(FOLLOWED, server, feed.url, "", int(at))

    def unfollow(self, server: int, url: str) -> bool:
        """Let it follow no more; whether it did. What was read stays among its articles."""
        was = self.documents.remove_document(FOLLOWED, server, url)
        for one in self._troubles(server, url):
            self.documents.remove_document(TROUBLE, server, one.key)
        if url not in self.followers():
            self.documents.remove_document(FEED, ALL, url)
            self.documents.remove_document(LISTED, ALL, url)
        return was

    def since(self, server: int, url: str) -> float:
        """When the server began to follow the feed."""
        found = self.documents.document(FOLLOWED, server, url)
        return float(found.at) if found else 0.0

    def first_round_done(self, server: int, url: str) -> bool:
        """Whether all that stood in the feed when it was added has been gone through."""
        found = self.documents.document(FOLLOWED, server, url)
        return found is not None and found.value != ""

    def end_first_round(self, server: int, url: str) -> None:
        """From now on what the feed brings is news."""
        self.documents.put_document(FOLLOWED, server, url, "level", int(self.since(server, url)))

    def seen(self, server: int, feed: str, item: str) -> Seen | None:
        """An item as it was met last."""
        return _value(Seen, self.documents.document(ITEM, server, _item(feed, item)))

    def put_seen(self, server: int, feed: str, item: str, seen: Seen, at: float) -> None:
        """Keep an item as it was met, among the troubles while its page cannot be read."""
        key, value = _item(feed, item), seen.model_dump_json()
        if seen.why is not None:
            self.documents.put_document(TROUBLE, server, key, value, int(at))
        elif (before := self.seen(server, feed, item)) is not None and before.why is not None:
            self.documents.remove_document(TROUBLE, server, key)
        self.documents.put_document(ITEM, server, key, value, int(at))

    def tries_due(self, server: int, feed: str, now: float) -> bool:
        """Whether a page that could not be read is to be tried again by now."""
        found = (Seen.model_validate_json(one.value) for one in self._troubles(server, feed))
        return any(seen.due is not None and seen.due <= now for seen in found)

    def troubles(self, server: int, feed: str) -> tuple[Trouble, ...]:
        """Pages that the feed lists and that could not be read, the latest first."""
        rows = sorted(self._troubles(server, feed), key=lambda one: -one.at)
        items = [Seen.model_validate_json(one.value) for one in rows]
        return tuple(Trouble(url=one.url or "", title=one.title, why=one.why or "") for one in items)

    def _troubles(self, server: int, feed: str) -> list[Document]:
        mark = f"{digest(feed)} "
        return [one for one in self.documents.documents(TROUBLE, server=server) if one.key.startswith(mark)]

    def article_at(self, server: int, url: str) -> str | None:
        """The id of the article that stands at an address, in whatever form that is written."""
        found = self.documents.document(PAGE, server, digest(same_page(url)))
        return found.value if found else None

    def put_address(self, server: int, url: str, article: str, at: float) -> None:
        """The article stands at this address, too."""
        self.documents.put_document(PAGE, server, digest(same_page(url)), article, int(at))

    def article_of_text(self, server: int, host: str, text: str) -> str | None:
        """The id of the article of a site that has this very text (a checksum)."""
        found = self.documents.document(TEXT, server, f"{host} {text}")
        return found.value if found else None

    def put_text(self, server: int, host: str, text: str, article: str, at: float) -> None:
        """The site's article has this text."""
        self.documents.put_document(TEXT, server, f"{host} {text}", article, int(at))

    def kept(self, server: int, article: str) -> Kept | None:
        """What is known of an article that a feed brought."""
        return _value(Kept, self.documents.document(KEPT, server, article))

    def put_kept(self, server: int, article: str, kept: Kept) -> None:
        """Keep what is known of an article, and when its page is looked at again."""
        if kept.due is not None and kept.url is not None:
            self.documents.put_document(RECHECK, server, f"{digest(kept.feed)} {article}", "", int(kept.due))
        else:
            self.documents.remove_document(RECHECK, server, f"{digest(kept.feed)} {article}")
        self.documents.put_document(KEPT, server, article, kept.model_dump_json(), int(kept.came))

    def all_kept(self, server: int) -> Iterator[tuple[str, Kept]]:
        """All articles of a server that feeds brought, by id."""
        for one in self.documents.documents(KEPT, server=server):
            yield one.key, Kept.model_validate_json(one.value)

    def rechecks(self, server: int, feed: str, now: float) -> list[tuple[str, Kept]]:
        """Articles of a feed whose pages are to be looked at again by now."""
        mark = f"{digest(feed)} "
        found = []
        for one in self.documents.documents(RECHECK, server=server):
            if one.key.startswith(mark) and one.at <= now:
                article = one.key.removeprefix(mark)
                if (kept := self.kept(server, article)) is not None:
                    found.append((article, kept))
                else:
                    self.documents.remove_document(RECHECK, server, one.key)
        return found

    def drop_kept(self, server: int, article: str) -> None:
        """Forget an article; its item and addresses stay, so that it does not come again."""
        self.documents.remove_document(KEPT, server, article)

    def tell(self, server: int, news: News, text: str = "") -> None:
        """Keep news for whoever tells it; the same news once: of an edition, by the checksum of its text.

        What an edition changed does not make it another: who was cut off after it was written sees no change.
        """
        about = digest(f"{news.kind}\n{text}\n{news.url}")
        self.documents.first_document(
            NEWS, server, f"{news.article} {about}", news.model_dump_json(), int(news.at)
        )

    def news(self, server: int | None = None) -> tuple[tuple[Document, News], ...]:
        """What is not told yet, the oldest first, with the document that holds it."""
        found = [
            (one, News.model_validate_json(one.value))
            for one in self.documents.documents(NEWS, server=server)
        ]
        return tuple(sorted(found, key=lambda pair: pair[0].at))

    def told(self, document: Document) -> None:
        """This news is told."""
        self.documents.remove_document(NEWS, document.server, document.key)


def _item(feed: str, item: str) -> str:
    return f"{digest(feed)} {digest(item)}"


def _value(kind: type[Value], found: Document | None) -> Value | None:
    return None if found is None else kind.model_validate_json(found.value)

"""What is kept of feeds: the feed, who follows it, what was read of it, and what is new."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.feeds.fetching import Stamp
from knowledge.feeds.listing import Kind

__all__ = ["Change", "Feed", "Kept", "News", "NewsKind", "Seen", "Trouble"]

NewsKind = Literal["new", "edition", "withdrawn", "moved"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Feed(_Value):
    """A feed, sitemap or page, whoever follows it. Moments are in Unix seconds."""

    url: str
    kind: Kind = "feed"
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    every: float = 1800.0
    """Seconds between two looks, while it answers."""
    looked: float | None = None
    """When it answered last."""
    failures: int = 0
    """In succession."""
    why: str | None = None
    """What went wrong the last time."""
    paused: str | None = None
    """Why it is not looked at any more."""
    day: int = 0
    asked: int = 0
    """Requests on that day, counted from 1970."""

    @property
    def stamp(self) -> Stamp:
        """By what the site knows whether it has changed."""
        return Stamp(self.etag, self.modified)


class Seen(_Value):
    """An item of a feed as it was met last, in one server."""

    edition: str
    article: str | None = None
    """None where its page could not be read."""
    why: str | None = None
    tries: int = 0
    due: float | None = None
    """When its page is tried again; None for never."""
    url: str | None = None
    title: str = ""


class Kept(_Value):
    """An article that a feed brought, in one server."""

    url: str | None
    feed: str
    file: str
    """Name of the file in which it lies."""
    text: str
    """A checksum."""
    came: float
    etag: str | None = None
    modified: str | None = None
    looks: int = 0
    due: float | None = None
    """When its page is looked at again; None for never."""
    missing: int = 0
    """How often in succession the site had no such page."""
    by_page: bool = True
    """Whether its text is its page's; else the feed's, which tells what changes as long as it lists it."""


class Change(_Value):
    """A sentence before and after; empty where there was or is none."""

    before: str
    after: str


class News(_Value):
    """Something that happened to an article of a server."""

    kind: NewsKind
    article: str
    title: str
    publisher: str | None = None
    url: str | None = None
    feed: str = ""
    at: float = 0.0
    changes: tuple[Change, ...] = ()
    backlog: bool = False
    """Whether it was there when the feed was added: no news to anybody."""


class Trouble(_Value):
    """A page that a feed lists and that could not be read."""

    url: str
    title: str
    why: str

"""What servers wish of feeds: topics and what is told on them, posts that were made, when to be quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from knowledge.feeds.pages import digest
from knowledge.model import Citation, Entry, Told

__all__ = ["Found", "Hit", "Post", "Sending", "ServerFeeds", "Telling", "Topic"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Hit(_Value):
    """A dated event or a figure that a new article brought: one of the two."""

    article: str
    entry: Entry | None = None
    figure: Told | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Who tells it."""
        told = self.entry or self.figure
        return told.citations if told is not None else ()


class Found(_Value):
    """What a topic has of an article, from when it is found on."""

    article: str
    hit: Hit | None
    """None once it is told."""
    order: int = 0
    """Among those that were found together."""


class Sending(_Value):
    """A card that is to be shown, whoever does it in the end."""

    nonce: str
    hits: tuple[Hit, ...]


class Topic(_Value):
    """Words that a channel follows, as they were given."""

    server: int
    channel: int
    words: str
    every: Annotated[int, Field(ge=5, le=10_080)] = 60
    """Minutes between two cards, at least."""
    since: float = 0.0
    """In Unix seconds."""

    @property
    def key(self) -> str:
        """Tells it from the others of its server."""
        return f"{self.channel} {digest(self.words.casefold())}"


class Telling(_Value):
    """How far a topic's cards have come."""

    last: float = 0.0
    """When one was posted last, in Unix seconds."""
    sending: Sending | None = None
    why: str | None = None
    """Why the last one could not be posted."""


class Post(_Value):
    """A message in which sentences were quoted."""

    channel: int
    message: int
    quotes: tuple[tuple[str, str], ...]
    """The article and the words of each."""
    ref: int = 0
    """The exchange that it shows, where it answers somebody."""


class ServerFeeds(_Value):
    """How a server wishes its feeds: quiet hours, a weekly card, and how long articles are kept."""

    quiet: tuple[int, int] | None = None
    """Hours of the server's own day from and to which nothing is posted."""
    east: float = 0.0
    """Hours by which its clock is before UTC."""
    weekly: int | None = None
    """The channel of the weekly card."""
    days: int | None = None
    count: int | None = None

    def is_quiet(self, now: float) -> bool:
        """Whether nothing is to be posted at this moment."""
        if self.quiet is None:
            return False
        hour = datetime.fromtimestamp(now, UTC).astimezone(timezone(timedelta(hours=self.east))).hour
        first, last = self.quiet
        return first <= hour < last if first <= last else hour >= first or hour < last

"""Topics that servers follow, what is told on them, posts that were made and how feeds are wished.

What one process finds and another posts lies in rows of its own, and each row is written by one side alone:
none can put back what the other has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from knowledge.feeds.pages import digest
from knowledge.feeds.topics import Found, Hit, Post, ServerFeeds, Telling, Topic
from knowledge.storage.documents import Document, Documents

__all__ = ["Topics"]

TOPIC: Final = "topic"
TELLING: Final = "topic telling"
FOUND: Final = "topic found"
WEEK: Final = "weekly card"
POST: Final = "post"
ANSWER: Final = "answer post"
SERVER: Final = "server feeds"


class Topics:
    """Typed ways to what is kept; each write is one row."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def of(self, server: int) -> tuple[Topic, ...]:
        """The topics of a server."""
        found = self._documents.documents(TOPIC, server=server)
        return tuple(Topic.model_validate_json(one.value) for one in found)

    def servers(self) -> frozenset[int]:
        """Those that follow something, or have a weekly card."""
        weekly = (
            one
            for one in self._documents.documents(SERVER)
            if ServerFeeds.model_validate_json(one.value).weekly
        )
        return frozenset(one.server for one in (*self._documents.documents(TOPIC), *weekly))

    def begin(self, topic: Topic) -> bool:
        """Follow a topic; whether it was not followed in this channel yet."""
        return self._documents.first_document(
            TOPIC, topic.server, topic.key, topic.model_dump_json(), int(topic.since)
        )

    def end(self, topic: Topic) -> None:
        """Follow it no more."""
        self._documents.remove_document(TOPIC, topic.server, topic.key)
        self._documents.remove_document(TELLING, topic.server, topic.key)
        for one in self._found(topic):
            self._documents.remove_document(FOUND, topic.server, one.key)

    def telling(self, topic: Topic) -> Telling:
        """How far its cards have come."""
        found = self._documents.document(TELLING, topic.server, topic.key)
        return Telling.model_validate_json(found.value) if found else Telling()

    def put_telling(self, topic: Topic, telling: Telling, at: float) -> None:
        """They have come so far; for who posts them."""
        self._documents.put_document(TELLING, topic.server, topic.key, telling.model_dump_json(), int(at))

    def find(self, topic: Topic, found: Found, at: float) -> None:
        """Keep what was found on a topic until it is told, once for each sentence; for who looks at feeds."""
        assert found.hit is not None, "what is told already is found no more"
        row = found.model_dump_json()
        self._documents.first_document(FOUND, topic.server, _row(topic, found.hit), row, int(at))

    def found(self, topic: Topic) -> tuple[Found, ...]:
        """What was found on a topic, waiting or told, in order."""
        rows = [(one.at, Found.model_validate_json(one.value)) for one in self._found(topic)]
        return tuple(found for _, found in sorted(rows, key=lambda row: (row[0], row[1].order)))

    def told(self, topic: Topic, hits: Iterable[Hit], at: float) -> None:
        """These are told; for who posts them."""
        for hit in hits:
            row = Found(article=hit.article, hit=None).model_dump_json()
            self._documents.put_document(FOUND, topic.server, _row(topic, hit), row, int(at))

    def _found(self, topic: Topic) -> list[Document]:
        mark = f"{digest(topic.key)} "
        return [
            one for one in self._documents.documents(FOUND, server=topic.server) if one.key.startswith(mark)
        ]

    def week(self, server: int) -> int:
        """When the weekly card was posted last, in Unix seconds."""
        found = self._documents.document(WEEK, server, "")
        return found.at if found else 0

    def put_week(self, server: int, at: float) -> None:
        """It was posted then."""
        self._documents.put_document(WEEK, server, "", "", int(at))

    def wishes(self, server: int) -> ServerFeeds:
        """How a server wishes its feeds; the defaults where it has said nothing."""
        found = self._documents.document(SERVER, server, "")
        return ServerFeeds.model_validate_json(found.value) if found else ServerFeeds()

    def wish(self, server: int, wishes: ServerFeeds) -> None:
        """From now on it wishes them so."""
        self._documents.put_document(SERVER, server, "", wishes.model_dump_json(), 0)

    def posted(self, server: int, post: Post, at: float) -> None:
        """Keep a message in which sentences are quoted, for their corrections."""
        self._documents.put_document(POST, server, str(post.message), post.model_dump_json(), int(at))

    def posts(self, server: int) -> tuple[Post, ...]:
        """Such messages."""
        return tuple(
            Post.model_validate_json(one.value) for one in self._documents.documents(POST, server=server)
        )

    def answered(self, server: int, post: Post, at: float) -> None:
        """Keep a message in which an answer stands, as well; its article may go before it is forgotten."""
        self._documents.put_document(ANSWER, server, str(post.message), post.model_dump_json(), int(at))

    def answers(self, server: int) -> tuple[Post, ...]:
        """Such messages."""
        return tuple(
            Post.model_validate_json(one.value) for one in self._documents.documents(ANSWER, server=server)
        )

    def correctable(self) -> frozenset[int]:
        """The servers that have messages of either kind."""
        kept = (*self._documents.documents(POST), *self._documents.documents(ANSWER))
        return frozenset(one.server for one in kept)

    def forget_before(self, at: float) -> None:
        """Forget messages that are too old to be corrected, and what was told as long ago."""
        for kind in (POST, ANSWER, FOUND):
            self._documents.forget_documents(kind, before=int(at))


def _row(topic: Topic, hit: Hit) -> str:
    """Of the sentence that tells it: an event and a figure of one sentence are told once."""
    return f"{digest(topic.key)} {digest(' '.join(hit.citations[0].quote.split()).casefold())}"

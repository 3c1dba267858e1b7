"""Topics that servers follow, posts that were made and how feeds are wished, in the bot's state."""

from __future__ import annotations

from typing import Final

from knowledge.feeds.topics import Post, ServerFeeds, Topic
from knowledge.storage.documents import Documents

__all__ = ["Topics"]

TOPIC: Final = "topic"
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

    def put(self, topic: Topic) -> None:
        """Keep a topic as it is now."""
        self._documents.put_document(
            TOPIC, topic.server, topic.key, topic.model_dump_json(), int(topic.since)
        )

    def begin(self, topic: Topic) -> bool:
        """Follow a topic; whether it was not followed in this channel yet."""
        return self._documents.first_document(
            TOPIC, topic.server, topic.key, topic.model_dump_json(), int(topic.since)
        )

    def end(self, topic: Topic) -> None:
        """Follow it no more."""
        self._documents.remove_document(TOPIC, topic.server, topic.key)

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
        """Forget messages that are too old to be corrected."""
        for kind in (POST, ANSWER):
            self._documents.forget_documents(kind, before=int(at))

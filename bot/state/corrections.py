"""What was quoted in a message and reads otherwise now, until it is posted under that message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from pydantic import BaseModel, ConfigDict

from knowledge.feeds.model import Change, News
from knowledge.feeds.pages import digest
from knowledge.feeds.topics import Post
from knowledge.storage.documents import Document, Documents

__all__ = ["Corrections", "Due"]

CORRECTION: Final = "correction"
DONE: Final = ""
"""The value of one that is posted: it stays, so that the same news does not make it again."""


class Due(BaseModel):
    """A correction that is to be posted under a message."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    channel: int
    message: int
    title: str
    publisher: str | None = None
    url: str | None = None
    changes: tuple[Change, ...] = ()
    """Only those of sentences that were quoted; none where the article was withdrawn."""


class Corrections:
    """Typed ways to what is kept; each write is one row."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def gather(self, server: int, news: Iterable[News], posts: Sequence[Post], at: float) -> None:
        """Keep what these news correct in these messages, each once."""
        told = (one for one in news if one.kind in ("edition", "withdrawn"))
        for one, post in product(told, posts):
            quoted = _quoted(post, one.article)
            changes = tuple(change for change in one.changes if _plain(change.before) in quoted)
            if quoted and (changes or one.kind == "withdrawn"):
                self._keep(server, post, one, changes, at)

    def _keep(self, server: int, post: Post, news: News, changes: tuple[Change, ...], at: float) -> None:
        due = Due(
            channel=post.channel, message=post.message, title=news.title, publisher=news.publisher,
            url=news.url, changes=changes,
        )  # fmt: skip
        key = f"{post.message} {digest(f'{news.kind} {news.article} {[c.model_dump() for c in changes]}')}"
        self._documents.first_document(CORRECTION, server, key, due.model_dump_json(), int(at))

    def due(self) -> tuple[tuple[Document, Due], ...]:
        """Of all servers."""
        kept = (one for one in self._documents.documents(CORRECTION) if one.value != DONE)
        return tuple((one, Due.model_validate_json(one.value)) for one in kept)

    def done(self, document: Document) -> None:
        """It is posted, or cannot be."""
        self._documents.put_document(CORRECTION, document.server, document.key, DONE, document.at)

    def forget_before(self, at: float) -> None:
        """Forget which were made, when nobody can ask again."""
        self._documents.forget_documents(CORRECTION, before=int(at))


def _quoted(post: Post, article: str) -> set[str]:
    return {_plain(words) for source, words in post.quotes if source == article}


def _plain(words: str) -> str:
    return " ".join(words.split())

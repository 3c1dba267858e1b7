"""Values kept by kind, server and key, whoever gives them their meaning: feeds, items, topics, posts."""

from __future__ import annotations

from typing import NamedTuple, Protocol

__all__ = ["Document", "Documents"]


class Document(NamedTuple):
    """A value as it was put; ``at`` is in Unix seconds, or whatever its kind counts in."""

    server: int
    key: str
    value: str
    at: int


class Documents(Protocol):
    """Kept in a file or in a database; safe from any thread and between processes."""

    def document(self, kind: str, server: int, key: str) -> Document | None:
        """What was put there last."""
        ...

    def documents(self, kind: str, *, server: int | None = None) -> tuple[Document, ...]:
        """All of a kind, of one server or of all, ordered by server and key."""
        ...

    def put_document(self, kind: str, server: int, key: str, value: str, at: int) -> None:
        """Keep a value in place of the one before."""
        ...

    def first_document(self, kind: str, server: int, key: str, value: str, at: int) -> bool:
        """Keep a value where there is none; whether there was none. Only one of many callers hears yes."""
        ...

    def remove_document(self, kind: str, server: int, key: str) -> bool:
        """Forget a value; whether there was one."""
        ...

    def forget_documents(self, kind: str, *, server: int | None = None, before: int | None = None) -> int:
        """Forget values of a kind, of one server or of all, those before a moment or all; how many."""
        ...

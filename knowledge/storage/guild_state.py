"""What the bot keeps of its servers, wherever it is kept: exchanges, votes, settings, audits and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from knowledge.storage.documents import Documents

__all__ = ["COLUMNS", "Audit", "Exchange", "Gap", "GuildState", "Rows"]

COLUMNS = {
    "exchange": (
        "id", "server", "person", "kind", "question", "context", "private", "answered", "cited", "at",
    ),
    "vote": ("exchange", "person", "good", "reason", "words", "at"),
    "setting": ("server", "value"),
    "audit": ("id", "server", "person", "what", "at"),
    "note": ("name", "value"),
    "document": ("kind", "server", "key", "value", "at"),
}  # fmt: skip
"""What moves between a file and a database, in an order in which it can be filled in."""

Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""Of each table in COLUMNS its rows."""


class Exchange(NamedTuple):
    """A question and what was shown for it; ``person`` is scrambled, ``at`` in Unix seconds."""

    id: int
    server: int
    person: str
    kind: str
    question: str
    context: str | None
    private: bool
    answered: bool
    cited: str
    at: int


class Gap(NamedTuple):
    """A question that stayed unanswered or was voted down, with why."""

    question: str
    answered: bool
    reasons: tuple[str, ...]
    at: int


class Audit(NamedTuple):
    """Who changed what, and when (Unix seconds)."""

    person: int
    what: str
    at: int


class GuildState(Documents, Protocol):
    """What the bot keeps of its servers: in a file, or in a database that all processes share."""

    def close(self) -> None:
        """Let go of it."""
        ...

    def remember(self, exchange: Exchange) -> int:
        """Keep an exchange; its id, by which buttons find it, is given here."""
        ...

    def recall(self, ref: int, *, server: int) -> Exchange | None:
        """The server's exchange of this id, as long as it is kept."""
        ...

    def vote(
        self, ref: int, person: str, *, server: int, good: bool, reason: str, words: str, at: int
    ) -> None:
        """One vote a person and exchange; a later one replaces it."""
        ...

    def gaps(self, server: int) -> tuple[Gap, ...]:
        """Questions of a server without an answer or with a vote against it, oldest first."""
        ...

    def forget_person(self, person: str) -> int:
        """Delete a person's exchanges and votes, everywhere; how many there were."""
        ...

    def forget_before(self, at: int) -> int:
        """Delete exchanges older than a moment, with their votes; how many there were."""
        ...

    def forget_questions(self, server: int) -> int:
        """Delete a server's exchanges, with their votes; how many there were."""
        ...

    def cited_since(self, server: int, at: int) -> tuple[str, ...]:
        """What was cited in a server's exchanges from a moment on, as it was kept."""
        ...

    def setting(self, server: int) -> str | None:
        """A server's settings as they were stored."""
        ...

    def set_setting(self, server: int, value: str) -> None:
        """Store a server's settings whole."""
        ...

    def audit(self, server: int, person: int, what: str, at: int) -> None:
        """List a change."""
        ...

    def audits(self, server: int, count: int) -> tuple[Audit, ...]:
        """A server's latest changes, the latest first."""
        ...

    def note(self, name: str) -> str | None:
        """Something the bot remembers about itself."""
        ...

    def set_note(self, name: str, value: str) -> None:
        """Remember something."""
        ...

    def first_note(self, name: str, value: str) -> str:
        """What is remembered under the name; the value is, when nothing was. Safe between processes."""
        ...

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """Whether the named work is ours while the block runs; no other process has it then."""
        ...

    def backup(self, target: Path) -> None:
        """A consistent copy in a file, while others go on writing."""
        ...

    def restore(self, source: Path) -> None:
        """Become what such a file holds. Raises IndexDamagedError, and stays as it is, where it is none."""
        ...

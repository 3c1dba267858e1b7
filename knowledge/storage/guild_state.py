"""What the bot keeps of its servers, wherever it is kept: exchanges, votes, settings, audits and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from knowledge.storage.documents import Documents
from knowledge.storage.exchange_ids import Shown

__all__ = ["COLUMNS", "Asked", "Audit", "Exchange", "Gap", "GuildState", "Rows"]

COLUMNS = {
    "exchange": (
        "id", "server", "person", "kind", "question", "context", "private", "answered", "cited", "at",
        "reason",
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
    reason: str = ""
    """Why nothing answered, in one word; empty where something did."""

    @property
    def shown(self) -> Shown:
        """What its id has to fit."""
        return Shown(self.server, self.question, self.context, self.cited, self.at)


class Gap(NamedTuple):
    """A question that stayed unanswered or was voted down, with why."""

    question: str
    answered: bool
    reasons: tuple[str, ...]
    at: int
    words: tuple[str, ...] = ()
    """What people wrote against the answer."""
    liked: int = 0
    """How many voted for it all the same."""


class Asked(NamedTuple):
    """A question, what became of it, and how many voted for and against; ``at`` in Unix seconds."""

    question: str
    answered: bool
    reason: str
    liked: int
    disliked: int
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
        """Keep an exchange; its id, by which buttons find it, is made here (``exchange_ids``)."""
        ...

    def recall(self, ref: int, *, server: int) -> Exchange | None:
        """The server's exchange of this id, as long as it is kept and the id fits it."""
        ...

    def rename(self, ref: int, *, server: int, kind: str) -> None:
        """Give the server's exchange of this id another kind: a withdrawn one counts no more."""
        ...

    def vote(
        self, ref: int, person: str, *, server: int, good: bool, reason: str, words: str, at: int
    ) -> None:
        """One vote a person and exchange; a later one replaces it."""
        ...

    def gaps(self, server: int) -> tuple[Gap, ...]:
        """Questions of a server without an answer or with a vote against it, oldest first."""
        ...

    def asked(self, server: int, since: int) -> tuple[Asked, ...]:
        """All questions of a server from a moment on, oldest first."""
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
        """List a change; the same of the same second once."""
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

"""What the bot asks of a library of articles; ``knowledge.library.Library`` fulfils it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from knowledge.model import Answer, Article, CheckedClaim, Citation, FactSheet, Sentence, Source, Timeline

__all__ = ["Library"]


class Library(Protocol):
    """Open for questions from any number of threads."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read."""
        ...

    def ask(
        self,
        question: str,
        *,
        context: str | None = None,
        top: int | None = None,
        caution: float | None = None,
        today: date | None = None,
    ) -> Answer:
        """The best supported quotation, or the reason for silence."""
        ...

    def timeline(
        self, topic: str = "", *, first: date | None = None, last: date | None = None, today: date
    ) -> Timeline:
        """Dated events on a topic."""
        ...

    def check(self, claim: str) -> CheckedClaim:
        """A claim held against the sources."""
        ...

    def refresh(self) -> bool:
        """Follow the files again; whether anything had changed."""
        ...

    def facts(self, name: str) -> FactSheet:
        """What the sources say about a name. Raises UnknownNameError."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """All sources, ordered by id."""
        ...

    def article(self, source: str) -> Article:
        """Raises UnknownSourceError."""
        ...

    def passage(self, citation: Citation, *, around: int = 2) -> tuple[Sentence, ...]:
        """The cited sentence with its neighbours."""
        ...

    def names(self, prefix: str) -> tuple[str, ...]:
        """Known names that begin so, the most frequent first."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...

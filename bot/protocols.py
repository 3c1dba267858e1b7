"""What the bot asks of a library of articles, and of whoever does long work for it.

``knowledge.library.Library`` is the first, ``bot.operations.workers`` has the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Protocol

from knowledge.model import (
    Answer,
    Article,
    CheckedClaim,
    Citation,
    FactSheet,
    Freshness,
    Sentence,
    Source,
    Timeline,
)

__all__ = [
    "CancelledError", "DiedError", "Library", "OutOfMemoryError", "StoppedError", "TooLongError", "WorkError",
    "Workers",
]  # fmt: skip


class WorkError(Exception):
    """A job came to nothing."""


class TooLongError(WorkError):
    """The job said nothing for too long."""


class OutOfMemoryError(WorkError):
    """The job needed more memory than it may have."""


class DiedError(WorkError):
    """The job failed by itself; the message says how."""


class CancelledError(WorkError):
    """Somebody wanted the job no longer."""


class StoppedError(WorkError):
    """We are about to stop."""


class Workers(Protocol):
    """Does jobs that may take long, in turns between those who ask."""

    def run(
        self, turn: int, job: str, *arguments: object, take: Callable[[Any], None], seconds: float,
        name: str = "",
    ) -> None:  # fmt: skip
        """Call ``module:function`` with ``say`` and the arguments; ``take`` gets what it says.

        ``turn`` is who asks; a job that says nothing for ``seconds`` is ended. Raises WorkError.
        """
        ...

    def cancel(self, name: str) -> bool:
        """End the job of this name; False when there is none."""
        ...

    def close(self) -> None:
        """Take no more, and end at once what runs."""
        ...


class Library(Protocol):
    """Open for questions from any number of threads."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read."""
        ...

    @property
    def absent(self) -> tuple[str, ...]:
        """Folders and files that held articles and hold nothing now; their articles are kept."""
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
        self, topic: str = "", *, first: date | None = None, last: date | None = None, today: date,
        also: Collection[str] = (),
    ) -> Timeline:  # fmt: skip
        """Dated events on a topic, those that the sources ``also`` tell in any case."""
        ...

    def check(self, claim: str) -> CheckedClaim:
        """A claim held against the sources."""
        ...

    def refresh(self, *, progress: Callable[[int, int, str], None] | None = None) -> bool:
        """Follow the files again; whether anything had changed.

        ``progress`` is called for each article that is read; what it raises leaves everything as it was.
        """
        ...

    def freshness(self) -> Freshness | None:
        """How far a copy is behind the truth; None where this is the truth itself."""
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

    def names(self, typed: str) -> tuple[str, ...]:
        """Known names that may be meant by what is typed so far, likely ones first."""
        ...

    def questions(self, typed: str) -> tuple[str, ...]:
        """Questions about what is typed so far."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...

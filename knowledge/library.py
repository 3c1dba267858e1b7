"""A library of articles, open for questions: the one door for the command line and the bot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from knowledge.embedding.upkeep import Upkeep
from knowledge.retrieval.searchable import Searchable

if TYPE_CHECKING:
    from knowledge.answering.explain import Explanation
    from knowledge.embedding.vectors import Vectors
    from knowledge.evidence.completion import NameList
    from knowledge.indexing import OpenLibrary
    from knowledge.model import (
        Answer,
        Article,
        CheckedClaim,
        Citation,
        Fact,
        FactSheet,
        Sentence,
        Source,
        Timeline,
    )
    from knowledge.protocols import Statistics
    from knowledge.settings import Settings

__all__ = ["Library"]

Progress = Callable[[int, int, str], None]
"""Called with (done, total, name) while files are read."""


class Library:
    """Open with ``Library.open``; any number of threads may ask at once.

    >>> with Library.open(settings) as library:  # doctest: +SKIP
    ...     print(library.ask("When is the meeting?").answer)
    """

    def __init__(
        self,
        opened: OpenLibrary,
        settings: Settings,
        *,
        progress: Progress | None = None,
        meaning: Literal["at once", "in the background"] = "at once",
    ) -> None:
        self._open = opened
        self._settings = settings
        self._progress = progress
        self._at_once = meaning == "at once"
        self._upkeep = Upkeep(settings, opened.store, opened.folder, opened.identity)
        self._naming = Lock()
        self._names: tuple[int, NameList] | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        progress: Progress | None = None,
        meaning: Literal["at once", "in the background"] = "at once",
    ) -> Self:
        """Bring the index up to date with the files, and open it.

        The vectors of sentences are brought up at the first question, which waits for them, or in the
        background, while questions are answered by the letters.
        Raises BusyError when another process indexes these sources for too long, ReadingError when a
        source that was named does not exist, IndexDamagedError when the index folder is not ours.
        """
        from knowledge.indexing import open_library

        opened = open_library(settings, progress=progress)
        return cls(opened, settings, progress=progress, meaning=meaning)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read, one line each, naming the file and the reason."""
        damaged = (self._upkeep.problem,) if self._upkeep.problem else ()
        return tuple(str(problem) for problem in (*self._open.problems, *damaged))

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that could not be read, or not whole."""
        return self._open.unreadable

    def refresh(self, *, progress: Progress | None = None) -> bool:
        """Follow the files again, cheaply when nothing has changed; returns whether anything had."""
        return self._open.refresh(progress=progress)

    def statistics(self) -> Statistics:
        """How many sentences, paragraphs, articles and words there are."""
        return self._open.store.statistics()

    def ask(
        self,
        question: str,
        *,
        context: str | None = None,
        top: int | None = None,
        caution: float | None = None,
        today: date | None = None,
    ) -> Answer:
        """The best supported quotation, or the reason for silence; ``context`` is the question before.

        With ``today``, "last year" and the like are understood; the library itself looks at no clock.
        """
        from knowledge.answering.pipeline import answer

        return answer(
            question,
            self._searched(),
            context=context,
            top=top or self._settings.top,
            caution=self._settings.caution if caution is None else caution,
            today=today,
        )

    def explain(
        self, question: str, *, context: str | None = None, top: int | None = None, today: date | None = None
    ) -> Explanation:
        """Why the question's candidates stand as they do, and whether letters or meaning brought each."""
        from knowledge.answering.explain import explain

        return explain(
            question, self._searched(), context=context, top=top or self._settings.top, today=today
        )

    def bring_up_meaning(self) -> bool:
        """Encode the sentences that have no vectors yet; whether meaning is heard from now on."""
        self._upkeep.bring_up(self._progress)
        return self._upkeep.vectors() is not None

    @property
    def meaning_off(self) -> str:
        """Why answers go by the letters alone; empty where they do not."""
        if self._upkeep.vectors() is not None:
            return ""
        if self._upkeep.problem is not None:
            return str(self._upkeep.problem)
        return (
            "DATELINE_MEANING=off"
            if self._settings.meaning == "off"
            else "the extra `semantic` is not installed"
        )

    def _searched(self) -> Searchable:
        return Searchable(self._open.store, self._open.index, self._vectors())

    def _vectors(self) -> Vectors | None:
        if self._at_once:
            self._upkeep.bring_up(self._progress)
        return self._upkeep.vectors()

    def timeline(
        self, topic: str = "", *, first: date | None = None, last: date | None = None, today: date
    ) -> Timeline:
        """Dated events on a topic, all of them when the topic is empty; ``last`` belongs to the window."""
        from knowledge.timeline.pipeline import timeline

        return timeline(
            topic,
            self._open.store,
            self._open.index,
            first=first,
            last=last,
            today=today,
            vectors=self._vectors(),
        )

    def check(self, claim: str) -> CheckedClaim:
        """A claim or a quotation held against the sources."""
        from knowledge.claims.pipeline import check

        return check(claim, self._open.store, self._open.index, vectors=self._vectors())

    def facts(self, name: str) -> FactSheet:
        """Aliases, roles, figures and statements of a name. Raises UnknownNameError, naming the nearest."""
        from knowledge.factsheets.pipeline import fact_sheet

        return fact_sheet(name, self._open.store)

    def names(self, prefix: str) -> tuple[str, ...]:
        """At most 25 names of which a word begins so, the most mentioned first."""
        from knowledge.evidence.completion import NameList

        generation = self._open.store.generation
        with self._naming:
            if self._names is None or self._names[0] != generation:
                self._names = generation, NameList.of(self._open.store.mentioned())
            names = self._names[1]
        return names.starting(prefix)

    def sources(self) -> tuple[Source, ...]:
        """All sources, ordered by id."""
        return self._open.store.sources()

    def article(self, source: str) -> Article:
        """Raises UnknownSourceError."""
        return self._open.store.article(source)

    def sentences_of(self, source: str) -> tuple[Sentence, ...]:
        """The sentences of an article in reading order."""
        return self._open.store.sentences_of(source)

    def passage(self, citation: Citation, *, around: int = 2) -> tuple[Sentence, ...]:
        """The cited sentence with ``around`` neighbours on either side, for showing."""
        return tuple(
            sentence
            for sentence in self.sentences_of(citation.source)
            if abs(sentence.number - citation.sentence) <= around
        )

    def facts_of(self, sentence: Sentence) -> tuple[Fact, ...]:
        """What was found in one sentence, in the order of the text."""
        return tuple(stored.fact for stored in self._open.store.facts(sentences=(sentence.id,)))

    def close(self) -> None:
        """Let go of the files."""
        self._upkeep.close()
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

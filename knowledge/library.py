"""A library of articles, open for questions: the one door for the command line and the bot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from knowledge.embedding.upkeep import Upkeep
from knowledge.errors import ReaderError
from knowledge.retrieval.page_cache import SHARED
from knowledge.retrieval.searchable import Searchable

if TYPE_CHECKING:
    from knowledge.answering.explain import Explanation
    from knowledge.indexing import OpenLibrary
    from knowledge.indexing.followed import FollowedLibrary
    from knowledge.indexing.index_folder import IndexFolder
    from knowledge.model import (
        Answer,
        Article,
        CheckedClaim,
        Citation,
        Fact,
        FactSheet,
        Freshness,
        Sentence,
        Source,
        Timeline,
    )
    from knowledge.protocols import Reader, Statistics, Store
    from knowledge.settings import Settings
    from knowledge.storage.postgres.cluster import Cluster

__all__ = ["Library"]

COMPLETIONS = 25
QUESTIONS = 5
"""Names that are proposed for what is typed; Discord shows no more."""

Progress = Callable[[int, int, str], None]
"""Called with (done, total, name) while files are read."""


class Library:
    """Open with ``Library.open``; any number of threads may ask at once.

    >>> with Library.open(settings) as library:  # doctest: +SKIP
    ...     print(library.ask("When is the meeting?").answer)
    """

    def __init__(
        self,
        opened: OpenLibrary | FollowedLibrary,
        settings: Settings,
        *,
        progress: Progress | None = None,
        meaning: Literal["at once", "in the background"] = "at once",
    ) -> None:
        self._open = opened
        self._settings = settings
        SHARED.bound(settings.cache << 20)
        self._progress = progress
        self._at_once = meaning == "at once"
        self._meaning: tuple[IndexFolder, Upkeep] | None = None
        self._changing = Lock()
        self._unread: str | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        progress: Progress | None = None,
        meaning: Literal["at once", "in the background"] = "at once",
        cluster: Cluster | None = None,
    ) -> Self:
        """Bring the index up to date with the files, and open it.

        The vectors of sentences are brought up at the first question, which waits for them, or in the
        background, while questions are answered by the letters.
        Raises BusyError when another process indexes these sources for too long, ReadingError when a
        source that was named does not exist, IndexDamagedError when the index folder is not ours.

        Where the settings name a database, a copy of what that holds follows it from now on; ``cluster`` is
        the database, if it is open already.
        """
        from knowledge.indexing import open_library

        opened = open_library(settings, progress=progress, cluster=cluster)
        return cls(opened, settings, progress=progress, meaning=meaning)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read, one line each, naming the file and the reason."""
        amiss = (self._upkeep.problem, self._unread)
        return (*(str(one) for one in self._open.problems), *(str(one) for one in amiss if one))

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that could not be read, or not whole."""
        return self._open.unreadable

    @property
    def absent(self) -> tuple[str, ...]:
        """The folders and files that held articles and hold nothing now; their articles are kept."""
        return tuple(problem.path for problem in self._open.absent)

    def refresh(
        self, *, progress: Progress | None = None, compare: Literal["times", "contents"] = "times"
    ) -> bool:
        """Follow the files, cheaply or by all their ``contents``; returns whether anything had changed."""
        return self._open.refresh(progress=progress, compare=compare)

    def freshness(self) -> Freshness | None:
        """How far the copy is behind the truth; None where this is the truth itself."""
        return self._open.freshness()

    def statistics(self) -> Statistics:
        """How many sentences, paragraphs, articles and words there are."""
        with self._store() as store:
            return store.statistics()

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
        from knowledge.routing import reply

        with self._reading() as searched:
            found = reply(
                question,
                searched,
                context=context,
                top=top or self._settings.top,
                caution=self._settings.caution if caution is None else caution,
                today=today,
            )
            freshness = self._open.freshness()
        return found if freshness is None else found.model_copy(update={"freshness": freshness})

    def explain(
        self, question: str, *, context: str | None = None, top: int | None = None, today: date | None = None
    ) -> Explanation:
        """Why the question's candidates stand as they do, and whether letters or meaning brought each."""
        from knowledge.answering.explain import explain

        with self._reading() as searched:
            return explain(question, searched, context=context, top=top or self._settings.top, today=today)

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

    @contextmanager
    def _reading(self) -> Iterator[Searchable]:
        """The articles as they are now; all that is asked of them inside is of one state."""
        if self._at_once:
            self._upkeep.bring_up(self._progress)
        with self._open.reading() as opened:
            vectors = self._upkeep_of(opened).vectors()
            # The reader was weighed beside letters and meaning; where meaning is missing it keeps silent.
            yield Searchable(opened.store, opened.index, vectors, None if vectors is None else self._reader())

    def _reader(self) -> Reader | None:
        from knowledge.comprehension.opening import shared_reader

        try:
            return shared_reader()
        except ReaderError as error:
            self._unread = str(error)
            return None

    @contextmanager
    def _store(self) -> Iterator[Store]:
        with self._open.reading() as opened:
            yield opened.store

    @property
    def _upkeep(self) -> Upkeep:
        with self._open.reading() as opened:
            return self._upkeep_of(opened)

    def _upkeep_of(self, opened: IndexFolder) -> Upkeep:
        """The vectors belong to one copy; when that is made anew, so are they."""
        with self._changing:
            if self._meaning is None or self._meaning[0] is not opened:
                if self._meaning is not None:
                    self._meaning[1].close()
                upkeep = Upkeep(self._settings, opened.store, opened.folder, opened.store.identity)
                self._meaning = opened, upkeep
            return self._meaning[1]

    def timeline(
        self, topic: str = "", *, first: date | None = None, last: date | None = None, today: date,
        also: Collection[str] = (),
    ) -> Timeline:  # fmt: skip
        """Dated events on a topic, of all topics when it is empty; ``last`` belongs to the window.

        In a large library those are told that concern the topic most, and whatever the sources ``also`` tell.
        """
        from knowledge.timeline.pipeline import timeline

        with self._reading() as searched:
            return timeline(topic, searched, first=first, last=last, today=today, also=also)

    def check(self, claim: str) -> CheckedClaim:
        """A claim or a quotation held against the sources."""
        from knowledge.claims.pipeline import check

        with self._reading() as searched:
            return check(claim, searched)

    def facts(self, name: str) -> FactSheet:
        """Aliases, roles, figures and statements of a name. Raises UnknownNameError, naming the nearest."""
        from knowledge.factsheets.pipeline import fact_sheet

        with self._store() as store:
            return fact_sheet(name, store)

    def names(self, typed: str) -> tuple[str, ...]:
        """At most ``COMPLETIONS`` names that may be meant by what is typed so far, likely ones first."""
        from knowledge.evidence.completion import completions

        with self._store() as store:
            return completions(typed, store, COMPLETIONS)

    def questions(self, typed: str) -> tuple[str, ...]:
        """At most ``QUESTIONS`` questions about what is typed so far that the articles give rise to."""
        from knowledge.answering.suggestions import questions_about

        with self._open.reading() as opened:
            return questions_about(typed, Searchable(opened.store, opened.index), QUESTIONS)

    def sources(self) -> tuple[Source, ...]:
        """All sources, ordered by id."""
        with self._store() as store:
            return store.sources()

    def article(self, source: str) -> Article:
        """Raises UnknownSourceError."""
        with self._store() as store:
            return store.article(source)

    def sentences_of(self, source: str) -> tuple[Sentence, ...]:
        """The sentences of an article in reading order."""
        with self._store() as store:
            return store.sentences_of(source)

    def passage(self, citation: Citation, *, around: int = 2) -> tuple[Sentence, ...]:
        """The cited sentence with ``around`` neighbours on either side, for showing."""
        return tuple(
            sentence
            for sentence in self.sentences_of(citation.source)
            if abs(sentence.number - citation.sentence) <= around
        )

    def facts_of(self, sentence: Sentence) -> tuple[Fact, ...]:
        """What was found in one sentence, in the order of the text."""
        with self._store() as store:
            return tuple(stored.fact for stored in store.facts(sentences=(sentence.id,)))

    def close(self) -> None:
        """Let go of the files."""
        if self._meaning is not None:
            self._meaning[1].close()
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

"""What is known of a store's sentences beyond their text: expressions, days, speakers, their paragraphs."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, cast

from knowledge.extraction.details import expressions_in, periods_in, speakers_in
from knowledge.extraction.expressions import Expression
from knowledge.model import Alias, Period, Source
from knowledge.retrieval.page_cache import SHARED
from knowledge.storage.bm25 import rarity
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.protocols import Row, Store

__all__ = ["Corpus", "ParagraphFeatures", "SentenceFeatures", "corpus_of"]

_ALIAS = 0.9
_NEWEST = 50
"""Sentences that are read for what a name is also called."""
_PAGE, _TERM = 900, 95
"""Bytes of a page without its words, and of each word in it and in its share of a paragraph."""


class ParagraphFeatures:
    """A paragraph's sentences and their terms, in reading order."""

    __slots__ = ("article", "ids", "sentences", "source", "terms", "title")

    source: Source
    """Of the article; pages have it, but not what ``Corpus.unnamed`` gives."""

    def __init__(self, row: Row) -> None:
        self.article = row.sentence.source
        self.ids = row.siblings
        self.title = row.title
        self.sentences = row.around
        self.terms = tuple(chain.from_iterable(row.around))

    @property
    def is_named(self) -> bool:
        """Whether its source was read."""
        return hasattr(self, "source")

    def name(self, source: Source) -> None:
        """Tell it its source."""
        self.source = source


class SentenceFeatures:
    """A sentence with what the features ask of it, each worked out when it is asked for first."""

    __slots__ = ("at", "packed", "paragraph", "sentence", "terms")

    def __init__(self, row: Row, paragraph: ParagraphFeatures) -> None:
        self.sentence = row.sentence
        self.terms = row.terms
        self.paragraph = paragraph
        self.at = row.sentence.id - row.siblings.start
        """Position of the sentence in its paragraph."""
        self.packed = row.details

    @property
    def size(self) -> int:
        """Bytes, about, when all is worked out."""
        own = len(self.sentence.text) + len(self.packed)
        around = len(self.paragraph.terms) // len(self.paragraph.ids)
        return _PAGE + 2 * own + _TERM * (len(self.terms) + around)

    def beside(self, step: int) -> tuple[str, ...] | None:
        """The terms of a sentence so many behind it, or before; None where its paragraph ends."""
        at = self.at + step
        return self.paragraph.sentences[at] if 0 <= at < len(self.paragraph.sentences) else None

    @property
    def content(self) -> frozenset[str]:
        """Its terms without function words."""
        return frozenset(self.terms) - STOPWORDS

    @staticmethod
    def expressions(pages: Sequence[SentenceFeatures], kinds: Container[str]) -> list[tuple[Expression, ...]]:
        """What in each could answer, of these kinds."""
        return expressions_in([(page.packed, page.terms) for page in pages], kinds)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The days that its time expressions mean."""
        return periods_in(self.packed)

    @property
    def speakers(self) -> frozenset[str]:
        """Terms of those who say something in it."""
        return speakers_in(self.packed)


class Corpus:
    """One state of a store; what is read of its sentences is kept for the process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._identity = store.identity
        held = store.statistics()
        self.sentences = max(1, held.sentences)
        self.lengths = (
            max(1.0, held.words / max(1, held.sentences)),
            max(1.0, held.words / max(1, held.paragraphs)),
        )
        self.vocabulary = store.vocabulary()
        self._aliases: dict[str, dict[tuple[str, ...], float]] = {}

    def alias_forms(self, name: str) -> dict[tuple[str, ...], float]:
        """What the articles themselves say that a name is also called."""
        if name not in self._aliases:
            forms: dict[tuple[str, ...], float] = {}
            for stored in self.store.facts("alias", name=name, most=_NEWEST):
                if isinstance(stored.fact, Alias):
                    forms.update({terms(other): _ALIAS for other in (stored.fact.entity, stored.fact.alias)})
            self._aliases[name] = forms
        return self._aliases[name]

    def weight(self, term: str) -> float:
        """Inverse document frequency as BM25 counts it, over sentences."""
        return rarity(self.sentences, self.vocabulary.get(term, 0))

    def pages(self, ids: Sequence[int]) -> list[SentenceFeatures]:
        """In the order asked for; unknown ids are left out."""
        found = self.unnamed(ids)
        self.name(found)
        return found

    def unnamed(self, ids: Sequence[int]) -> list[SentenceFeatures]:
        """The same, but perhaps without their sources, which few questions ask of all candidates."""
        known = cast("dict[int, SentenceFeatures]", SHARED.known(self._identity, ids))
        missing = [i for i in ids if i not in known]
        if missing:
            made = self._read(missing)
            SHARED.add(self._identity, made)
            known |= made
        return [page for i in ids if (page := known.get(i)) is not None]

    def name(self, pages: Iterable[SentenceFeatures]) -> None:
        """Read the sources of these, where that was not done yet."""
        waiting = [page.paragraph for page in pages if not page.paragraph.is_named]
        if waiting:
            sources = {source.id: source for source in self.store.sources({one.article for one in waiting})}
            for paragraph in waiting:
                paragraph.name(sources[paragraph.article])

    def held(self, sources: Sequence[str], wanted: Sequence[str]) -> dict[str, Mapping[str, int]]:
        """Of each source, how often it holds each term wanted, those that it holds."""
        return {source: bag.counts for source, bag in self.store.bags(sources, wanted).items()}

    def _read(self, ids: Sequence[int]) -> dict[int, SentenceFeatures]:
        paragraphs: dict[int, ParagraphFeatures] = {}
        made = {}
        for row in self.store.rows(ids):
            first = row.siblings.start
            if first not in paragraphs:
                paragraphs[first] = ParagraphFeatures(row)
            made[row.sentence.id] = SentenceFeatures(row, paragraphs[first])
        return made


@lru_cache(maxsize=64)  # as many libraries as a process keeps open
def _corpus(store: Hashable, generation: int) -> Corpus:  # noqa: ARG001 - a new generation is a new corpus
    return Corpus(cast("Store", store))


def corpus_of(store: Store) -> Corpus:
    """The corpus of the store as it stands now; the same one as long as nothing changes."""
    return _corpus(cast("Hashable", store), store.generation)

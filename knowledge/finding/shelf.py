"""What is known of a store's sentences beyond their text, worked out once: terms, expressions, paragraphs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from knowledge.finding.expressions import Expression, expressions
from knowledge.model import Sentence, Source
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from knowledge.seams import Store

__all__ = ["Page", "Paragraph", "Shelf", "shelf_of"]


class Paragraph(NamedTuple):
    """A paragraph's sentences, how often each term stands in it, and its length in words."""

    ids: tuple[int, ...]
    counts: Mapping[str, int]
    length: int
    source: Source
    title: frozenset[str]


class Page(NamedTuple):
    """A sentence with what the features ask of it."""

    sentence: Sentence
    terms: tuple[str, ...]
    counts: Mapping[str, int]
    places: Mapping[str, int]
    """Where each term stands first."""
    expressions: tuple[Expression, ...]
    content: frozenset[str]
    paragraph: Paragraph
    at: int
    """Position of the sentence in its paragraph."""


class Shelf:
    """One state of a store; pages are made when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.vocabulary = store.vocabulary()
        self.count = max(4, int(1.3 * max(self.vocabulary.values(), default=0)))
        self._sources = {source.id: source for source in store.sources()}
        self._titles = {source.id: frozenset(terms(source.title)) for source in store.sources()}
        self._pages: dict[int, Page] = {}
        self._articles: dict[str, Mapping[str, int]] = {}

    def weight(self, term: str) -> float:
        """Inverse document frequency as BM25 counts it, over sentences; 0 for an unknown term's neighbours."""
        held = self.vocabulary.get(term, 0)
        return math.log(1 + (self.count - min(held, self.count) + 0.5) / (held + 0.5))

    def pages(self, ids: Sequence[int]) -> list[Page]:
        """In the order asked for."""
        missing = [i for i in ids if i not in self._pages]
        if missing:
            self._load(missing)
        return [self._pages[i] for i in ids if i in self._pages]

    def article_terms(self, source: str) -> Mapping[str, int]:
        """In how many of an article's sentences each term stands."""
        if source not in self._articles:
            ids = [sentence.id for sentence in self.store.sentences_of(source)]
            found = self.store.terms(ids)
            self._articles[source] = Counter(term for held in found.values() for term in set(held))
        return self._articles[source]

    def _load(self, ids: Sequence[int]) -> None:
        for source in sorted({sentence.source for sentence in self.store.sentences(ids)}):
            wanted = {s.paragraph for s in self.store.sentences(ids) if s.source == source}
            held = [s for s in self.store.sentences_of(source) if s.paragraph in wanted]
            found = self.store.terms([s.id for s in held])
            for number in sorted(wanted):
                self._shelve([s for s in held if s.paragraph == number], found)

    def _shelve(self, held: Sequence[Sentence], found: Mapping[int, tuple[str, ...]]) -> None:
        counts = Counter(term for sentence in held for term in found[sentence.id])
        source = self._sources[held[0].source]
        paragraph = Paragraph(
            tuple(s.id for s in held), counts, counts.total(), source, self._titles[source.id]
        )
        for at, sentence in enumerate(held):
            self._pages[sentence.id] = _page(sentence, found[sentence.id], paragraph, at)


def _page(sentence: Sentence, found: tuple[str, ...], paragraph: Paragraph, at: int) -> Page:
    places: dict[str, int] = {}
    for place, term in enumerate(found):
        places.setdefault(term, place)
    return Page(
        sentence,
        found,
        Counter(found),
        places,
        expressions(sentence.text, words(sentence.text)),
        frozenset(term for term in found if term not in STOPWORDS),
        paragraph,
        at,
    )


@lru_cache(maxsize=4)
def _shelf(store: Store, generation: int) -> Shelf:  # noqa: ARG001 - a new generation is a new shelf
    return Shelf(store)


def shelf_of(store: Store) -> Shelf:
    """The shelf of the store as it stands now; the same one as long as nothing changes."""
    return _shelf(store, store.generation)

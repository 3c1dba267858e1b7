"""What is known of a store's sentences beyond their text, worked out once: expressions, counts.

Paragraphs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from knowledge.model import Alias, Mention, Period, Sentence, Source, Statement, Timex
from knowledge.retrieval.expressions import Expression, expressions
from knowledge.text.names import name_form
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from knowledge.protocols import Row, Store

__all__ = ["Corpus", "ParagraphFeatures", "SentenceFeatures", "corpus_of"]

_ALIAS = 0.9
_REMEMBERED = 50_000  # pages, some 100 MB at most


class ParagraphFeatures(NamedTuple):
    """A paragraph's sentences, how often each term stands in it, and its length in words."""

    ids: range
    counts: Mapping[str, int]
    length: int
    source: Source
    title: frozenset[str]


class SentenceFeatures(NamedTuple):
    """A sentence with what the features ask of it."""

    sentence: Sentence
    terms: tuple[str, ...]
    counts: Mapping[str, int]
    places: Mapping[str, int]
    """Where each term stands first."""
    expressions: tuple[Expression, ...]
    content: frozenset[str]
    """Its terms without function words."""
    paragraph: ParagraphFeatures
    at: int
    """Position of the sentence in its paragraph."""
    periods: tuple[Period, ...]
    """The days that its time expressions mean."""
    speakers: frozenset[str]
    """Terms of those who say something in it."""


class Corpus:
    """One state of a store; pages are made when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        held = store.statistics()
        self.sentences = max(1, held.sentences)
        self.lengths = (
            max(1.0, held.words / max(1, held.sentences)),
            max(1.0, held.words / max(1, held.paragraphs)),
        )
        self.vocabulary = store.vocabulary()
        self._sources: dict[str, Source] = {}
        self._aliases: dict[str, dict[tuple[str, ...], float]] = {}
        self._titles: dict[str, frozenset[str]] = {}
        self._pages: dict[int, SentenceFeatures] = {}
        self._bags: dict[tuple[str, str], int] = {}
        self._paragraphs: dict[int, ParagraphFeatures] = {}

    def alias_forms(self, name: str) -> dict[tuple[str, ...], float]:
        """What the articles themselves say that a name is also called."""
        if name not in self._aliases:
            forms: dict[tuple[str, ...], float] = {}
            for stored in self.store.facts("alias", name=name):
                if isinstance(stored.fact, Alias):
                    forms.update({terms(other): _ALIAS for other in (stored.fact.entity, stored.fact.alias)})
            self._aliases[name] = forms
        return self._aliases[name]

    def is_name(self, text: str) -> bool:
        """Whether this is a name that the articles mention, or the last word of one."""
        form, written = name_form(text), terms(text)
        held = (*self.store.names.by_form([form]), *self.store.names.by_end(form))
        return any(written in (whole := terms(entry.name), whole[-1:]) for entry in held if entry.mentions)

    def weight(self, term: str) -> float:
        """Inverse document frequency as BM25 counts it, over sentences."""
        held = self.vocabulary.get(term, 0)
        return math.log(1 + (self.sentences - held + 0.5) / (held + 0.5))

    def pages(self, ids: Sequence[int]) -> list[SentenceFeatures]:
        """In the order asked for; unknown ids are left out."""
        missing = [i for i in ids if i not in self._pages]
        if missing:
            if len(self._pages) > _REMEMBERED:
                self._pages, self._paragraphs = {}, {}
                missing = list(ids)
            facts, rows = self._facts(missing), self.store.rows(missing)
            self._read_sources({row.sentence.source for row in rows})
            made = {row.sentence.id: self._page(row, facts[row.sentence.id]) for row in rows}
            self._pages.update(made)
        return [page for i in ids if (page := self._pages.get(i)) is not None]

    def held(self, sources: Sequence[str], wanted: Sequence[str]) -> dict[str, dict[str, int]]:
        """Of each source, how often it holds each term wanted, those that it holds."""
        missing = [term for term in wanted if any((source, term) not in self._bags for source in sources)]
        if missing:
            if len(self._bags) > _REMEMBERED * 4:
                self._bags = {}
                missing = list(wanted)
            for source, bag in self.store.bags(sources, missing).items():
                self._bags.update({(source, term): bag.counts.get(term, 0) for term in missing})
        return {
            source: {term: count for term in wanted if (count := self._bags[source, term])}
            for source in sources
        }

    def _facts(self, ids: Sequence[int]) -> Mapping[int, list[Mention | Timex | Statement]]:
        found: dict[int, list[Mention | Timex | Statement]] = defaultdict(list)
        for kind in ("mention", "timex", "statement"):
            for stored in self.store.facts(kind, sentences=ids):
                if isinstance(stored.fact, Mention | Timex | Statement):
                    found[stored.sentence].append(stored.fact)
        return found

    def _read_sources(self, ids: set[str]) -> None:
        if missing := ids - self._sources.keys():
            self._sources |= {source.id: source for source in self.store.sources(missing)}

    def _page(self, row: Row, facts: Sequence[Mention | Timex | Statement]) -> SentenceFeatures:
        places: dict[str, int] = {}
        for place, term in enumerate(row.terms):
            places.setdefault(term, place)
        text, start = row.sentence.text, row.sentence.start
        named = [f for f in facts if isinstance(f, Mention | Timex)]
        return SentenceFeatures(
            row.sentence,
            row.terms,
            Counter(row.terms),
            places,
            expressions(text, words(text), named, offset=start),
            frozenset(term for term in row.terms if term not in STOPWORDS),
            self._paragraph(row),
            row.sentence.id - row.siblings.start,
            tuple(f.period for f in facts if isinstance(f, Timex) and f.period is not None),
            frozenset(t for f in facts if isinstance(f, Statement) for t in terms(f.speaker)),
        )

    def _paragraph(self, row: Row) -> ParagraphFeatures:
        first = row.siblings.start
        if first not in self._paragraphs:
            source = self._sources[row.sentence.source]
            if source.id not in self._titles:
                self._titles[source.id] = frozenset(terms(source.title))
            self._paragraphs[first] = ParagraphFeatures(
                row.siblings, Counter(row.around), len(row.around), source, self._titles[source.id]
            )
        return self._paragraphs[first]


@lru_cache(maxsize=4)
def _corpus(store: Hashable, generation: int) -> Corpus:  # noqa: ARG001 - a new generation is a new corpus
    return Corpus(cast("Store", store))


def corpus_of(store: Store) -> Corpus:
    """The corpus of the store as it stands now; the same one as long as nothing changes."""
    return _corpus(cast("Hashable", store), store.generation)

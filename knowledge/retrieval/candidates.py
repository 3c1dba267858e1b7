"""A question understood → the sentences worth a close look, each held against the question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.extraction.expressions import Expression
from knowledge.retrieval.comparison import Comparison, saturation, weighted
from knowledge.retrieval.corpus import Corpus, SentenceFeatures, corpus_of
from knowledge.retrieval.days import days_held, matched, with_days
from knowledge.retrieval.match import Lookup, lookup, match, strengths
from knowledge.retrieval.nearness import Nearness, is_level, nearby, nearness
from knowledge.retrieval.proposing import proposed
from knowledge.retrieval.query import Query
from knowledge.text.words import normal_form

if TYPE_CHECKING:
    from knowledge.protocols import Index, Store
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Candidates", "comparisons", "retrieve"]

_CANDIDATES = 120
_SURE = 0.7  # forms that are looked for in whole articles
_FEATURED = 40  # of the candidates; more found no better first hit on 5,000 public questions


class Candidates(NamedTuple):
    """What is looked at closely for a question, in no order that means anything."""

    comparisons: tuple[Comparison, ...]
    nearness: Nearness | None
    """What the vectors say of them; None where there are no vectors, or not yet all."""


class Around(NamedTuple):
    """How surely each unit stands around the candidates that are kept."""

    articles: Mapping[str, list[float]]
    """By the article."""
    titles: Mapping[str, list[float]]
    """By the article."""
    paragraphs: Mapping[int, list[float]]
    """By the first sentence of the paragraph."""


class Rough(NamedTuple):
    """A candidate after the first pass."""

    page: SentenceFeatures
    bm25: float
    bm25_paragraph: float


def retrieve(query: Query, searched: Searchable) -> Candidates:
    """The candidates of the index and, where there are vectors, the sentences nearest in meaning."""
    store, index, vectors = searched.store, searched.index, searched.vectors
    if vectors is None or not is_level(vectors, store):
        return Candidates(tuple(comparisons(query, store, index)), None)
    text = query.understood or query.text
    near = nearby(text, vectors)
    found = comparisons(query, store, index, also=[one.sentence for one in near])
    return Candidates(tuple(found), nearness(found, near, text, vectors, corpus_of(store)))


def comparisons(query: Query, store: Store, index: Index, *, also: Sequence[int] = ()) -> list[Comparison]:
    """The candidates worth a close look, with all that the features ask; ``also`` names more.

    By their ids.
    """
    corpus = corpus_of(store)
    wanted = {term: w for term, w in query.weights().items() if term in corpus.vocabulary}
    if not wanted and not also:
        return []
    pages = _proposed(wanted, also, corpus, index)
    if query.days:  # which an article's own day may meet
        corpus.name(pages)
    table = lookup(query, set().union(*(page.terms for page in pages)))
    rough = _first_pass(query, pages, table, corpus.lengths)
    best = max(map(_by_both, rough), default=0.0)
    best_sentence = max((r.bm25 for r in rough), default=0.0)
    kept = _kept(rough, best, frozenset(also))
    corpus.name(r.page for r in kept)
    around = _around(kept, table, corpus)
    fitting = _fitting(query, [r.page for r in kept])
    return [
        _case(query, table, r, best, best_sentence, around, fits)
        for r, fits in zip(kept, fitting, strict=True)
    ]


def _proposed(
    wanted: Mapping[str, float], also: Sequence[int], corpus: Corpus, index: Index
) -> list[SentenceFeatures]:
    """What the index proposes, and what is named."""
    found = [one.sentence for one in proposed(wanted, _CANDIDATES, corpus, index)]
    return corpus.unnamed(list(dict.fromkeys((*found, *also))))


def _kept(rough: list[Rough], best: float, also: frozenset[int]) -> list[Rough]:
    """Those of the first pass that are compared, best first."""
    rough.sort(key=lambda r: (-(r.bm25 + 0.6 * r.bm25_paragraph), r.page.sentence.id))
    return [r for at, r in enumerate(rough) if _is_near(at, r, best) or r.page.sentence.id in also]


def _by_both(one: Rough) -> float:
    return one.bm25 + one.bm25_paragraph


def _around(kept: Sequence[Rough], table: Lookup, corpus: Corpus) -> Around:
    """What the articles, titles and paragraphs of the candidates have of the question."""
    found = sorted({r.page.sentence.source for r in kept})
    sure = [term for term, units in table.by_term.items() if any(s >= _SURE for _, s in units)]
    return Around(
        {source: strengths(held, table) for source, held in corpus.held(found, sure).items()},
        {r.page.sentence.source: strengths(r.page.paragraph.title, table) for r in kept},
        {r.page.paragraph.ids.start: strengths(r.page.paragraph.terms, table) for r in kept},
    )


def _is_near(at: int, one: Rough, best: float) -> bool:
    """Whether a candidate at this place of the first pass may still come to the front."""
    return at < _FIRST or (at < _FEATURED and one.bm25 + one.bm25_paragraph >= _SHARE * best)


_FIRST, _SHARE = 15, 0.4
"""So many in any comparison, then those with this share of the best BM25: the first ten hits of 1,200 public
questions stay as they are, in three quarters of the time."""


def _first_pass(
    query: Query, pages: list[SentenceFeatures], table: Lookup, lengths: tuple[float, float]
) -> list[Rough]:
    paragraphs: dict[int, float] = {}
    rough = []
    for page in pages:
        key = page.paragraph.ids.start
        if key not in paragraphs:
            paragraphs[key] = _bm25(page.paragraph.terms, table, lengths[1])
        own = _bm25(page.terms, table, lengths[0])
        days = sum(
            sure * table.weights[number]
            for number, sure in days_held(query, page).items()
            if query.units[number].text not in page.terms
        )
        rough.append(Rough(page, own + days, paragraphs[key]))
    return rough


def _bm25(held: Sequence[str], table: Lookup, average: float) -> float:
    """Okapi BM25 over units: of the forms of a unit the surest counts."""
    best: dict[int, float] = {}
    for term in table.by_term.keys() & held:
        value = saturation(held.count(term), len(held), average)
        for number, sure in table.by_term[term]:
            if (met := sure * value) > best.get(number, 0.0):
                best[number] = met
    return sum([best[number] * table.weights[number] for number in sorted(best)], 0.0)


def _case(
    query: Query,
    table: Lookup,
    rough: Rough,
    best: float,
    best_sentence: float,
    around: Around,
    fitting: tuple[Expression, ...],
) -> Comparison:
    page = rough.page
    held = days_held(query, page)
    before, after = (
        None if (beside := page.beside(step)) is None else match(beside, table) for step in (-1, 1)
    )
    own = matched(match(page.terms, table), held)
    return Comparison(
        query, table, page, own, with_days(around.paragraphs[page.paragraph.ids.start], held),
        before, after, around.articles[page.sentence.source], around.titles[page.sentence.source],
        weighted(own.strength, table),
        rough.bm25, rough.bm25_paragraph, best, best_sentence, fitting,
    )  # fmt: skip


_WIDER = {
    "number": {"number", "percent"},
    "duration": {"duration", "date", "measure"},
    "measure": {"measure", "number", "duration"},
    "percent": {"percent", "number"},
    "money": {"money", "number"},
    "amount": {"money", "percent", "measure", "number"},
    "age": {"age", "number"},
    "name": {"name"},
}


def _fitting(query: Query, pages: Sequence[SentenceFeatures]) -> list[tuple[Expression, ...]]:
    """What in each page may be what is asked for, and is not asked about."""
    held = SentenceFeatures.expressions(pages, _WIDER.get(query.asked, {query.asked}))
    return [
        tuple(e for e in found if not _is_asked_about(e, query, page))
        for page, found in zip(pages, held, strict=True)
    ]


def _is_asked_about(expression: Expression, query: Query, page: SentenceFeatures) -> bool:
    """Whether the question brings it: all its words, or of a person the surname ("Jim Mattis")."""
    if not expression.terms:
        return False
    if expression.terms <= query.terms:
        return True
    last = re.split(r"[\s-]", page.sentence.text[expression.start : expression.end])[-1]
    named = expression.kind == "person" and last[:1].isupper()
    return named and normal_form(last) in query.terms

"""A question understood → the sentences of the store that answer it best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import Hit
from knowledge.retrieval.candidate import Case, saturation
from knowledge.retrieval.days import days_held, matched, with_days
from knowledge.retrieval.expressions import Expression
from knowledge.retrieval.features import features
from knowledge.retrieval.match import Lookup, Match, lookup, match, strengths
from knowledge.retrieval.meaning import Heard, heard, is_level, nearby, told_of
from knowledge.retrieval.query import Query
from knowledge.retrieval.scorer import Trees, default_scorer
from knowledge.retrieval.sentences import Page, Shelf, shelf_of
from knowledge.text.words import normal_form

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Vectors
    from knowledge.protocols import Index, Store

__all__ = ["Ranked", "cases", "find", "order", "rank"]

_CANDIDATES = 120
_NEIGHBOURS_OF = 12
_SURE = 0.7  # forms that are looked for in whole articles
_FEATURED = 40  # of the candidates; more found no better first hit on 5,000 public questions


class Rough(NamedTuple):
    """A candidate after the first pass."""

    page: Page
    bm25: float
    bm25_paragraph: float


class Ranked(NamedTuple):
    """A hit with all that was looked at to rank it; ``raw`` is the scorer's sum, any real number."""

    hit: Hit
    case: Case
    raw: float
    heard: Heard | None = None
    """What meaning said; its share is part of ``raw``. None where the letters spoke alone."""


def find(query: Query, store: Store, index: Index, *, k: int) -> list[Hit]:
    """At most ``k`` hits, best first, ties by id."""
    return [ranked.hit for ranked in rank(query, store, index)[:k]]


def rank(query: Query, store: Store, index: Index, *, vectors: Vectors | None = None) -> list[Ranked]:
    """All candidates that were looked at closely, best first, ties by id; by meaning too, given vectors."""
    if vectors is None or not is_level(vectors, store):
        return order(cases(query, store, index), default_scorer())
    text = query.understood or query.text
    near = nearby(text, vectors)
    found = cases(query, store, index, also=[one.sentence for one in near])
    ranked = order(found, default_scorer())
    return heard(ranked, told_of(ranked, near, text, vectors, store))


def order(candidates: Sequence[Case], scorer: Trees) -> list[Ranked]:
    """Candidates by the scorer, best first, ties by id."""
    ranked = []
    for case, values in zip(candidates, features(candidates), strict=True):
        raw = scorer.raw(values)
        ranked.append(Ranked(Hit(case.page.sentence, scorer.squash(raw), values), case, raw))
    return sorted(ranked, key=lambda r: (-r.raw, r.hit.sentence.id))


def cases(query: Query, store: Store, index: Index, *, also: Sequence[int] = ()) -> list[Case]:
    """The candidates worth a close look, with all that the features ask; ``also`` names more.

    By their ids.
    """
    shelf = shelf_of(store)
    wanted = {term: w for term, w in query.weights().items() if term in shelf.vocabulary}
    if not wanted and not also:
        return []
    proposed = [candidate.sentence for candidate in index.candidates(wanted, _CANDIDATES)]
    pages = shelf.pages(proposed)
    pages += shelf.pages(_beside(pages[:_NEIGHBOURS_OF], set(proposed)))
    known = {page.sentence.id for page in pages}
    pages += shelf.pages([number for number in also if number not in known])
    table = lookup(query, set().union(*(page.places for page in pages)))
    rough = _first_pass(query, pages, table, shelf.lengths)
    best = max((r.bm25 + r.bm25_paragraph for r in rough), default=0.0)
    best_sentence = max((r.bm25 for r in rough), default=0.0)
    rough.sort(key=lambda r: (-(r.bm25 + 0.6 * r.bm25_paragraph), r.page.sentence.id))
    others = frozenset(also)
    kept = [r for at, r in enumerate(rough) if _is_near(at, r, best) or r.page.sentence.id in others]
    found = sorted({r.page.sentence.source for r in kept})
    sure = [term for term, units in table.by_term.items() if any(s >= _SURE for _, s in units)]
    articles = {source: strengths(held, table) for source, held in shelf.held(found, sure).items()}
    return [_case(query, table, r, shelf, best, best_sentence, articles) for r in kept]


def _is_near(at: int, one: Rough, best: float) -> bool:
    """Whether a candidate at this place of the first pass may still come to the front."""
    return at < _FIRST or (at < _FEATURED and one.bm25 + one.bm25_paragraph >= _SHARE * best)


_FIRST, _SHARE = 15, 0.4
"""So many in any case, then those with this share of the best BM25: the first ten hits of 1,200 public
questions stay as they are, in three quarters of the time."""


def _beside(pages: list[Page], known: set[int]) -> list[int]:
    """The neighbours of the best candidates in their paragraphs.

    They may answer without a word of the question.
    """
    found = {i for page in pages for i in page.paragraph.ids if abs(i - page.sentence.id) <= 2}
    return sorted(found - known)


def _first_pass(query: Query, pages: list[Page], table: Lookup, lengths: tuple[float, float]) -> list[Rough]:
    paragraphs: dict[int, float] = {}
    rough = []
    for page in pages:
        key = page.paragraph.ids.start
        if key not in paragraphs:
            paragraphs[key] = _bm25(page.paragraph.counts, page.paragraph.length, table, lengths[1])
        own = _bm25(page.counts, len(page.terms), table, lengths[0])
        days = sum(
            sure * table.weights[number]
            for number, sure in days_held(query, page).items()
            if query.units[number].text not in page.counts
        )
        rough.append(Rough(page, own + days, paragraphs[key]))
    return rough


def _bm25(counts: Mapping[str, int], length: int, table: Lookup, average: float) -> float:
    """Okapi BM25 over units: of the forms of a unit the surest counts."""
    best = [0.0] * len(table.weights)
    for term in table.by_term.keys() & counts.keys():
        value = saturation(counts[term], length, average)
        for number, sure in table.by_term[term]:
            best[number] = max(best[number], sure * value)
    return sum(b * w for b, w in zip(best, table.weights, strict=True))


def _case(
    query: Query,
    table: Lookup,
    rough: Rough,
    shelf: Shelf,
    best: float,
    best_sentence: float,
    articles: Mapping[str, list[float]],
) -> Case:
    page = rough.page
    beside = shelf.pages([i for i in page.paragraph.ids if abs(i - page.sentence.id) == 1])
    held = days_held(query, page)
    sides: dict[bool, Match] = {p.at > page.at: match(p, table) for p in beside}
    return Case(
        query, table, page, matched(match(page, table), held),
        with_days(strengths(page.paragraph.counts, table), held),
        sides.get(False), sides.get(True), articles[page.sentence.source],
        rough.bm25, rough.bm25_paragraph, best, best_sentence, _fitting(query, page),
    )  # fmt: skip


_WIDER = {
    "number": {"number", "percent"},
    "duration": {"duration", "date", "measure"},
    "measure": {"measure", "number", "duration"},
    "percent": {"percent", "number"},
    "money": {"money", "number"},
    "name": {"name"},
}


def _fitting(query: Query, page: Page) -> tuple[Expression, ...]:
    kinds = _WIDER.get(query.asked, {query.asked})
    return tuple(e for e in page.expressions if e.kind in kinds and not _is_asked_about(e, query, page))


def _is_asked_about(expression: Expression, query: Query, page: Page) -> bool:
    """Whether the question brings it: all its words, or of a person the surname ("Jim Mattis")."""
    if not expression.terms:
        return False
    if expression.terms <= query.terms:
        return True
    last = page.sentence.text[expression.start : expression.end].rsplit(" ", 1)[-1]
    named = expression.kind == "person" and last[:1].isupper()
    return named and normal_form(last) in query.terms

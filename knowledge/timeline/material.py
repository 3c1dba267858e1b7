"""A topic → the events that may concern it, found by words and meaning, each with what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from knowledge.model import Event, Sentence, Source
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.proposing import proposed
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms
from knowledge.timeline.topic import NO_WORDS, NOTHING, Topic, Words

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Alike
    from knowledge.model import Period
    from knowledge.protocols import Row, Store, StoredFact
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Material", "Scene", "Told", "everything", "gather"]

_SENTENCES, _PARTLY = 400, 100
"""Sentences that the index proposes, and of those less than half as good as the best (other Finches beside
Ada Finch) up to how many."""
_SIMILAR = 100
"""Sentences that are nearest in meaning."""
_ARTICLES = 40
"""Articles that are looked through whole, those with the most and the best of these sentences."""
_LINKS = frozenset("after before when while as since because although though".split())
_TIED = frozenset("and but or which who whom whose where that to".split())


_HELD = frozenset({"told", "planned", "alleged"})


class Scene(NamedTuple):
    """An article as a topic sees it."""

    source: Source
    title: Words
    counts: Mapping[str, int]
    """How often it holds the topic's terms, those that it holds."""
    words: int
    """How many it has in all."""


class Told(NamedTuple):
    """An event with the sentence that tells it and what stands around."""

    event: Event
    sentence: Sentence
    words: Words
    """Of the sentence."""
    before: Words
    """Of the sentence before it in the article."""
    after: Words
    scene: Scene
    tells: frozenset[str] = frozenset()
    """Of a telling, the heads of what it tells without a day of its own."""

    def own(self, meant: Collection[str]) -> Words:
        """Words of the event itself: its clause, or what a telling tells, and its participants.

        None where neither its sentence nor they hold one of the terms that are ``meant``: to find the words
        of each clause of forty articles takes long.
        """
        named = (*self.event.participants, self.event.place or "")
        if self.words.held.isdisjoint(meant) and all(_of_name(n).isdisjoint(meant) for n in named):
            return NO_WORDS
        return Words.of(" . ".join((_reach(self.event, self.sentence), *named)))


class Material(NamedTuple):
    """Events in the order of the store, and how near sentences are to the topic in meaning."""

    told: tuple[Told, ...]
    alike: Mapping[int, Alike] | None
    """By sentence; None without vectors."""


def gather(topic: Topic, searched: Searchable, *, also: Collection[str] = ()) -> Material:
    """The events of the articles that tell most of the topic, and those of other sentences that name it.

    ``also`` are sources that are searched by themselves, so that older ones do not crowd them out.
    """
    store, vectors = searched.store, searched.vectors
    scores = _scores(topic, searched, also)
    level = vectors is not None and vectors.generation == store.generation
    near = vectors.similar(vectors.vector(topic.text), _SIMILAR) if vectors is not None and level else []
    ids = list(dict.fromkeys([*scores, *(one.sentence for one in near)]))
    articles = _articles(store.sentences(ids), scores, {one.sentence: one.alike.titled for one in near})
    facts = [*store.facts("event", sources=articles), *store.facts("event", sentences=sorted(ids))]
    told = _told(dict.fromkeys(facts), topic, store)
    found = {one.sentence.id for one in told}
    alike = (
        vectors.alike(vectors.vector(topic.text), sorted(found)) if vectors is not None and level else None
    )
    return Material(told, alike)


def everything(store: Store, *, within: Period | None, most: int) -> Material:
    """All events, or at most so many of the newest, whose days meet the period."""
    return Material(_told(store.events(within=within, most=most), NOTHING, store), None)


def _scores(topic: Topic, searched: Searchable, also: Collection[str]) -> dict[int, float]:
    """Sentences that the index finds, with their scores."""
    weights, corpus, index = _weights(topic), corpus_of(searched.store), searched.index
    found = proposed(weights, _SENTENCES, corpus, index)
    best = {c.sentence: c.score for n, c in enumerate(found) if n < _PARTLY or 2 * c.score >= found[0].score}
    among = proposed(weights, _SENTENCES, corpus, index, sources=frozenset(also)) if also else ()
    return best | {c.sentence: c.score for c in among}


def _weights(topic: Topic) -> dict[str, float]:
    weights: dict[str, float] = {}
    for name in topic.names:
        for form, sure in name.forms:
            for term in form:
                if term not in STOPWORDS:
                    weights[term] = max(weights.get(term, 0.0), sure if len(form) == 1 else 0.7 * sure)
    for unit in topic.theme:
        single = (((term,), sure) for term, sure in unit.forms.items())
        for form, sure in (*single, *unit.phrases):
            for term in form:
                if term not in STOPWORDS:
                    weights[term] = max(weights.get(term, 0.0), sure)
    return weights


def _articles(
    sentences: Sequence[Sentence], found: Mapping[int, float], near: Mapping[int, float]
) -> list[str]:
    """Sources by the sum of what their sentences score, as a share of the best sentence of either kind."""
    most, nearest = max(found.values(), default=1.0), max(near.values(), default=1.0)
    scores: dict[str, float] = defaultdict(float)
    for sentence in sentences:
        scores[sentence.source] += found.get(sentence.id, 0.0) / most + near.get(sentence.id, 0.0) / nearest
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_ARTICLES]
    return sorted(source for source, _ in best)


def _told(facts: Iterable[StoredFact], topic: Topic, store: Store) -> tuple[Told, ...]:
    """Without what is denied, doubted, supposed or withdrawn: it did not happen, as far as is told."""
    facts = tuple(stored for stored in facts if cast("Event", stored.fact).assertion in _HELD)
    ids = sorted({stored.sentence for stored in facts})
    rows = {row.sentence.id: row for row in store.rows(sorted({i + d for i in ids for d in (-1, 0, 1)}))}
    words = {number: Words.in_order(row.terms) for number, row in rows.items()}
    scenes = _scenes(sorted({stored.source for stored in facts}), topic, store)

    def beside(row: Row, step: int) -> Words:
        other = rows.get(row.sentence.id + step)
        return (
            words[other.sentence.id] if other and other.sentence.source == row.sentence.source else NO_WORDS
        )

    told = []
    undated = _undated(facts)
    for stored in facts:
        row, event = rows[stored.sentence], cast("Event", stored.fact)
        told.append(
            Told(
                event, row.sentence, words[stored.sentence], beside(row, -1), beside(row, 1),
                scenes[stored.source], frozenset(undated[stored.sentence] if event.reporting else ()),
            )
        )  # fmt: skip
    return tuple(told)


@lru_cache(maxsize=4096)
def _of_name(name: str) -> frozenset[str]:
    return frozenset(terms(name))


def _undated(facts: Iterable[StoredFact]) -> Mapping[int, set[str]]:
    """By sentence the heads of events whose days are not known."""
    found: dict[int, set[str]] = defaultdict(set)
    for stored in facts:
        event = cast("Event", stored.fact)
        known = event.period and event.period.first and event.period.after
        if not known and not event.reporting:
            found[stored.sentence].add(event.predicate)
    return found


def _scenes(sources: Sequence[str], topic: Topic, store: Store) -> dict[str, Scene]:
    wanted = sorted(topic.terms - STOPWORDS)
    bags = store.bags(sources, wanted) if wanted else {}
    return {
        source.id: Scene(
            source,
            Words.of(f"{source.title}. {source.deck or ''}"),
            bags[source.id].counts if source.id in bags else {},
            bags[source.id].words if source.id in bags else 0,
        )
        for source in store.sources(sources)
    }


def _reach(event: Event, sentence: Sentence) -> str:
    """The words of an event: its clause; for a telling what is told; back to what a join goes on from."""
    text = sentence.text
    start, end = event.start - sentence.start, event.end - sentence.start
    clause = text[start:end]
    first = clause.split(maxsplit=1)[0].lower() if clause.strip() else ""
    if event.reporting:
        trails = not any(c.isalpha() for c in text[end:]) and first not in _LINKS
        return text if trails else text[start:]
    return text[:end] if first in _TIED else clause

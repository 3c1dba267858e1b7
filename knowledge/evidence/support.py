"""Who else says what a sentence says: agreeing and differing independent sources."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.evidence.agreement import differs
from knowledge.evidence.independence import independent, voices
from knowledge.evidence.sentence_facts import SentenceFacts
from knowledge.model import Sentence, Support
from knowledge.retrieval.corpus import corpus_of

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["Supported", "same_thing", "support"]

SAME = 0.5
"""Share of the rarer terms in common from which two sentences are about the same thing; tried on invented
reports of the same event by two publishers."""
NEAR, SAME_IF_NEAR, FAR = 0.65, 0.3, 0.55
"""Cosine from which fewer words do, how many then, and the cosine below which no words do."""


class Supported(NamedTuple):
    """The support in names, and the sentences behind it, the best of each source."""

    support: Support
    agreeing: tuple[Sentence, ...]
    differing: tuple[Sentence, ...]


def support(
    sentence: Sentence,
    others: Sequence[Sentence],
    store: Store,
    *,
    facts: SentenceFacts,
    alike: Mapping[int, float] | None = None,
    contrary: Collection[int] = (),
) -> Supported:
    """Of ``others`` (candidates, best first), those of other sources that say the same, or other numbers.

    ``alike`` tells how near each is in meaning, by id: what is near may share fewer words, and what is far
    says something else with the same words. Nearness alone supports nothing. ``contrary`` are the ids of
    those that are known to say otherwise.
    """
    agreeing: list[Sentence] = [sentence]
    differing: list[Sentence] = []
    for other in _on_the_same(sentence, others, store, alike or {}):
        against = other.id in contrary or differs(sentence, other, facts)
        (differing if against else agreeing).append(other)
    sources = {source.id: source for source in store.sources({s.source for s in agreeing + differing})}
    told = independent(agreeing, sources, store)
    denying = independent(differing, sources, store)
    return Supported(
        Support(agreeing=voices(told, sources), differing=voices(denying, sources)),
        tuple(group[0] for group in told[1:]),
        tuple(group[0] for group in denying),
    )


def _on_the_same(
    sentence: Sentence, others: Sequence[Sentence], store: Store, alike: Mapping[int, float]
) -> Iterator[Sentence]:
    """Of the others, the first of each other source that tells of the same thing."""
    about = _about([sentence], store)[0]
    beside = [other for other in others if other.source != sentence.source]
    bags = _about(beside, store)
    weigh = _weigher([about, *bags], store)
    seen: set[str] = set()
    for other, bag in zip(beside, bags, strict=True):
        if other.source not in seen and same_thing(weigh(about, bag), alike.get(other.id)):
            seen.add(other.source)
            yield other


def same_thing(shared: float, alike: float | None) -> bool:
    """By the share of words in common and the nearness in meaning, if it is known."""
    if alike is None:
        return shared >= SAME
    return alike >= FAR and shared >= (SAME_IF_NEAR if alike >= NEAR else SAME)


def _about(sentences: Sequence[Sentence], store: Store) -> list[frozenset[str]]:
    pages = corpus_of(store).unnamed([s.id for s in sentences])  # read already, where they are candidates
    return [frozenset([t for t in page.content if not t[:1].isdigit()]) for page in pages]


def _weigher(
    bags: Iterable[frozenset[str]], store: Store
) -> Callable[[frozenset[str], frozenset[str]], float]:
    every = sorted(frozenset().union(*bags))
    spread = store.spread(every)
    total = max(2, store.statistics().sentences)
    weight = {t: math.log(1 + total / (1 + (spread[t].sentences if t in spread else 0))) for t in every}

    def heavy(terms: Iterable[str]) -> float:
        return math.fsum([weight[t] for t in terms])

    def weigh(a: frozenset[str], b: frozenset[str]) -> float:
        """Containment of the lighter in the heavier, by rarity."""
        shared = a & b
        lighter = min(heavy(a), heavy(b)) if shared else 0.0
        return heavy(shared) / lighter if lighter else 0.0

    return weigh

"""Two tellings whose days agree → how surely they tell one event, by what was learned on invented news."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from knowledge.extraction.clauses_words import family
from knowledge.text.words import terms
from knowledge.timeline.tellings import Telling, is_coarse, is_open

__all__ = [
    "LEAST",
    "WEIGHTS",
    "Common",
    "Likeness",
    "comparable",
    "likeness",
    "one_event",
    "others_each",
    "told_again",
]

WEIGHTS = Path(__file__).with_name("merging.json")
LEAST = 0.5
"""Average chance from which tellings become one entry."""


class Likeness(NamedTuple):
    """Named numbers, mostly from 0 to 1, that say how much two tellings are alike."""

    family: float
    """Sources use their verbs for the same kind of event."""
    own: float
    """The share of the words of the event itself that the other has too, of the one that has fewer."""
    own_shared: float
    """The logarithm of how many."""
    words: float
    words_shared: float
    """The same of their sentences."""
    names: float
    """A participant's name is in both."""
    numbers: float
    """A number is in both."""
    titled: float
    """The share of a sentence's words that stand in the other's title, of the one with more."""
    related: float
    """The share of the words of an article's events that stand in the other's, of the one with fewer."""
    equal: float
    """The days are the same, not one within the other's."""
    coarse: float
    """Of one only a quarter, or a longer time, is known."""
    reporting: float
    """One is a telling, the other a deed."""
    planned: float
    """One is planned, the other not."""
    meaning: float
    """The cosine of the sentences, 0 without an encoder."""


class Common:
    """In how many sentences of each article a word stands: what all of them hold tells no event apart."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        found: dict[str, dict[int, Set[str]]] = {}
        for telling in tellings:
            found.setdefault(telling.sentence.source, {})[telling.sentence.id] = telling.content
        self._counts = {
            source: Counter(chain.from_iterable(texts.values())) for source, texts in found.items()
        }

        self._related: dict[tuple[str, str], float] = {}

    def related(self, a: Telling, b: Telling) -> float:
        """How much the articles of the two are of one story, from 0 to 1."""
        one, other = sorted((a.sentence.source, b.sentence.source))
        if (one, other) not in self._related:
            words, others = self._counts[one].keys(), self._counts[other].keys()
            self._related[one, other] = len(words & others) / (min(len(words), len(others)) or 1)
        return self._related[one, other]

    def weigher(self, a: Telling, b: Telling) -> Weigher:
        """By the articles of the two tellings."""
        sources = {a.sentence.source, b.sentence.source}
        return Weigher([self._counts[source] for source in sources])


class Weigher(NamedTuple):
    """Words count by how few other sentences of two articles hold them."""

    counts: Sequence[Mapping[str, int]]

    def __call__(self, words: Iterable[str]) -> float:
        """The weight of words that both tellings hold, or one of them does: 1 for what nothing else holds."""
        return sum(1 / max(1, sum(count.get(word, 0) for count in self.counts) - 1) for word in words)

    def share(self, common: Set[str], *of: Set[str]) -> float:
        """The weight of what is in common, beside that of the words which weigh less."""
        least = min(self(words) for words in of)
        return min(1.0, self(common) / least) if least else 0.0


def comparable(a: Telling, b: Telling) -> bool:
    """Whether two tellings may be one event at all: of two sentences, of no others elsewhere, with days."""
    other_kinds = family(a.event.predicate) != family(b.event.predicate)
    if other_kinds and (a.content.isdisjoint(b.content) or is_coarse(a) or is_coarse(b)):
        return False
    elsewhere = a.event.place and b.event.place and a.event.place != b.event.place
    if a.sentence == b.sentence or elsewhere or is_open(a) or is_open(b):
        return False
    if a.sentence.source == b.sentence.source:
        return told_again(a, b)
    return not others_each(a, b)


def one_event(found: Likeness, *, meaning: bool) -> float:
    """How surely both tell one event, from 0 to 1."""
    weights = _weights()["meaning" if meaning else "letters"]
    logit = weights["constant"] + sum(weights[n] * value for n, value in found._asdict().items())
    return 1 / (1 + math.exp(-logit))


def told_again(a: Telling, b: Telling) -> bool:
    """Whether an article comes back to an event: the same kind of deed, and a word in common beside it."""
    kinds = {a.event.predicate, b.event.predicate}
    alike = family(a.event.predicate) == family(b.event.predicate)
    return alike and a.event.reporting == b.event.reporting and bool((a.content & b.content) - kinds)


def likeness(a: Telling, b: Telling, common: Common, *, cosine: float = 0.0) -> Likeness:
    """How much two tellings whose days agree are alike, whatever their order."""
    weigh = common.weigher(a, b)
    own, words = a.own & b.own, a.content & b.content
    p, q = a.event.period, b.event.period
    return Likeness(
        family=float(family(a.event.predicate) == family(b.event.predicate)),
        own=weigh.share(own, a.own, b.own),
        own_shared=math.log1p(weigh(own)),
        words=weigh.share(words, a.content, b.content),
        words_shared=math.log1p(weigh(words)),
        names=float(not a.names.isdisjoint(b.names)),
        numbers=float(not a.numbers.isdisjoint(b.numbers)),
        titled=max(_share(x.content & y.title, x.content) for x, y in ((a, b), (b, a))),
        related=common.related(a, b),
        equal=float(p is not None and q is not None and (p.first, p.after) == (q.first, q.after)),
        coarse=float(is_coarse(a) or is_coarse(b)),
        reporting=float(a.event.reporting != b.event.reporting),
        planned=float((a.event.status == "planned") != (b.event.status == "planned")),
        meaning=cosine,
    )


def _share(common: Set[str], *of: Set[str]) -> float:
    least = min(len(words) for words in of)
    return len(common) / least if least else 0.0


def others_each(a: Telling, b: Telling) -> bool:
    """Whether each names somebody or somewhere that the other does not, and they share few other words."""
    alone = [
        any(_terms(name).isdisjoint(y.names) for name in x.event.participants) for x, y in ((a, b), (b, a))
    ]
    plain = (a.content & b.content) - a.names - b.names - {a.event.predicate, b.event.predicate}
    return all(alone) and len(plain) < 2


@lru_cache(maxsize=5000)
def _terms(name: str) -> frozenset[str]:
    return frozenset(terms(name))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found

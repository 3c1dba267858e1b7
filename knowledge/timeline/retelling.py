"""Two tellings of one day → how surely they tell one event in other words, by what was learned.

What reports of one story have in common counts first: two that share few words are of two stories, and their
tellings are two events, however alike. Of one story, an event is told again by what is most like it there: a
pair is judged beside its rivals, the other events that either report tells of that day.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.extraction.clauses_words import family
from knowledge.timeline.exchanged import names_exchanged
from knowledge.timeline.stories import Pair, Stories, numbers, pairs_of_days
from knowledge.timeline.telling import Telling, others_each
from knowledge.timeline.wording import said_otherwise

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Alike

__all__ = ["LEAST", "NO_RIVAL", "WEIGHTS", "Between", "Compared", "Retelling", "Retellings", "may_be_retold"]

Between = Callable[[Iterable[Pair]], "Mapping[Pair, Alike]"]
"""The nearness in meaning of pairs of sentences."""

WEIGHTS = Path(__file__).with_name("retelling.json")
LEAST = 0.5
"""Chance from which two are one event."""
NO_RIVAL = 0.5


class Retelling(NamedTuple):
    """Named numbers, mostly from 0 to 1, that say how much two tellings are alike."""

    family: float
    """Their verbs are used for one kind of event."""
    words: float
    """The share of words in common, of the one with fewer; what other sentences hold as well counts less."""
    shared: float
    """How many words are in common."""
    backed: float
    """The share of the words of one that the other, its neighbours or its title hold."""
    related: float
    """How much their articles have in common."""
    otherwise: float
    """The share of the words of the one with fewer that the other says too, or in a word of like meaning."""
    figures: float
    """They have a number in common; below 0 where both have some and none in common."""
    before_rivals: float
    """How much more alike they are than either is to another telling of that day in the other's article."""
    meaning: float
    """The cosine of the sentences, 0 without an encoder."""
    subject: float
    """The best cosine of sentences of their articles after the titles, 0 without an encoder."""


class _Rough(NamedTuple):
    """What of two tellings is compared with their rivals."""

    family: float
    words: float
    otherwise: float
    figures: float
    meaning: float

    @property
    def score(self) -> float:
        return self.words + self.otherwise + max(0.0, self.figures) + self.family + 2 * self.meaning


class Compared:
    """Pairs of tellings beside their rivals, the others that either report tells of that day."""

    def __init__(
        self, ordered: Sequence[Telling], pairs: Iterable[Pair], stories: Stories, near: Mapping[Pair, Alike]
    ) -> None:
        self._ordered, self._stories, self._near = ordered, stories, near
        self._rough: dict[Pair, _Rough] = {}
        self._scores: dict[tuple[int, str], list[float]] = {}
        self._beside: dict[tuple[int, str], list[Pair]] = defaultdict(list)
        for i, j in pairs:
            self._beside[i, ordered[j].sentence.source].append((i, j))
            self._beside[j, ordered[i].sentence.source].append((i, j))

    def __call__(self, pair: Pair) -> Retelling:
        """How much the two are alike."""
        a, b = self._ordered[pair[0]], self._ordered[pair[1]]
        kinds = {a.event.predicate, b.event.predicate}
        backed = max(_backed(a.content - kinds, b), _backed(b.content - kinds, a))
        return self._found(pair, backed=backed, ahead=self._ahead(pair))

    def at_most(self, pair: Pair) -> Iterator[Retelling]:
        """Limits of how much they are alike, each nearer and found with more work than the one before."""
        least = 0.0 if any(len(self._beside[side]) > 1 for side in self._rivals(pair)) else NO_RIVAL
        yield self._found(pair, backed=1.0, ahead=min(1.0, max(least, self._roughly(pair).score)))
        yield self._found(pair, backed=1.0, ahead=self._ahead(pair))

    def _found(self, pair: Pair, *, backed: float, ahead: float) -> Retelling:
        a, b = self._ordered[pair[0]], self._ordered[pair[1]]
        rough = self._roughly(pair)
        return Retelling(
            family=rough.family,
            words=rough.words,
            shared=math.log1p(len((a.content & b.content) - {a.event.predicate, b.event.predicate})),
            backed=backed,
            related=self._stories.related(a, b),
            otherwise=rough.otherwise,
            figures=rough.figures,
            before_rivals=ahead,
            meaning=rough.meaning,
            subject=self._stories.subject(a, b),
        )

    def _roughly(self, pair: Pair) -> _Rough:
        if pair not in self._rough:
            a, b = self._ordered[pair[0]], self._ordered[pair[1]]
            alike = self._near.get((a.sentence.id, b.sentence.id))
            self._rough[pair] = _Rough(
                float(family(a.event.predicate) == family(b.event.predicate)),
                self._stories.words(a, b),
                _otherwise(a, b),
                _in_common(numbers(a), numbers(b)),
                alike.own if alike else 0.0,
            )
        return self._rough[pair]

    def _rivals(self, pair: Pair) -> tuple[tuple[int, str], tuple[int, str]]:
        """Each of the two with the article of the other."""
        i, j = pair
        return (i, self._ordered[j].sentence.source), (j, self._ordered[i].sentence.source)

    def _ahead(self, pair: Pair) -> float:
        score = self._roughly(pair).score
        sides = [best for side in self._rivals(pair) if len(best := self._best(side)) > 1]
        rivals = [best[best[0] == score] for best in sides]
        return max(-1.0, min(1.0, score - max(rivals))) if rivals else NO_RIVAL

    def _best(self, side: tuple[int, str]) -> list[float]:
        """The scores of the pairs of a telling with an article, highest first."""
        if side not in self._scores:
            self._scores[side] = sorted((self._roughly(p).score for p in self._beside[side]), reverse=True)
        return self._scores[side]


class Retellings:
    """Of pairs of two articles of one story, whose days agree, how surely they tell one event."""

    def __init__(self, ordered: Sequence[Telling], alike: Between | None) -> None:
        self.pairs = list(pairs_of_days(ordered))
        near = (
            alike({(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in self.pairs}) if alike else {}
        )
        self._ordered = ordered
        self._stories = Stories(ordered, self.pairs, near)
        self._compared = Compared(ordered, self.pairs, self._stories, near)
        self._weights = _weights("meaning" if near else "letters")
        self._dated = frozenset(self.pairs)
        self._known: dict[Pair, float] = {}
        self._likely: dict[Pair, bool] = {}

    def is_likely(self, pair: Pair) -> bool:
        """Whether the two are one event; most are ruled out by little of what they have in common."""
        if pair not in self._likely:
            may_be = self._is_one_story(pair) and all(
                self._chance(limit) >= LEAST for limit in self._compared.at_most(pair)
            )
            self._likely[pair] = may_be and self.chance(pair) >= LEAST
        return self._likely[pair]

    def likely(self, among: Container[int]) -> list[Pair]:
        """The pairs of these tellings that are one event, the surest first."""
        pairs = (p for p in self.pairs if p[0] in among and p[1] in among)
        return sorted(filter(self.is_likely, pairs), key=lambda pair: (-self.chance(pair), pair))

    def chance(self, pair: Pair) -> float:
        """From 0 to 1; 0 where the days do not agree, or the stories."""
        if pair not in self._known:
            may_be = pair in self._dated and self._is_one_story(pair)
            may_be = may_be and may_be_retold(self._ordered[pair[0]], self._ordered[pair[1]])
            self._known[pair] = self._chance(self._compared(pair)) if may_be else 0.0
        return self._known[pair]

    def are_alike(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether all of two groups are alike: a chain of pairs, each alike, would join what is not."""
        pairs = [(min(i, j), max(i, j)) for i in one for j in other]
        return sum(map(self.chance, pairs)) >= LEAST * len(pairs)

    def _is_one_story(self, pair: Pair) -> bool:
        return self._stories.is_one(self._ordered[pair[0]], self._ordered[pair[1]])

    def _chance(self, found: Retelling) -> float:
        constant, weights = self._weights
        return 1 / (1 + math.exp(-(constant + sum(map(mul, weights, found)))))


def may_be_retold(a: Telling, b: Telling) -> bool:
    """Whether they may tell one event: of no others, nowhere else."""
    elsewhere = a.event.place and b.event.place and a.event.place != b.event.place
    if elsewhere or others_each(a, b):
        return False
    return not names_exchanged(a.sentence.text, a.names, b.sentence.text, b.names)


def _backed(words: frozenset[str], by: Telling) -> float:
    return len(words & (by.content | by.around)) / len(words) if words else 0.5


def _otherwise(a: Telling, b: Telling) -> float:
    fewer, other = sorted((a, b), key=lambda one: len(one.content))
    return said_otherwise(fewer.content, other.terms)


def _in_common(one: frozenset[str], other: frozenset[str]) -> float:
    return 1.0 if one & other else -0.5 if one and other else 0.0


@lru_cache(maxsize=2)
def _weights(by: Literal["meaning", "letters"]) -> tuple[float, tuple[float, ...]]:
    """The constant, and a weight for each field of a retelling."""
    found: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))[by]
    return found["constant"], tuple(found[name] for name in Retelling._fields)

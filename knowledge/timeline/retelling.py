"""Two tellings of one day → how surely they tell one event in other words, by what was learned.

What reports of one story have in common counts first: two that share few words are of two stories, and their
tellings are two events, however alike. Of one story, an event is told again by what is most like it there: a
pair is judged beside its rivals, the other events that either report tells of that day.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
        self,
        ordered: Sequence[Telling],
        pairs: Sequence[Pair],
        stories: Stories,
        near: Mapping[Pair, Alike],
    ) -> None:
        self._ordered, self._stories = ordered, stories
        self._numbers = [numbers(telling) for telling in ordered]
        self._family = [family(telling.event.predicate) for telling in ordered]
        self._rough = {pair: self._roughly(pair, near) for pair in pairs}
        self._best: dict[tuple[int, str], list[float]] = defaultdict(list)
        for (i, j), rough in self._rough.items():
            self._best[i, ordered[j].sentence.source].append(rough.score)
            self._best[j, ordered[i].sentence.source].append(rough.score)
        for scores in self._best.values():
            scores.sort(reverse=True)

    def __call__(self, pair: Pair, *, backed: float | None = None) -> Retelling:
        """How much the two are alike; ``backed`` spares the counting, where the most will do."""
        i, j = pair
        a, b = self._ordered[i], self._ordered[j]
        rough = self._rough[pair]
        kinds = {a.event.predicate, b.event.predicate}
        if backed is None:
            backed = max(_backed(a.content - kinds, b), _backed(b.content - kinds, a))
        return Retelling(
            family=rough.family,
            words=rough.words,
            shared=math.log1p(len((a.content & b.content) - kinds)),
            backed=backed,
            related=self._stories.related(a, b),
            otherwise=rough.otherwise,
            figures=rough.figures,
            before_rivals=self._ahead(i, j, rough.score),
            meaning=rough.meaning,
            subject=self._stories.subject(a, b),
        )

    def _roughly(self, pair: Pair, near: Mapping[Pair, Alike]) -> _Rough:
        i, j = pair
        a, b = self._ordered[i], self._ordered[j]
        alike = near.get((a.sentence.id, b.sentence.id))
        return _Rough(
            float(self._family[i] == self._family[j]),
            self._stories.words(a, b),
            _otherwise(a, b),
            _in_common(self._numbers[i], self._numbers[j]),
            alike.own if alike else 0.0,
        )

    def _ahead(self, i: int, j: int, score: float) -> float:
        there = self._best[i, self._ordered[j].sentence.source]
        here = self._best[j, self._ordered[i].sentence.source]
        rivals = [scores[scores[0] == score] for scores in (there, here) if len(scores) > 1]
        return max(-1.0, min(1.0, score - max(rivals))) if rivals else NO_RIVAL


class Retellings:
    """Of pairs of two articles of one story, whose days agree, how surely they tell one event."""

    def __init__(self, ordered: Sequence[Telling], alike: Between | None) -> None:
        pairs = list(pairs_of_days(ordered))
        near = alike({(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in pairs}) if alike else {}
        stories = Stories(ordered, pairs, near)
        self._ordered = ordered
        self._pairs = [(i, j) for i, j in pairs if stories.is_one(ordered[i], ordered[j])]
        self._compared = Compared(ordered, self._pairs, stories, near)
        self._weights = _weights()["meaning" if near else "letters"]
        self._known: dict[Pair, float] = dict.fromkeys(self._pairs, -1.0)

    def likely(self) -> list[Pair]:
        """The pairs that are one event, the surest first.

        Most are ruled out by what is compared with rivals, whatever else they have in common.
        """
        may_be = (p for p in self._pairs if self._chance(self._compared(p, backed=1.0)) >= LEAST)
        found = [(-chance, pair) for pair in may_be if (chance := self.chance(pair)) >= LEAST]
        return [pair for _, pair in sorted(found)]

    def chance(self, pair: Pair) -> float:
        """From 0 to 1; 0 where the days do not agree."""
        known = self._known.get(pair, 0.0)
        if known < 0:
            i, j = pair
            may_be = may_be_retold(self._ordered[i], self._ordered[j])
            known = self._known[pair] = self._chance(self._compared(pair)) if may_be else 0.0
        return known

    def are_alike(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether all of two groups are alike: a chain of pairs, each alike, would join what is not."""
        pairs = [(min(i, j), max(i, j)) for i in one for j in other]
        return sum(map(self.chance, pairs)) >= LEAST * len(pairs)

    def _chance(self, found: Retelling) -> float:
        told = zip(Retelling._fields, found, strict=True)
        logit = self._weights["constant"] + sum(self._weights[name] * value for name, value in told)
        return 1 / (1 + math.exp(-logit))


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


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found

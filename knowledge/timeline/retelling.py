"""Two tellings of one day → how surely they tell one event in other words, by what was learned.

What reports of one story have in common counts most: two that share few words are of two stories, and their
tellings are two events, however alike.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge.extraction.clauses_words import family
from knowledge.timeline.exchanged import names_exchanged
from knowledge.timeline.telling import Telling, others_each

__all__ = [
    "LEAST", "ONE_STORY", "WEIGHTS", "Between", "Retelling", "Stories", "alike_on_average", "likeness",
    "may_be_retold", "retellings", "same_days",
]  # fmt: skip

Between = Callable[[Iterable[tuple[int, int]]], Mapping[tuple[int, int], float]]
"""The nearness in meaning of pairs of sentences."""

WEIGHTS = Path(__file__).with_name("retelling.json")
LEAST = 0.8
"""Chance from which two are one event."""
ONE_STORY = 0.25
"""The share of words of events that reports of one story have in common; those of two had at most .27."""
_MOST = 100
"""Tellings of one day that are compared pair by pair, each with each."""
_FEW = 8
"""Words of all events of an article; what has fewer tells too little of its story."""


class Retelling(NamedTuple):
    """Named numbers, mostly from 0 to 1, that say how much two tellings are alike."""

    family: float
    """Their verbs are used for one kind of event."""
    predicate: float
    """They are the same."""
    words: float
    """The share of words in common, of the one with fewer; what other sentences hold as well counts less."""
    shared: float
    """How many words are in common."""
    related: float
    """How much their articles have in common."""
    planned: float
    """One is planned, the other not."""
    meaning: float
    """The cosine of the sentences, 0 without an encoder."""


class Stories:
    """In how many tellings of each article a word stands, and how much articles have in common."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self._counts: dict[str, Counter[str]] = {}
        for telling in tellings:
            self._counts.setdefault(telling.sentence.source, Counter()).update(telling.content)
        self._related: dict[tuple[str, str], float] = {}

    def related(self, a: Telling, b: Telling) -> float:
        """The share of the words of one article's events that the other's have, of the one with fewer."""
        pair = (a.sentence.source, b.sentence.source)
        if pair not in self._related:
            one, other = (self._counts[source].keys() for source in pair)
            least = min(len(one), len(other))
            self._related[pair] = len(one & other) / least if least >= _FEW else 0.0
        return self._related[pair]

    def words(self, a: Telling, b: Telling) -> float:
        """The weight of the words in common, of that of the words of the one that weighs less."""
        counts = [self._counts[source] for source in {a.sentence.source, b.sentence.source}]

        def weight(words: Iterable[str]) -> float:
            return sum(1 / max(1, sum(count[word] for count in counts) - 1) for word in words)

        least = min(weight(a.content), weight(b.content))
        return min(1.0, weight(a.content & b.content) / least) if least else 0.0


def retellings(ordered: Sequence[Telling], alike: Between | None) -> dict[tuple[int, int], float]:
    """By pair of two articles and of the same days how surely it tells one event, from 0 to 1."""
    stories = Stories(ordered)
    pairs = [(i, j) for i, j in same_days(ordered) if may_be_retold(ordered[i], ordered[j], stories)]
    numbers = [(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in pairs]
    cosines = alike(set(numbers)) if alike and pairs else {}
    return {
        (i, j): _chance(
            likeness(ordered[i], ordered[j], stories, cosines.get(n)),
            "meaning" if n in cosines else "letters",
        )
        for (i, j), n in zip(pairs, numbers, strict=True)
    }


def same_days(ordered: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of the same days; none of days of which more is told than can be compared each with each."""
    by_days: dict[tuple[date, date], list[int]] = {}
    for i, telling in enumerate(ordered):
        period = telling.event.period
        if period is not None and period.first is not None and period.after is not None:
            by_days.setdefault((period.first, period.after), []).append(i)
    for members in by_days.values():
        if len(members) <= _MOST:
            yield from combinations(members, 2)


def may_be_retold(a: Telling, b: Telling, stories: Stories) -> bool:
    """Whether reports of one story may tell one event: with a word in common, of no others, nowhere else."""
    elsewhere = a.event.place and b.event.place and a.event.place != b.event.place
    if a.sentence.source == b.sentence.source or elsewhere or a.content.isdisjoint(b.content):
        return False
    if stories.related(a, b) < ONE_STORY or others_each(a, b):
        return False
    return not names_exchanged(a.sentence.text, a.names, b.sentence.text, b.names)


def likeness(a: Telling, b: Telling, stories: Stories, cosine: float | None) -> Retelling:
    """How much two tellings whose days agree are alike."""
    kinds = {a.event.predicate, b.event.predicate}
    return Retelling(
        family=float(family(a.event.predicate) == family(b.event.predicate)),
        predicate=float(len(kinds) == 1),
        words=stories.words(a, b),
        shared=math.log1p(len((a.content & b.content) - kinds)),
        related=stories.related(a, b),
        planned=float((a.event.status == "planned") != (b.event.status == "planned")),
        meaning=cosine or 0.0,
    )


def alike_on_average(
    one: Sequence[int], other: Sequence[int], chances: Mapping[tuple[int, int], float]
) -> bool:
    """Whether all of two groups are alike: a chain of pairs, each alike, would join what is not."""
    pairs = [(min(i, j), max(i, j)) for i in one for j in other]
    return sum(chances.get(pair, 0.0) for pair in pairs) >= LEAST * len(pairs)


def _chance(found: Retelling, by: Literal["meaning", "letters"]) -> float:
    weights = _weights()[by]
    logit = weights["constant"] + sum(weights[name] * value for name, value in found._asdict().items())
    return 1 / (1 + math.exp(-logit))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found

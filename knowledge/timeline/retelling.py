"""Two tellings of one day → how surely they tell one event in other words, by what was learned.

What reports of one story have in common counts first: two that share few words are of two stories, and their
tellings are two events, however alike. Of one story, an event is told again by what is most like it there: a
pair is judged beside its rivals, the other events that either report tells of that day.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.extraction.clauses_words import family
from knowledge.timeline.exchanged import names_exchanged
from knowledge.timeline.telling import Telling, others_each
from knowledge.timeline.wording import figures, said_otherwise, telling_weight

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Alike

__all__ = [
    "LEAST", "NO_RIVAL", "WEIGHTS", "Between", "Pair", "Retelling", "Stories", "alike_on_average", "compared",
    "may_be_retold", "pairs_of_days", "retellings",
]  # fmt: skip

Pair = tuple[int, int]
Between = Callable[[Iterable[Pair]], "Mapping[Pair, Alike]"]
"""The nearness in meaning of pairs of sentences."""

WEIGHTS = Path(__file__).with_name("retelling.json")
LEAST = 0.5
"""Chance from which two are one event."""
ONE_STORY = 0.16
"""Cosine of the words around events that reports of one story reach; one in a hundred of two does."""
ONE_SUBJECT = 0.5
"""Cosine of sentences after their titles that reports of one story reach; one in a thousand of two does."""
_MOST = 100
"""Tellings that begin on one day and are compared pair by pair, each with each."""
_FEW = 4
"""Words around all events of an article; what has fewer tells too little of its story."""
_LONGEST = 31
"""Days that a telling may leave open ("in March") and still be compared with one that tells the day."""
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


class Stories:
    """What articles have in common: words around their events, and their meaning where it is known."""

    def __init__(
        self,
        tellings: Sequence[Telling],
        pairs: Iterable[Pair],
        near: Mapping[Pair, Alike],
    ) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._words: dict[str, set[str]] = defaultdict(set)
        for telling in tellings:
            self._counts.setdefault(telling.sentence.source, Counter()).update(telling.content)
            self._words[telling.sentence.source] |= telling.content | telling.around | _numbers(telling)
        self._weights: dict[str, float] = {}
        self._rarities: dict[tuple[str, str], Mapping[str, float]] = {}
        self._related: dict[tuple[str, str], float] = {}
        self._subject: dict[tuple[str, str], float] = {}
        for i, j in pairs:
            a, b = tellings[i].sentence, tellings[j].sentence
            alike = near.get((a.id, b.id))
            known = self._subject.get((a.source, b.source), 0.0)
            self._subject[a.source, b.source] = max(known, alike.titled if alike else 0.0)

    def subject(self, a: Telling, b: Telling) -> float:
        """How near in meaning sentences of the articles are at best, each after its title."""
        return self._subject.get((a.sentence.source, b.sentence.source), 0.0)

    def is_one(self, a: Telling, b: Telling) -> bool:
        """Whether the articles are reports of one story."""
        return self.related(a, b) >= ONE_STORY or self.subject(a, b) >= ONE_SUBJECT

    def related(self, a: Telling, b: Telling) -> float:
        """The cosine of the words around the articles' events, in which everyday words count little."""
        pair = (a.sentence.source, b.sentence.source)
        if pair not in self._related:
            one, other = (self._words[source] for source in pair)
            enough = min(len(one), len(other)) >= _FEW
            both = self._weight(pair[0]) * self._weight(pair[1]) if enough else 0.0
            self._related[pair] = telling_weight(one & other) / math.sqrt(both) if both else 0.0
        return self._related[pair]

    def _weight(self, source: str) -> float:
        if source not in self._weights:
            self._weights[source] = telling_weight(self._words[source])
        return self._weights[source]

    def words(self, a: Telling, b: Telling) -> float:
        """The weight of the words in common, of that of the words of the one that weighs less."""
        rarity = self._rarity(*sorted((a.sentence.source, b.sentence.source)))

        def weight(words: Iterable[str]) -> float:
            return sum(map(rarity.__getitem__, words))

        least = min(weight(a.content), weight(b.content))
        return min(1.0, weight(a.content & b.content) / least) if least else 0.0

    def _rarity(self, one: str, other: str) -> Mapping[str, float]:
        """What each word of two articles weighs, the less the more of their tellings hold it."""
        if (one, other) not in self._rarities:
            counts = self._counts[one] + self._counts[other]
            self._rarities[one, other] = {word: 1 / max(1, count - 1) for word, count in counts.items()}
        return self._rarities[one, other]


def retellings(ordered: Sequence[Telling], alike: Between | None) -> dict[Pair, float]:
    """By pair of two articles of one story, whose days agree, how surely it tells one event, from 0 to 1."""
    pairs = list(pairs_of_days(ordered))
    near = alike({(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in pairs}) if alike else {}
    stories = Stories(ordered, pairs, near)
    pairs = [(i, j) for i, j in pairs if stories.is_one(ordered[i], ordered[j])]
    by: Literal["meaning", "letters"] = "meaning" if near else "letters"
    return {
        (i, j): _chance(one, by)
        for (i, j), one in zip(pairs, compared(ordered, pairs, stories, near), strict=True)
        if may_be_retold(ordered[i], ordered[j])
    }


def pairs_of_days(ordered: Sequence[Telling]) -> Iterator[Pair]:
    """Pairs of two articles whose days are the same, or those of one hold the other's, in order.

    None of days on which more begins than can be compared each with each.
    """
    spans = []
    for i, telling in enumerate(ordered):
        period = telling.event.period
        if period is not None and period.first is not None and period.after is not None:
            first, after = period.first.toordinal(), period.after.toordinal()
            spans += [(first, -after, i)] if after - first <= _LONGEST else []
    spans.sort()
    begun = Counter(first for first, _, _ in spans)
    for place, (first, after, i) in enumerate(spans, 1):
        for other, end, j in islice(spans, place, None):
            if other >= -after:
                break
            told_by_two = ordered[i].sentence.source != ordered[j].sentence.source
            few = begun[first] <= _MOST and begun[other] <= _MOST
            if few and end >= after and told_by_two:
                yield min(i, j), max(i, j)


def may_be_retold(a: Telling, b: Telling) -> bool:
    """Whether they may tell one event: of no others, nowhere else."""
    elsewhere = a.event.place and b.event.place and a.event.place != b.event.place
    if elsewhere or others_each(a, b):
        return False
    return not names_exchanged(a.sentence.text, a.names, b.sentence.text, b.names)


def compared(
    ordered: Sequence[Telling], pairs: Sequence[Pair], stories: Stories, near: Mapping[Pair, Alike]
) -> list[Retelling]:
    """How much the two of each pair are alike, and how much more than rivals are among the pairs."""
    alone = [_alike(ordered[i], ordered[j], stories, near) for i, j in pairs]
    rough = [
        one.words + one.otherwise + max(0.0, one.figures) + one.family + 2 * one.meaning for one in alone
    ]
    best: dict[tuple[int, str], list[float]] = defaultdict(list)
    for (i, j), score in zip(pairs, rough, strict=True):
        best[i, ordered[j].sentence.source].append(score)
        best[j, ordered[i].sentence.source].append(score)
    for scores in best.values():
        scores.sort(reverse=True)
    found = []
    for (i, j), one, score in zip(pairs, alone, rough, strict=True):
        rivals = [
            scores[scores[0] == score]
            for scores in (best[i, ordered[j].sentence.source], best[j, ordered[i].sentence.source])
            if len(scores) > 1
        ]
        ahead = max(-1.0, min(1.0, score - max(rivals))) if rivals else NO_RIVAL
        found.append(one._replace(before_rivals=ahead))
    return found


def _alike(a: Telling, b: Telling, stories: Stories, near: Mapping[Pair, Alike]) -> Retelling:
    """Without rivals."""
    alike = near.get((a.sentence.id, b.sentence.id))
    kinds = {a.event.predicate, b.event.predicate}
    return Retelling(
        family=float(family(a.event.predicate) == family(b.event.predicate)),
        words=stories.words(a, b),
        shared=math.log1p(len((a.content & b.content) - kinds)),
        backed=max(_backed(a.content - kinds, b), _backed(b.content - kinds, a)),
        related=stories.related(a, b),
        otherwise=_otherwise(a, b),
        figures=_figures(a, b),
        before_rivals=0.0,
        meaning=alike.own if alike else 0.0,
        subject=stories.subject(a, b),
    )


def _backed(words: frozenset[str], by: Telling) -> float:
    return len(words & (by.content | by.around)) / len(words) if words else 0.5


def _otherwise(a: Telling, b: Telling) -> float:
    fewer, other = sorted((a, b), key=lambda one: len(one.content))
    return said_otherwise(fewer.content, other.sentence.text)


def _figures(a: Telling, b: Telling) -> float:
    one, other = _numbers(a), _numbers(b)
    return 1.0 if one & other else -0.5 if one and other else 0.0


def _numbers(telling: Telling) -> frozenset[str]:
    """The numbers of a sentence that are none of its day."""
    period = telling.event.period
    own = {str(period.first.day), str(period.first.year)} if period and period.first else set()
    return figures(telling.sentence.text) - own


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

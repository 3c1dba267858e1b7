"""Tellings → pairs of one day, and what the articles that tell them have in common."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.timeline.telling import Telling
from knowledge.timeline.wording import figures, telling_weight

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Alike

__all__ = ["ONE_STORY", "ONE_SUBJECT", "Pair", "Stories", "numbers", "pairs_of_days"]

Pair = tuple[int, int]

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
            self._words[telling.sentence.source] |= telling.content | telling.around | numbers(telling)
        self._weights: dict[str, float] = {}
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
        """The weight of the words in common, of that of the words of the one that weighs less.

        A word weighs the less the more tellings of the two articles hold it.
        """
        common = a.content & b.content
        if not common:
            return 0.0
        one, other = self._counts[a.sentence.source], self._counts[b.sentence.source]

        def weight(words: Set[str]) -> float:
            return sum(1 / max(1, one.get(word, 0) + other.get(word, 0) - 1) for word in words)

        return min(1.0, weight(common) / min(weight(a.content), weight(b.content)))


def numbers(telling: Telling) -> frozenset[str]:
    """The numbers of a sentence that are none of its day."""
    period = telling.event.period
    own = {str(period.first.day), str(period.first.year)} if period and period.first else set()
    return figures(telling.terms) - own


def _spans(ordered: Sequence[Telling]) -> Iterator[tuple[int, int, int]]:
    """First day, negative end, and place of all that is not too long to be told once."""
    for place, telling in enumerate(ordered):
        period = telling.event.period
        if period is not None and period.first is not None and period.after is not None:
            first, after = period.first.toordinal(), period.after.toordinal()
            if after - first <= _LONGEST:
                yield first, -after, place


def pairs_of_days(ordered: Sequence[Telling]) -> Iterator[Pair]:
    """Pairs of two articles whose days are the same, or those of one hold the other's, in order.

    None of days on which more begins than can be compared each with each.
    """
    spans = sorted(_spans(ordered))
    begun = Counter(first for first, _, _ in spans)
    for place, (first, after, i) in enumerate(spans, 1):
        for other, end, j in islice(spans, place, None):
            if other >= -after:
                break
            told_by_two = ordered[i].sentence.source != ordered[j].sentence.source
            few = begun[first] <= _MOST and begun[other] <= _MOST
            if few and end >= after and told_by_two:
                yield min(i, j), max(i, j)

"""Tellings of events → one group for each event, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from knowledge.model import Period
from knowledge.timeline.likeness import LEAST, Common, comparable, likeness, one_event
from knowledge.timeline.tellings import Telling

__all__ = ["Between", "Group", "grouped", "paired"]

Between = Callable[[Iterable[tuple[int, int]]], Mapping[tuple[int, int], float]]


class Group(NamedTuple):
    """All tellings of one event, the best first, with the finest days and the status that they leave."""

    tellings: tuple[Telling, ...]
    period: Period | None
    status: str


def grouped(tellings: Sequence[Telling], alike: Between | None = None) -> list[Group]:
    """Tellings of one event together: same days first, then coarser days with the one event they can mean.

    ``alike`` gives the nearness in meaning of pairs of sentences.
    """
    ordered = sorted(tellings, key=lambda t: t.key)
    chances = _chances(ordered, alike)
    clusters = Clusters(len(ordered), chances)
    for i, j in sorted(chances, key=lambda pair: (-chances[pair], pair)):
        if _equal_days(ordered[i], ordered[j]):
            clusters.join_if_alike(i, j)
    for coarse, targets in _finer(ordered, chances, clusters).items():
        if _meet([ordered[t] for t in targets]):
            for fine in sorted(targets):
                clusters.join_if_alike(coarse, fine)
    return [_group([ordered[i] for i in members]) for members in clusters.members()]


class Clusters:
    """Tellings by number, at first each alone; joined where all of both are alike on average.

    A chain of pairs, each alike, would join what is not.
    """

    def __init__(self, size: int, chances: Mapping[tuple[int, int], float]) -> None:
        self._of = list(range(size))
        self._held = [[i] for i in range(size)]
        self._chances = chances

    def root(self, i: int) -> int:
        """The number by which the cluster of a telling goes."""
        return self._of[i]

    def join_if_alike(self, i: int, j: int) -> None:
        """Make one of two clusters, unless they are one or not alike."""
        one, other = sorted((self._of[i], self._of[j]))
        if one == other or self._alike(one, other) < LEAST:
            return
        for member in self._held[other]:
            self._of[member] = one
        self._held[one] += self._held[other]
        self._held[other] = []

    def members(self) -> Iterator[list[int]]:
        """Of each cluster, in the order of their first ones."""
        return (sorted(held) for held in self._held if held)

    def _alike(self, one: int, other: int) -> float:
        pairs = [(min(i, j), max(i, j)) for i in self._held[one] for j in self._held[other]]
        return sum(self._chances.get(pair, 0.0) for pair in pairs) / len(pairs)


def _finer(
    ordered: Sequence[Telling], chances: Mapping[tuple[int, int], float], clusters: Clusters
) -> dict[int, set[int]]:
    """By cluster those of which it may give the days only roughly."""
    finer: dict[int, set[int]] = {}
    for (i, j), chance in chances.items():
        for coarse, fine in ((i, j), (j, i)):
            apart = clusters.root(i) != clusters.root(j) and chance >= LEAST
            if apart and _holds(ordered[coarse], ordered[fine]):
                finer.setdefault(clusters.root(coarse), set()).add(clusters.root(fine))
    return dict(sorted(finer.items()))


def paired(ordered: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs that may tell one event: the days of one lie within the other's. Swept, not all against all."""
    spans: list[tuple[date, date, int]] = []
    for i, telling in enumerate(ordered):
        period = telling.event.period
        if period is not None and period.first is not None and period.after is not None:
            spans.append((period.first, period.after, i))
    spans.sort()
    after_of = {i: after for _, after, i in spans}
    for a, (begins, after, i) in enumerate(spans):
        for first, _, j in spans[a + 1 :]:
            if first >= after:
                break
            within = after_of[j] <= after or (first == begins and after_of[j] >= after)
            if within and comparable(ordered[i], ordered[j]):
                yield min(i, j), max(i, j)


def _chances(ordered: Sequence[Telling], alike: Between | None) -> dict[tuple[int, int], float]:
    """By pair whose days meet how surely it tells one event."""
    pairs = sorted(paired(ordered))
    numbers = [(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in pairs]
    cosines, common = alike(set(numbers)) if alike else {}, Common(ordered)

    def chance(a: Telling, b: Telling, cosine: float | None) -> float:
        if a.sentence.source == b.sentence.source:
            return 1.0  # it comes back to its own event
        return one_event(likeness(a, b, common, cosine=cosine or 0.0), meaning=cosine is not None)

    return {
        (i, j): chance(ordered[i], ordered[j], cosines.get(sentences))
        for (i, j), sentences in zip(pairs, numbers, strict=True)
    }


def _equal_days(a: Telling, b: Telling) -> bool:
    p, q = a.event.period, b.event.period
    return p is not None and q is not None and (p.first, p.after) == (q.first, q.after)


def _holds(coarse: Telling, fine: Telling) -> bool:
    p, q = coarse.event.period, fine.event.period
    if p is None or q is None or p.first is None or p.after is None or q.first is None or q.after is None:
        return False
    return p.contains(q)


def _meet(targets: Sequence[Telling]) -> bool:
    """Whether all days that a coarser telling could mean meet each other."""
    periods = [t.event.period for t in targets if t.event.period]
    return all(p.meets(q) for i, p in enumerate(periods) for q in periods[i + 1 :])


def _length(telling: Telling) -> int:
    period = telling.event.period
    if period is None or period.first is None or period.after is None:
        return 10**6
    return (period.after - period.first).days


_RANK = {"stated": 0, "planned": 1, "bound": 2}


def _group(members: Sequence[Telling]) -> Group:
    """The finest days win; what one source states is no plan any more."""
    best = sorted(
        members,
        key=lambda t: (
            _length(t),
            t.event.rule == "same_event",
            not t.concerned,
            _RANK[t.event.status],
            -len(t.content),
            t.day or date.max,
            t.key,
        ),
    )
    return Group(
        tuple(best), best[0].event.period, min((t.event.status for t in best), key=lambda s: _RANK[s])
    )

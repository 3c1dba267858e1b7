"""Tellings of events → one group for each event, whatever the order they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from knowledge.extraction.clauses_words import family
from knowledge.model import Period
from knowledge.timeline.exchanged import names_exchanged
from knowledge.timeline.retelling import Between, Retellings
from knowledge.timeline.stories import Pair
from knowledge.timeline.telling import Telling, is_coarse, others_each

__all__ = ["Group", "grouped"]

_ALIKE = 0.65
"""Cosine from which sentences of one day and kind of event tell one event with a word in common."""


class Group(NamedTuple):
    """All tellings of one event, the best first, with the finest days and the status that they leave."""

    tellings: tuple[Telling, ...]
    period: Period | None
    status: str


def grouped(tellings: Sequence[Telling], alike: Between | None = None) -> list[Group]:
    """Tellings of one event together: same days first, then coarser days with the one event they can mean.

    Groups in which nothing concerns the topic are left out. ``alike`` gives the nearness in meaning of pairs
    of sentences: near ones need fewer words in common.
    """
    ordered = sorted(tellings, key=lambda t: t.key)
    parent = list(range(len(ordered)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    same, holding = _candidates(ordered)
    near = _near_in_meaning(ordered, (*same, *holding), alike)

    @cache
    def is_same(pair: Pair) -> bool:
        return _same(ordered[pair[0]], ordered[pair[1]], near=pair in near)

    retold = Retellings(ordered, alike)
    reached = _reached(ordered, ((is_same, (*same, *holding)), (retold.is_likely, retold.pairs)))
    for i, j in same:
        if i in reached and j in reached and is_same((i, j)):
            parent[max(root(i), root(j))] = min(root(i), root(j))
    _join_retold(retold, reached, parent, root)
    finer: dict[int, set[int]] = {}
    for coarse, fine in holding:
        apart = coarse in reached and fine in reached and root(coarse) != root(fine)
        if apart and is_same((coarse, fine)):
            finer.setdefault(root(coarse), set()).add(root(fine))
    links = [
        (coarse, fine)
        for coarse, targets in sorted(finer.items())
        if _one_event([ordered[t] for t in targets])
        for fine in sorted(targets)
    ]
    for coarse, fine in links:
        parent[max(root(coarse), root(fine))] = min(root(coarse), root(fine))
    found: dict[int, list[Telling]] = {}
    for i in sorted(reached):
        found.setdefault(root(i), []).append(ordered[i])
    return [_group(members) for members in found.values() if any(t.concerned for t in members)]


def _reached(
    ordered: Sequence[Telling], joins: Iterable[tuple[Callable[[Pair], bool], Iterable[Pair]]]
) -> set[int]:
    """What concerns the topic, and what pairs join with it, one after the other.

    Few of the others are: only pairs of which one is reached are compared.
    """
    beside: dict[int, list[tuple[int, Pair, Callable[[Pair], bool]]]] = defaultdict(list)
    reached = {i for i, telling in enumerate(ordered) if telling.concerned}
    for is_joined, pairs in joins if len(reached) < len(ordered) else ():
        for i, j in pairs:
            beside[i].append((j, (i, j), is_joined))
            beside[j].append((i, (i, j), is_joined))
    ahead = sorted(reached)
    while ahead:
        for other, pair, is_joined in beside[ahead.pop()]:
            if other not in reached and is_joined(pair):
                reached.add(other)
                ahead.append(other)
    return reached


def _join_retold(
    retold: Retellings, reached: set[int], parent: list[int], root: Callable[[int], int]
) -> None:
    """Join what reports of one story tell of one day in other words, the surest pairs first."""
    pairs = retold.likely(reached)
    members: dict[int, list[int]] = {}
    for i in sorted(reached) if pairs else ():
        members.setdefault(root(i), []).append(i)
    for i, j in pairs:
        one, other = sorted((root(i), root(j)))
        if one != other and retold.are_alike(members[one], members[other]):
            parent[other] = one
            members[one] += members.pop(other)


def _candidates(ordered: Sequence[Telling]) -> tuple[list[Pair], list[Pair]]:
    """Pairs of the same days, and pairs of which the first holds the days of the second.

    Both are of one family of predicates, and deeds or tellings; swept by first days, not all against all.
    """
    by_kind: dict[tuple[str, bool], list[tuple[int, int, int]]] = {}
    for i, telling in enumerate(ordered):
        event, period = telling.event, telling.event.period
        if period is not None and period.first is not None and period.after is not None:
            days = (period.first.toordinal(), period.after.toordinal(), i)
            by_kind.setdefault((family(event.predicate), event.reporting), []).append(days)
    same: list[Pair] = []
    holding: list[Pair] = []
    for spans in by_kind.values():
        spans.sort()
        for place, (first, after, i) in enumerate(spans, 1):
            for other, end, j in islice(spans, place, None):
                if other >= after:
                    break
                if end == after and other == first:
                    same.append((i, j))
                elif end <= after:
                    holding.append((i, j))
                elif other == first:
                    holding.append((j, i))
    return same, holding


def _one_event(targets: Sequence[Telling]) -> bool:
    """Whether all days that a coarser telling could mean meet each other."""
    periods = [t.event.period for t in targets if t.event.period]
    return all(p.meets(q) for i, p in enumerate(periods) for q in periods[i + 1 :])


def _near_in_meaning(ordered: Sequence[Telling], pairs: Sequence[Pair], alike: Between | None) -> set[Pair]:
    if alike is None:
        return set()
    cosines = alike({(ordered[i].sentence.id, ordered[j].sentence.id) for i, j in pairs})
    return {
        (i, j)
        for i, j in pairs
        if (near := cosines.get((ordered[i].sentence.id, ordered[j].sentence.id))) and near.own >= _ALIKE
    }


def _same(a: Telling, b: Telling, *, near: bool = False) -> bool:
    """Whether tellings of one family whose days agree tell one event: places agree, and names or words."""
    elsewhere = a.event.place and b.event.place and a.event.place != b.event.place
    if elsewhere or a.sentence == b.sentence:
        return False
    kinds = {a.event.predicate, b.event.predicate}
    shared = len((a.content & b.content) - kinds)
    if a.sentence.source == b.sentence.source:
        return shared > 0
    least = min(len(a.content - kinds), len(b.content - kinds))
    inside = 0 < shared == least  # the shorter one tells nothing that the other does not
    share_a_name = not a.names.isdisjoint(b.names)
    if is_coarse(a) or is_coarse(b):
        return share_a_name and (shared >= 2 or inside)
    if others_each(a, b) or names_exchanged(a.sentence.text, a.names, b.sentence.text, b.names):
        return False
    return share_a_name or inside or shared >= _enough(least, near=near)


def _enough(least: int, *, near: bool) -> int:
    """Words that tellings without a name in common must share: fewer where they are short or near."""
    if near:
        return 1
    return 2 if least <= 3 else 3


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

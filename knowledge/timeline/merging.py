"""Tellings of events → one group for each event, whatever the order they come in; disagreements are noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from knowledge.extraction.clauses_words import family, lexicon
from knowledge.model import Period
from knowledge.text.wording import between
from knowledge.text.words import normal_form
from knowledge.timeline.exchanged import names_exchanged
from knowledge.timeline.retelling import Between, Retellings
from knowledge.timeline.telling import Telling, is_coarse, others_each

__all__ = ["Group", "conflicts", "grouped"]

_COUNT = re.compile(
    r"(?<![\w,.-])\d[\d,]*\s(?!(?:percent|per|of|to|and|in|at|on|a|p|am|pm)\b)(?P<what>[a-z]{3,})"
)
_FINE = ("day", "weekend", "week", "span")
_MISTAKEN, _MOVED, _YEARS = 7, 31, 731
"""Days between two dates of one event: of a mistake, of a plan that was moved, of an uncertain year."""
_ALIKE = 0.65
"""Cosine from which sentences of one day and kind of event tell one event with a word in common."""


class Group(NamedTuple):
    """All tellings of one event, the best first, with the finest days and the status that they leave."""

    tellings: tuple[Telling, ...]
    period: Period | None
    status: str


def grouped(tellings: Sequence[Telling], alike: Between | None = None) -> list[Group]:
    """Tellings of one event together: same days first, then coarser days with the one event they can mean.

    ``alike`` gives the nearness in meaning of pairs of sentences: near ones need fewer words in common.
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
    for i, j in same:
        if _same(ordered[i], ordered[j], near=(i, j) in near):
            parent[max(root(i), root(j))] = min(root(i), root(j))
    _join_retold(ordered, parent, root, alike)
    finer: dict[int, set[int]] = {}
    for coarse, fine in holding:
        if root(coarse) != root(fine) and _same(ordered[coarse], ordered[fine], near=(coarse, fine) in near):
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
    for i, telling in enumerate(ordered):
        found.setdefault(root(i), []).append(telling)
    return [_group(members) for members in found.values()]


def _join_retold(
    ordered: Sequence[Telling], parent: list[int], root: Callable[[int], int], alike: Between | None
) -> None:
    """Join what reports of one story tell of one day in other words, the surest pairs first."""
    retold = Retellings(ordered, alike)
    pairs = retold.likely()
    members: dict[int, list[int]] = {}
    for i in range(len(ordered)) if pairs else ():
        members.setdefault(root(i), []).append(i)
    for i, j in pairs:
        one, other = sorted((root(i), root(j)))
        if one != other and retold.are_alike(members[one], members[other]):
            parent[other] = one
            members[one] += members.pop(other)


_Pairs = list[tuple[int, int]]


def _candidates(ordered: Sequence[Telling]) -> tuple[_Pairs, _Pairs]:
    """Pairs of the same days, and pairs of which the first holds the days of the second.

    Both are of one family of predicates, and deeds or tellings; swept by first days, not all against all.
    """
    by_kind: dict[tuple[str, bool], list[tuple[int, int, int]]] = {}
    for i, telling in enumerate(ordered):
        event, period = telling.event, telling.event.period
        if period is not None and period.first is not None and period.after is not None:
            days = (period.first.toordinal(), period.after.toordinal(), i)
            by_kind.setdefault((family(event.predicate), event.reporting), []).append(days)
    same: _Pairs = []
    holding: _Pairs = []
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


def _near_in_meaning(
    ordered: Sequence[Telling], pairs: Sequence[tuple[int, int]], alike: Between | None
) -> set[tuple[int, int]]:
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


def conflicts(groups: Sequence[Group]) -> dict[int, str]:
    """Per place in ``groups`` the note in what sources differ: the day, or a number in one event."""
    notes = {i: {text} for i, group in enumerate(groups) if (text := _counts(group))}
    for days, furthest in _comparable(groups):
        days.sort()
        for place, (first, i) in enumerate(days, 1):
            for other, j in islice(days, place, None):
                if other - first > furthest:
                    break
                if _differ(groups[i].tellings[0], groups[j].tellings[0]):
                    text = f"{_said(groups[i])}; {_said(groups[j])}"
                    notes.setdefault(i, set()).add(text)
                    notes.setdefault(j, set()).add(text)
    return {place: " · ".join(sorted(found)) for place, found in notes.items()}


def _comparable(groups: Sequence[Group]) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """Groups that may be one event told on different days, by first day and place, and how far apart at most.

    Those of fine days together; those of a unit such as the year, where the event happens once.
    """
    alike: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for i, group in enumerate(groups):
        event, period = group.tellings[0].event, group.period
        if event.reporting or period is None or period.first is None or period.after is None:
            continue
        fine = period.granularity in _FINE
        if fine or event.predicate in lexicon().once:
            key = (family(event.predicate), "" if fine else period.granularity)
            alike.setdefault(key, []).append((period.first.toordinal(), i))
    yield from ((days, _YEARS if unit else _MOVED) for (_, unit), days in alike.items())


def _counts(group: Group) -> str:
    """Numbers of one thing that differ between an event's publishers ("12 people", "15 people")."""
    told: dict[str, dict[str, list[str]]] = {}
    for telling in sorted(group.tellings, key=lambda t: t.key):
        start = telling.sentence.start
        clause = telling.sentence.text[telling.event.start - start : telling.event.end - start]
        for match in _COUNT.finditer(clause):
            by = told.setdefault(normal_form(match["what"]), {})
            by.setdefault(telling.publisher, []).append(match[0])
    notes = []
    for by in told.values():
        numbers = {publisher: {m.split()[0] for m in said} for publisher, said in by.items()}
        if len(by) > 1 and not set.intersection(*numbers.values()):
            notes.append("; ".join(f"{publisher}: {said[0]}" for publisher, said in by.items()))
    return " · ".join(notes)


def _differ(a: Telling, b: Telling) -> bool:
    """Whether two sources tell one event on different days: in one place, and in most of the words."""
    p, q = a.event.period, b.event.period
    if a.publisher == b.publisher or p is None or q is None or p.meets(q):
        return False
    if a.event.place and b.event.place and a.event.place != b.event.place:
        return False
    return _near(a, b) and _much_the_same(a, b)


def _near(a: Telling, b: Telling) -> bool:
    """Whether the days lie so close that one event may be meant; a plan may have been moved further."""
    p, q = a.event.period, b.event.period
    if p is None or q is None or p.first is None or q.first is None:
        return False
    apart = abs((p.first - q.first).days)
    if p.granularity in _FINE and q.granularity in _FINE:
        return apart <= (_MOVED if "planned" in (a.event.status, b.event.status) else _MISTAKEN)
    once = lexicon().once
    return p.granularity == q.granularity and a.event.predicate in once and apart <= _YEARS


def _much_the_same(a: Telling, b: Telling) -> bool:
    """Whether most of the words are shared, a name among them; the kind of event counts as one."""
    kinds = {a.event.predicate, b.event.predicate}
    shared = len((a.content & b.content) - kinds) + 1
    least = min(len(a.content - kinds), len(b.content - kinds)) + 1
    return bool(a.names & b.names) and shared >= 3 and 2 * shared >= least and not others_each(a, b)


def _said(group: Group) -> str:
    telling = group.tellings[0]
    period = telling.event.period
    assert period is not None
    assert period.first is not None
    assert period.last is not None
    planned = " (planned)" if group.status == "planned" else ""
    return f"{telling.publisher}: {between(period.first, period.last)}{planned}"

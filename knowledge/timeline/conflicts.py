"""Groups of tellings → where sources differ: in the day of one event, or in a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from knowledge.extraction.clauses_words import family, lexicon
from knowledge.text.wording import between
from knowledge.text.words import normal_form
from knowledge.timeline.merging import Group
from knowledge.timeline.telling import Telling, others_each

__all__ = ["conflicts"]

_COUNT = re.compile(
    r"(?<![\w,.-])\d[\d,]*\s(?!(?:percent|per|of|to|and|in|at|on|a|p|am|pm)\b)(?P<what>[a-z]{3,})"
)
_FINE = ("day", "weekend", "week", "span")
_MISTAKEN, _MOVED, _YEARS = 7, 31, 731
"""Days between two dates of one event: of a mistake, of a plan that was moved, of an uncertain year."""


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

"""Figures on the same thing over sources and time: which agree, which changed, which contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.facts.figure_values import compatible
from knowledge.model import Figure, Period
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, words

if TYPE_CHECKING:
    from knowledge.model import Source
    from knowledge.seams import StoredFact

__all__ = ["Told", "aligned", "by_place", "charted", "relation", "told_on"]

ONE_TIME = timedelta(days=45)
"""Within which two figures speak of one time; tried on series of invented reports."""
CHARTED = 3
"""Days from which on values make a chart."""
SHARED = 2
"""Words of context that two figures of one thing have in common, beside what they count."""


class Told(NamedTuple):
    """A figure where and when it was told."""

    stored: StoredFact
    figure: Figure
    day: date | None
    """When it held: its own days' first, else the publication day; None where it is only "before"."""


def told_on(stored: Iterable[StoredFact], sources: dict[str, Source]) -> list[Told]:
    """Figures with the day they hold for."""
    return [
        Told(one, one.fact, _told_day(one.fact, sources[one.source].published))
        for one in stored
        if isinstance(one.fact, Figure)
    ]


def _day(period: Period | None) -> date | None:
    return None if period is None else period.first or period.last


def _told_day(figure: Figure, published: date | None) -> date | None:
    """None for what is only told to have been so before."""
    if figure.as_of is not None and figure.as_of.modifier == "before":
        return None
    return _day(figure.as_of) or published


def aligned(told: Sequence[Told]) -> list[list[Told]]:
    """Figures that count the same thing, at least two in a group, each group in order of time."""
    groups: list[list[Told]] = []
    for one in told:
        home = next((g for g in groups if any(_same_thing(one.figure, other.figure) for other in g)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [sorted(g, key=_when) for g in groups if len(g) > 1]


def by_place(told: Sequence[Told]) -> list[list[Told]]:
    """Figures of one kind of people, what leaves put aside, in a group for each place, in order of time.

    Of an article's figures without a place ("in the region") the place is the one it names most.
    """
    usual: dict[str, Counter[str]] = {}
    for one in told:
        if one.figure.place:
            usual.setdefault(one.stored.source, Counter())[one.figure.place] += 1
    groups: dict[str, list[Told]] = {}
    for one in (t for t in told if not _act(t.figure)):
        named = usual.get(one.stored.source)
        place = one.figure.place or (named.most_common(1)[0][0] if named else "")
        groups.setdefault(place, []).append(one)
    return [sorted(g, key=_when) for g in groups.values() if len(g) > 1]


def _when(told: Told) -> tuple[date, str, int]:
    return told.day or date.max, told.stored.source, told.figure.start


def charted(groups: Sequence[Sequence[Told]]) -> Sequence[Told]:
    """The group that tells values for the most days, three at least; else empty."""
    best = max(groups, key=lambda g: len({one.day for one in g if one.day}), default=())
    return [one for one in best if one.day] if len({one.day for one in best if one.day}) >= CHARTED else ()


def _same_thing(a: Figure, b: Figure) -> bool:
    """The same noun, unit and place, or the same noun and much of what stands around it."""
    if a.unit != b.unit or not _head(a) or _head(a) != _head(b):
        return False
    if a.place and b.place:
        return a.place == b.place and _act(a) == _act(b)
    shared = {t for t in set(a.context) & set(b.context) if t not in STOPWORDS}
    return len(shared) >= SHARED and _act(a) == _act(b)


_LEAVING = frozenset(
    normal_form(w) for w in "withdraw withdrew withdrawal withdrawing pull leave leaving exit".split()
)


def _act(figure: Figure) -> bool:
    """Whether the figure counts what goes away, which is not what stays."""
    return bool(_LEAVING & set(figure.context))


def _head(figure: Figure) -> str:
    found = words(figure.counted)
    return normal_form(found[-1].text) if found else ""


def relation(group: Sequence[Told]) -> Literal["agreement", "change", "contradiction"]:
    """How the values of a group stand to each other."""
    at_one_time = differing = False
    for n, one in enumerate(group):
        for other in group[n + 1 :]:
            if compatible(one.figure, other.figure) and one.figure.qualifier == other.figure.qualifier:
                continue
            if not compatible(one.figure, other.figure):
                differing = True
                near = one.day is None or other.day is None or abs(one.day - other.day) <= ONE_TIME
                at_one_time |= near and one.stored.source != other.stored.source
    return "contradiction" if at_one_time else "change" if differing else "agreement"

"""Figures on the same thing over sources and time: which agree, which changed, which contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, product, starmap
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.extraction.figure_values import compatible, value
from knowledge.model import Figure, Period, Span
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms, words

if TYPE_CHECKING:
    from knowledge.evidence.sentence_facts import SentenceFacts
    from knowledge.model import Sentence, Source
    from knowledge.protocols import StoredFact

__all__ = [
    "DatedFigure",
    "OtherFigure",
    "Variation",
    "aligned",
    "by_place",
    "charted",
    "counts_alike",
    "differs",
    "members",
    "other_figures",
    "same_number",
    "told_on",
    "variations",
]

ONE_TIME = timedelta(days=3)
"""Within which two figures speak of one time; more, and a toll that rises would be called a dispute."""
OCCASION = timedelta(days=45)
"""Within which two reports of people leaving tell of the same leaving."""
CHARTED = 3
"""Days from which on values make a chart."""
SHARED = 2
"""Words of context that two figures of one thing have in common, beside what they count."""


class DatedFigure(NamedTuple):
    """A figure where and when it was told."""

    stored: StoredFact
    figure: Figure
    day: date | None
    """When it held: its own days' first, else the publication day; None where it is only "before"."""
    reported: date | None = None
    """When it was published; a count "since" a day holds until then."""


class Variation(NamedTuple):
    """Values of one thing that changed over time, or that sources give differently for one time."""

    kind: Literal["change", "contradiction"]
    told: tuple[DatedFigure, ...]


class OtherFigure(NamedTuple):
    """A sentence of another source that counts the same thing."""

    sentence: Sentence
    agrees: bool


def told_on(stored: Iterable[StoredFact], sources: dict[str, Source]) -> list[DatedFigure]:
    """Figures with the day they hold for."""
    return [
        DatedFigure(one, one.fact, _told_day(one.fact, published := sources[one.source].published), published)
        for one in stored
        if isinstance(one.fact, Figure)
    ]


def _day(period: Period | None) -> date | None:
    return None if period is None else period.first or period.last


def _told_day(figure: Figure, published: date | None) -> date | None:
    """None for what is only told to have been so before."""
    if _was_before(figure):
        return None
    return _day(figure.as_of) or published


def aligned(told: Sequence[DatedFigure]) -> list[list[DatedFigure]]:
    """Figures that count the same thing, at least two in a group, each group in order of time.

    No group holds two places. What leaves is counted anew each time: only within an occasion is it one thing.
    """
    groups: list[list[DatedFigure]] = []
    for one in sorted(told, key=lambda t: t.figure.place is None):
        home = next((g for g in groups if all(_is_of(one, other) for other in g)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [sorted(g, key=_when) for g in groups if len(g) > 1]


def _is_of(one: DatedFigure, other: DatedFigure) -> bool:
    there = _in_one_place(one.figure, other.figure) and _same_thing(one.figure, other.figure)
    return there and (not _act(one.figure) or _one_occasion(one.reported, other.reported))


def _in_one_place(a: Figure, b: Figure) -> bool:
    """Whether both name the place, or neither a place at all; one may name it anywhere in its sentence."""
    return a.place == b.place or any(
        one.place is None and other.place is not None and set(terms(other.place)) <= set(one.context)
        for one, other in ((a, b), (b, a))
    )


def by_place(told: Sequence[DatedFigure]) -> list[list[DatedFigure]]:
    """Figures of one kind of people in a group for each place, each in order of time.

    Those who leave are put aside, and those who fell are no count of those who are there.
    """
    groups: list[list[DatedFigure]] = []
    for one in sorted((t for t in told if not _act(t.figure)), key=lambda t: t.figure.place is None):
        home = next((g for g in groups if all(_are_people_of(one.figure, o.figure) for o in g)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [sorted(g, key=_when) for g in groups if len(g) > 1]


def _are_people_of(a: Figure, b: Figure) -> bool:
    fell = bool(_FALLEN & set(a.context)) == bool(_FALLEN & set(b.context))
    return fell and _in_one_place(a, b) and _kind(a) == _kind(b)


def members(told: Sequence[DatedFigure]) -> list[list[DatedFigure]]:
    """Counts of the states in a union as one group, in order of time; the other figures as ``aligned``."""
    states = [one for one in told if _head(one.figure) in _MEMBERS]
    others = aligned([one for one in told if _head(one.figure) not in _MEMBERS])
    return [*([sorted(states, key=_when)] if len(states) > 1 else []), *others]


def _when(told: DatedFigure) -> tuple[date, str, int]:
    """In order of time; what is only told to have been so before stands before all, the undated behind."""
    undated = date.min if _was_before(told.figure) else date.max
    return told.day or undated, told.stored.source, told.figure.start


def _was_before(figure: Figure) -> bool:
    return figure.as_of is not None and figure.as_of.modifier == "before"


def charted(groups: Sequence[Sequence[DatedFigure]]) -> Sequence[DatedFigure]:
    """The group that tells values for the most days, three at least; else empty."""
    best = max(groups, key=lambda g: len({one.day for one in g if one.day}), default=())
    return [one for one in best if one.day] if len({one.day for one in best if one.day}) >= CHARTED else ()


def _same_thing(a: Figure, b: Figure) -> bool:
    """The same noun, unit and place, or the same noun and much of what stands around it."""
    if not _head(a) or (a.unit, _head(a), _kind(a)) != (b.unit, _head(b), _kind(b)):
        return False
    if a.place and b.place:
        return a.place == b.place and _act(a) == _act(b)
    shared = set(a.context) & set(b.context) - STOPWORDS
    return len(shared) >= SHARED and _act(a) == _act(b)


_LEAVING = frozenset(
    normal_form(w) for w in "withdraw withdrew withdrawal withdrawing pull leave leaving exit".split()
)


_FALLEN = frozenset(
    normal_form(w) for w in "kill die death dead wound injure capture hurt ambush casualty".split()
)


def _act(figure: Figure) -> bool:
    """Whether the figure counts what goes away, which is not what stays."""
    return bool(_LEAVING & set(figure.context))


def counts_alike(a: Figure, b: Figure) -> bool:
    """Whether both count things of one noun ("soldiers", "troops") in one unit."""
    return a.unit == b.unit and bool(_head(a)) and _head(a) == _head(b)


def differs(a: Sentence, b: Sentence, facts: SentenceFacts) -> bool:
    """Whether they count the same thing and the numbers cannot both be right."""
    every = product(facts.figures.get(a.id, ()), facts.figures.get(b.id, ()))
    pairs = [pair for pair in every if counts_alike(*pair)]
    return bool(pairs) and not any(starmap(compatible, pairs))


def same_number(ours: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """Whether one of each is the same value of whatever it counts, or both can be right of one noun."""
    return any(
        one.unit == two.unit
        and (value(one) == value(two) or (_head(one) == _head(two) and compatible(one, two)))
        for one, two in product(ours, theirs)
    )


def _head(figure: Figure) -> str:
    return _noun(figure.counted)[0]


def _kind(figure: Figure) -> frozenset[str]:
    """What tells those who are counted from others of their noun: "foot", not whose they are."""
    return _noun(figure.counted)[1]


@lru_cache(maxsize=4096)
def _noun(counted: str) -> tuple[str, frozenset[str]]:
    """Its normal form, one for nouns that are counted alike, and those of the words before it."""
    *before, last = [word.text for word in words(counted)] or [""]
    head = normal_form(last) if last else ""
    kind = frozenset(normal_form(w) for w in before if w.lower() not in STOPWORDS and w[:1].islower())
    return _ALIKE.get(head, head), kind


_ALIKE = {
    normal_form(other): normal_form(usual)
    for usual, others in {
        "troops": "soldiers servicemen",
        "countries": "nations",
        "deaths": "dead fatalities",
        "wounded": "injured",
        "people": "persons",
    }.items()
    for other in others.split()
}
"""Nouns that reports count alike."""
_MEMBERS = frozenset(normal_form(word) for word in ("countries", "members", "states", "powers"))
BEYOND = 2
"""Times "more than 30" from which a later 68 is a change: who could say 60 says no "more than 30" (Grice)."""


def variations(group: Sequence[DatedFigure]) -> tuple[Variation, ...]:
    """What sources give differently for one time, then what changed; empty where all values agree."""
    pairs = list(combinations(group, 2))
    differing = [(one, other) for one, other in pairs if not compatible(one.figure, other.figure)]
    at_once = [pair for pair in differing if _at_one_time(*pair, group)]
    found: list[Variation] = []
    if at_once:
        found.append(Variation("contradiction", _within(group, at_once)))
    if any(_apart_in_time(*pair) for pair in (*differing, *(p for p in pairs if _far_beyond(*p)))):
        found.append(Variation("change", tuple(group)))
    return tuple(found)


def _within(
    group: Sequence[DatedFigure], pairs: Iterable[tuple[DatedFigure, DatedFigure]]
) -> tuple[DatedFigure, ...]:
    disputed = {id(one) for pair in pairs for one in pair}
    return tuple(one for one in group if id(one) in disputed)


def _far_beyond(one: DatedFigure, other: DatedFigure) -> bool:
    """Whether a value is so far beyond the other's bound that the bound was not said of it."""
    low, high = sorted((value(one.figure), value(other.figure)))
    return 0 < low * BEYOND <= high


def _apart_in_time(one: DatedFigure, other: DatedFigure) -> bool:
    if one.day is None or other.day is None:
        return _was_before(one.figure) != _was_before(other.figure)
    return abs(one.day - other.day) > ONE_TIME


def _at_one_time(one: DatedFigure, other: DatedFigure, group: Sequence[DatedFigure]) -> bool:
    """Whether two sources' counts are of one time; of undated ones nothing better is known."""
    if one.stored.source == other.stored.source or _was_before(one.figure) or _was_before(other.figure):
        return False
    if one.day is None or other.day is None:
        return True
    near = abs(one.day - other.day) <= ONE_TIME
    return near or _holds_on(one, other.day, group) or _holds_on(other, one.day, group)


def _holds_on(told: DatedFigure, day: date, group: Sequence[DatedFigure]) -> bool:
    """Whether a level reached ("was raised to 40") still stands that day, by the same source."""
    if told.day is None or told.figure.as_of is None or told.figure.as_of.modifier != "since":
        return False
    later = [o.day for o in group if o.stored.source == told.stored.source and o.day and o.day > told.day]
    until = min([*later, *([told.reported] if told.reported else [])], default=told.day)
    return told.day <= day < until


def other_figures(
    answering: Sentence,
    beside: Sequence[Sentence],
    facts: SentenceFacts,
    published: Mapping[str, date | None],
    *,
    answer: Span | None = None,
) -> tuple[OtherFigure, ...]:
    """Of ``beside``, those of other sources whose figures count what the answer's do, one of each source.

    What leaves is counted anew each time, and is compared only within an occasion; what stays, over all time.
    Only the figures that meet ``answer``, the part of ``answering`` that answers, are compared where there
    are such. In the order of ``beside``.
    """
    own = _answering(facts.figures.get(answering.id, ()), answering, answer)
    going = any(_act(figure) for figure in own)
    first: dict[str, OtherFigure] = {}
    for other in beside:
        if other.source == answering.source or other.source in first:
            continue
        if going and not _one_occasion(published[answering.source], published[other.source]):
            continue
        pairs = _pairs(own, facts.figures.get(other.id, ()))
        if pairs:
            first[other.source] = OtherFigure(other, any(compatible(*pair) for pair in pairs))
    return tuple(first.values())


def _answering(figures: Sequence[Figure], sentence: Sentence, answer: Span | None) -> Sequence[Figure]:
    """Those within the answer, or all where there are none."""
    return [f for f in figures if answer and _meets(f, sentence, answer)] or figures


def _pairs(own: Iterable[Figure], others: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Those of each that count the same."""
    return [(one, other) for one in own for other in others if _same_thing(one, other)]


def _one_occasion(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs(a - b) <= OCCASION


def _meets(figure: Figure, sentence: Sentence, answer: Span) -> bool:
    return figure.start - sentence.start < answer.end and answer.start < figure.end - sentence.start

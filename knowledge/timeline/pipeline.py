"""A topic → what happened, in order, each entry with the days that are known and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, cast

from knowledge.evidence.citing import cite
from knowledge.evidence.windows import Request, Window, lies_in, understood
from knowledge.lexicon.classes import calendar
from knowledge.model import Entry, Event, Granularity, Period, Timeline
from knowledge.timeline.merging import Group, Telling, conflicts, grouped
from knowledge.timeline.tellings import tellings
from knowledge.timeline.topic import read

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Vectors
    from knowledge.protocols import Index, Store

__all__ = ["timeline"]

_OPENING = 2
"""Paragraphs in which news is told; what later ones tell without a day may be years old."""
_DAY = timedelta(days=1)
_MOST = 5
"""Names that are proposed in place of an unknown topic."""
_MEANT = 4
"""Sentences near an unknown topic whose names are proposed."""


def timeline(
    topic: str,
    store: Store,
    index: Index,
    *,
    first: date | None = None,
    last: date | None = None,
    today: date,
    vectors: Vectors | None = None,
) -> Timeline:
    """Dated events on a topic in order of their first days, all events for an empty topic.

    The topic is a name, several words, or a whole question; period words in it narrow the days, as ``first``
    and ``last`` do (inclusive). Entries without a first day stand at their limit; where sources disagree on
    the day, both entries say so. Without any entry, ``reason`` says why, and ``nearest`` names what has some.
    """
    request = understood(topic, today=today)
    given = Window(first, last + _DAY if last and last < date.max else None)
    request = request._replace(window=request.window.within(given))
    subject = read(request.topic, store)
    if request.topic and not subject.units:
        subject = subject._replace(text="")
    told = tellings(subject, store, index, planned=request.planned)
    known = [
        g for g in grouped(told, vectors.between if vectors else None) if any(t.concerned for t in g.tellings)
    ]
    groups = [g for g in known if _is_asked(g, request)]
    groups.sort(key=_order)
    notes = conflicts(groups)
    entries, n = [], 1
    for place, group in enumerate(groups):
        entry = _entry(group, store, n, notes.get(place))
        entries.append(entry)
        n += len(entry.citations)
    if entries:
        return Timeline(query=topic, events=tuple(entries))
    return _silence(topic, request, known, store, vectors)


def _is_asked(group: Group, request: Request) -> bool:
    if request.planned and group.status != "planned":
        return False
    period = group.period
    if period is None or (period.first is None and period.after is None):
        return not request.window
    if period.after is None and not request.planned:
        return False
    if request.window and group.status == "bound" and period.first is None:
        return lies_in(period, request.window) and any(_is_news(t) for t in group.tellings)
    return lies_in(period, request.window)


def _is_news(telling: Telling) -> bool:
    """Whether what is told without a day is likely what the report is about: news opens a report."""
    return telling.sentence.paragraph <= _OPENING and telling.sentence.number <= 2 * _OPENING


def _order(group: Group) -> tuple[date, date, tuple[str, int, int, str]]:
    """By the first day; an entry with only a limit stands there, one without any day at the end."""
    period = group.period
    first = (period.first or period.last) if period and period.after else None
    last = period.last if period else None
    return first or date.max, last or date.max, group.tellings[0].key


# --- entries -----------------------------------------------------------------------------------------------


def _entry(group: Group, store: Store, n: int, conflict: str | None) -> Entry:
    seen: dict[int, Telling] = {}
    for telling in group.tellings:
        seen.setdefault(telling.sentence.id, telling)
    citations = tuple(
        cite(telling.sentence, store, n=n + i, stance="supports", score=1.0)
        for i, telling in enumerate(seen.values())
    )
    start, end, precision = _days(group.period)
    status = cast('Literal["stated", "bound", "planned"]', group.status)
    return Entry(
        start=start, end=end, precision=precision, status=status, text=citations[0].quote,
        citations=citations, conflict=conflict,
        alleged=all(telling.event.assertion == "alleged" for telling in group.tellings),
    )  # fmt: skip


def _days(period: Period | None) -> tuple[str | None, str | None, Granularity | Literal["unknown"]]:
    if period is None or period.after is None:
        return None, None, "unknown"
    assert period.last
    return (period.first.isoformat() if period.first else None), period.last.isoformat(), period.granularity


# --- silence -----------------------------------------------------------------------------------------------


def _silence(
    topic: str, request: Request, groups: Sequence[Group], store: Store, vectors: Vectors | None
) -> Timeline:
    """Why there is no entry, and what has some: other years of the topic, else names like it, or common."""
    about = f" on “{request.topic}”" if request.topic else ""
    kind = "plan" if request.planned else "dated event"
    window = f" {_in_words(request)}" if request.window else ""
    years = _years(groups, request)
    if years and request.window:
        nearest = tuple(f"{request.topic} in {y}".strip() if request.topic else f"in {y}" for y in years)
    else:
        nearest = _names_near(request.topic, store, vectors)
    return Timeline(
        query=topic, events=(), reason=f"The sources tell of no {kind}{about}{window}.", nearest=nearest
    )


def _years(groups: Sequence[Group], request: Request) -> list[int]:
    """At most five years that have events, those nearest to the window, in order."""
    years = {g.period.first.year for g in groups if g.period and g.period.first and g.period.after}
    middle = request.window.first or request.window.after
    return sorted(sorted(years, key=lambda y: (abs(y - (middle.year if middle else y)), y))[:5])


def _names_near(topic: str, store: Store, vectors: Vectors | None) -> tuple[str, ...]:
    """At most five names of events: spelled alike first, then of what is near in meaning, then frequent."""
    common = [entry.name for entry in store.names.most_frequent("events", _MOST)]
    likely = [entry.name for entry in store.names.alike(topic) if entry.events] if topic else []
    folded = {name.casefold(): name for name in reversed([*likely, *common])}
    alike = get_close_matches(topic.casefold(), folded, n=_MOST, cutoff=0.6) if topic else []
    meant = _names_meant(topic, store, vectors)
    return tuple(dict.fromkeys([*(folded[a] for a in alike), *meant, *common]))[:_MOST]


def _names_meant(topic: str, store: Store, vectors: Vectors | None) -> list[str]:
    """Names in events of the sentences that are nearest to the topic in meaning, nearest first."""
    if not topic or vectors is None or vectors.generation != store.generation:
        return []
    near = [one.sentence for one in vectors.similar(vectors.vector(topic), _MEANT)]
    held: dict[int, list[str]] = {number: [] for number in near}
    for stored in store.facts("event", sentences=near):
        held[stored.sentence] += cast("Event", stored.fact).participants
    return list(dict.fromkeys(name for sentence in near for name in held[sentence]))[:3]


def _in_words(request: Request) -> str:
    if request.said:
        opening = request.said.split()[0].lower().strip(".,")
        plain = opening[0].isdigit() or opening in calendar().names
        return f"in {request.said}" if plain else request.said
    first, after = request.window
    last = after - _DAY if after else None
    if first and last:
        return f"from {first.isoformat()} to {last.isoformat()}"
    return f"from {first.isoformat()} on" if first else f"up to {last.isoformat()}" if last else ""

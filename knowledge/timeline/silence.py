"""Why a timeline is empty, and what has events: other years of the topic, names like it or in the news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from knowledge.lexicon.classes import calendar
from knowledge.model import Event, Period, Timeline
from knowledge.timeline.merging import Group
from knowledge.timeline.request import Request

if TYPE_CHECKING:
    from knowledge.retrieval.searchable import Searchable

__all__ = ["in_words", "silence"]

_MEANT = 4
"""Sentences near an unknown topic whose names are proposed."""
_RECENT = 300
"""Events, the newest, whose years are proposed."""
_PROPOSED = 5


def silence(asked: str, request: Request, groups: Sequence[Group], searched: Searchable) -> Timeline:
    """An empty timeline with its reason; ``groups`` are the topic's events outside the window."""
    topic = request.topic or request.anchor
    about = f" on “{topic}”" if topic else ""
    kind = "plan" if request.planned else "dated event"
    window = f" {in_words(request)}" if request.window else ""
    recent = () if topic else searched.store.events(most=_RECENT)
    periods = (*(group.period for group in groups), *(cast("Event", one.fact).period for one in recent))
    years = _years(periods, request)
    if years and request.window:
        nearest = tuple(f"{topic} in {y}".strip() if topic else f"in {y}" for y in years)
    else:
        nearest = _names_near(topic, searched)
    reason = f"The sources tell of no {kind}{about}{window}."
    return Timeline(query=asked, events=(), reason=reason, nearest=nearest)


def _years(periods: Iterable[Period | None], request: Request) -> list[int]:
    """At most five years that have events, those nearest to the window, in order."""
    years = {period.first.year for period in periods if period and period.first and period.after}
    middle = request.window.first or request.window.after
    return sorted(sorted(years, key=lambda y: (abs(y - (middle.year if middle else y)), y))[:5])


def _names_near(topic: str, searched: Searchable) -> tuple[str, ...]:
    """At most five names of events: spelled alike first, then of what is near in meaning, then frequent."""
    names = searched.store.names
    common = [entry.name for entry in names.most_frequent("events", _PROPOSED)]
    likely = [entry.name for entry in names.alike(topic) if entry.events] if topic else []
    folded = {name.casefold(): name for name in reversed([*likely, *common])}
    alike = get_close_matches(topic.casefold(), folded, n=_PROPOSED, cutoff=0.6) if topic else []
    meant = _names_meant(topic, searched)
    return tuple(dict.fromkeys([*(folded[a] for a in alike), *meant, *common]))[:_PROPOSED]


def _names_meant(topic: str, searched: Searchable) -> list[str]:
    """Names in events of the sentences that are nearest to the topic in meaning, nearest first."""
    store, vectors = searched.store, searched.vectors
    if not topic or vectors is None or vectors.generation != store.generation:
        return []
    near = [one.sentence for one in vectors.similar(vectors.vector(topic), _MEANT)]
    held: dict[int, list[str]] = {number: [] for number in near}
    for stored in store.facts("event", sentences=near):
        held[stored.sentence] += cast("Event", stored.fact).participants
    return list(dict.fromkeys(name for sentence in near for name in held[sentence]))[:3]


def in_words(request: Request) -> str:
    """The days asked for, as they were asked for where words name them."""
    if request.said:
        opening = request.said.split()[0].lower().strip(".,")
        plain = opening[0].isdigit() or opening in calendar().names
        return f"in {request.said}" if plain else request.said
    first, after = request.window
    last = after - timedelta(days=1) if after else None
    if first and last:
        return f"from {first.isoformat()} to {last.isoformat()}"
    return f"from {first.isoformat()} on" if first else f"up to {last.isoformat()}" if last else ""
